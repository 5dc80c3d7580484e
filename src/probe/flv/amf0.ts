/** A value of AMF 0 (Adobe, Action Message Format 0), as far as RTMP and FLV need them. */
export type AmfValue =
  | number
  | boolean
  | string
  | null
  | undefined
  | AmfValue[]
  | { [name: string]: AmfValue };

/** Values inside each other: metadata has two or three. */
const deepest = 8;
/** Values in all, in one message. */
const most = 1000;

/** Reads all values of a message; those behind the first that cannot be read are left out. */
export function readAmf(bytes: Uint8Array): AmfValue[] {
  const reader = new AmfReader(bytes);
  const values: AmfValue[] = [];
  try {
    while (reader.left > 0) values.push(reader.value(0));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  return values;
}

/** What is sent: the bot's own objects hold plain values, those of servers also objects. */
export type Sent = number | boolean | string | null | { [name: string]: Sent };

/** Writes values one after the other. */
export function writeAmf(...values: readonly Sent[]): Buffer {
  return Buffer.concat(values.map(written));
}

function written(value: Sent): Buffer {
  if (value === null) return Buffer.from([5]);
  if (typeof value === 'boolean') return Buffer.from([1, Number(value)]);
  if (typeof value === 'number') {
    const bytes = Buffer.alloc(9);
    bytes.writeDoubleBE(value, 1);
    return bytes;
  }
  if (typeof value === 'string') return Buffer.concat([Buffer.from([2]), named(value)]);
  const fields = Object.entries(value).flatMap(([name, field]) => [named(name), written(field)]);
  return Buffer.concat([Buffer.from([3]), ...fields, Buffer.from([0, 0, 9])]);
}

/** A text after its length in two bytes. */
function named(text: string): Buffer {
  const bytes = Buffer.from(text);
  const length = Buffer.alloc(2);
  length.writeUInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** Throws a RangeError where bytes are missing, or make no sense. */
class AmfReader {
  readonly #view: DataView;
  #at = 0;
  #count = 0;

  constructor(bytes: Uint8Array) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get left(): number {
    return this.#view.byteLength - this.#at;
  }

  value(depth: number): AmfValue {
    this.#count += 1;
    if (depth > deepest || this.#count > most) throw new RangeError('Too many values');
    const marker = this.#view.getUint8(this.#at);
    this.#at += 1;
    switch (marker) {
      case 0:
        return this.#number();
      case 1:
        return this.#uint(1) !== 0;
      case 2:
        return this.#text(this.#uint(2));
      case 3:
        return this.#fields(depth);
      case 5:
        return null;
      case 6:
        return undefined;
      case 8:
        this.#uint(4);
        return this.#fields(depth);
      case 10:
        return this.#items(this.#uint(4), depth);
      case 11:
        this.#at += 2;
        return this.#number();
      case 12:
        return this.#text(this.#uint(4));
      default:
        throw new RangeError('Not a value of AMF 0');
    }
  }

  #number(): number {
    const value = this.#view.getFloat64(this.#at);
    this.#at += 8;
    return value;
  }

  #uint(bytes: 1 | 2 | 4): number {
    const at = this.#at;
    this.#at += bytes;
    if (bytes === 1) return this.#view.getUint8(at);
    return bytes === 2 ? this.#view.getUint16(at) : this.#view.getUint32(at);
  }

  #text(length: number): string {
    if (length > this.left) throw new RangeError('A text ends too soon');
    const text = Buffer.from(this.#view.buffer, this.#view.byteOffset + this.#at, length).toString();
    this.#at += length;
    return text;
  }

  #fields(depth: number): AmfValue {
    const fields = new Map<string, AmfValue>();
    for (;;) {
      const name = this.#text(this.#uint(2));
      if (name === '' && this.left > 0 && this.#view.getUint8(this.#at) === 9) {
        this.#at += 1;
        return Object.fromEntries(fields);
      }
      fields.set(name, this.value(depth + 1));
    }
  }

  #items(length: number, depth: number): AmfValue[] {
    const items: AmfValue[] = [];
    for (let index = 0; index < length; index += 1) items.push(this.value(depth + 1));
    return items;
  }
}
