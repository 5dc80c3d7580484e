import crc32c from 'crc-32/crc32c.js';

/** Whether the bytes have the checksum that LevelDB wrote beside them. */
export function hasChecksum(bytes: Uint8Array, written: number): boolean {
  return masked(crc32c.buf(bytes)) === written;
}

/** Whether a beginning of the bytes, whatever its length, has the checksum. */
export function beginsWithChecked(bytes: Uint8Array, written: number): boolean {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    sum = crc32c.buf(bytes.subarray(at, at + 1), sum);
    if (masked(sum) === written) return true;
  }
  return false;
}

/** As it is written: turned and shifted, so that a checksum of bytes that hold checksums is none of them (util/crc32c.h). */
function masked(signed: number): number {
  const sum = signed >>> 0;
  return (((sum >>> 15) | (sum << 17)) + 0xa282ead8) >>> 0;
}
