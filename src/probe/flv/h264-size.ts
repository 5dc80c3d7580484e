/** Those of which the parameters say how colours are laid out (ITU-T H.264, 7.3.2.1.1). */
const withChroma = [100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135];
/** Pixels; larger ones are no video, but bytes read wrongly. */
const longest = 16_384;

/**
 * The size of the pictures, as shown, by the decoder's configuration of MP4 and FLV (ISO/IEC 14496-15, 5.3.3); undefined if
 * it cannot be read.
 */
export function h264Size(configuration: Uint8Array): { width: number; height: number } | undefined {
  const length = ((configuration[6] ?? 0) << 8) | (configuration[7] ?? 0);
  const sets = (configuration[5] ?? 0) & 31;
  if (sets === 0 || length < 4 || 8 + length > configuration.length) return undefined;
  return sizeOfSet(configuration.subarray(8, 8 + length));
}

function sizeOfSet(set: Uint8Array): { width: number; height: number } | undefined {
  const bits = new Bits(withoutEmulation(set.subarray(1)));
  const profile = bits.take(8);
  bits.take(16);
  bits.exp();
  let chroma = 1;
  if (withChroma.includes(profile)) {
    chroma = bits.exp();
    if (chroma === 3) bits.take(1);
    bits.exp();
    bits.exp();
    bits.take(1);
    if (bits.take(1) === 1) skipScaling(bits, chroma === 3 ? 12 : 8);
  }
  bits.exp();
  skipOrder(bits);
  bits.exp();
  bits.take(1);
  const widthBlocks = bits.exp() + 1;
  const heightUnits = bits.exp() + 1;
  const framesOnly = bits.take(1);
  if (framesOnly === 0) bits.take(1);
  bits.take(1);
  const isCropped = bits.take(1) === 1;
  const [left, right, top, bottom] = isCropped
    ? [bits.exp(), bits.exp(), bits.exp(), bits.exp()]
    : [0, 0, 0, 0];
  const unitX = chroma === 1 || chroma === 2 ? 2 : 1;
  const unitY = (chroma === 1 ? 2 : 1) * (2 - framesOnly);
  const width = widthBlocks * 16 - (left + right) * unitX;
  const height = (2 - framesOnly) * heightUnits * 16 - (top + bottom) * unitY;
  const isSize = !bits.isOver && width > 0 && height > 0 && width <= longest && height <= longest;
  return isSize ? { width, height } : undefined;
}

function skipScaling(bits: Bits, lists: number): void {
  for (let list = 0; list < lists; list += 1) {
    if (bits.take(1) === 0) continue;
    let next = 8;
    for (let last = 8, index = 0; index < (list < 6 ? 16 : 64); index += 1) {
      if (next !== 0) next = (last + bits.signedExp() + 256) % 256;
      if (next !== 0) last = next;
    }
  }
}

/** How the order of pictures is written. */
function skipOrder(bits: Bits): void {
  const type = bits.exp();
  if (type === 0) bits.exp();
  if (type !== 1) return;
  bits.take(1);
  bits.exp();
  bits.exp();
  // At most 255 (7.4.2.1.1).
  for (let left = Math.min(bits.exp(), 255); left > 0; left -= 1) bits.exp();
}

/** Two zeros and a three stand for two zeros (7.3.1). */
function withoutEmulation(bytes: Uint8Array): Uint8Array {
  return bytes.filter((byte, at) => !(byte === 3 && at >= 2 && bytes[at - 1] === 0 && bytes[at - 2] === 0));
}

/** Bits from the first on; zeros behind the end. */
class Bits {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Whether more was taken than there is. */
  get isOver(): boolean {
    return this.#at > this.#bytes.length * 8;
  }

  take(count: number): number {
    let value = 0;
    for (let left = count; left > 0; left -= 1) {
      value = value * 2 + (((this.#bytes[this.#at >> 3] ?? 0) >> (7 - (this.#at & 7))) & 1);
      this.#at += 1;
    }
    return value;
  }

  /** Exp-Golomb (9.1). */
  exp(): number {
    let zeros = 0;
    while (zeros < 32 && !this.isOver && this.take(1) === 0) zeros += 1;
    return 2 ** zeros - 1 + this.take(zeros);
  }

  signedExp(): number {
    const value = this.exp();
    return value % 2 === 0 ? -value / 2 : (value + 1) / 2;
  }
}
