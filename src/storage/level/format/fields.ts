/** Thrown if bytes end too soon, or say what cannot be. */
export class NotInFormat extends Error {}

/** Reads the fields of LevelDB's files one after the other (util/coding.h). */
export class Fields {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** A number in groups of seven bits, the lowest first. Those that are used here stay below 2^53. */
  varint(): number {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.#bytes[this.#at];
      if (byte === undefined || factor > Number.MAX_SAFE_INTEGER) throw new NotInFormat('a number is cut');
      this.#at += 1;
      value += (byte % 128) * factor;
      if (byte < 128) return value;
    }
  }

  /** So many bytes. */
  take(length: number): Buffer {
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new NotInFormat('a text is cut');
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }

  /** Bytes with their number in front of them. */
  text(): Buffer {
    return this.take(this.varint());
  }
}
