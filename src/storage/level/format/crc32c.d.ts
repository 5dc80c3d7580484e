/** The package has types for its other half only. */
declare module 'crc-32/crc32c.js' {
  const crc32c: {
    /** The CRC-32C of the bytes as a signed number, or of those of `sum` and them. */
    buf(bytes: Uint8Array, sum?: number): number;
  };
  export default crc32c;
}
