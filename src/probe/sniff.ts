import type { OtherFormat } from '../ingest/source-report.ts';

/** What a file is by its first bytes. */
export type Sniffed =
  | { kind: 'flv' }
  | { kind: 'playlist' }
  | { kind: 'page' }
  | { kind: 'other'; format: OtherFormat }
  /** Media that a library has to look into, or nothing that is known. */
  | { kind: 'media' };

/** What people give by mistake, by its first bytes in hexadecimal; a dot is any digit. */
const magic: readonly (readonly [RegExp, OtherFormat])[] = [
  [/^52494646.{8}41564920/, 'avi'],
  [/^3026b2758e66cf11/, 'asf'],
  [/^000001ba/, 'mpeg-ps'],
  [/^(?:89504e47|47494638|ffd8ff|424d.{8}00000000|52494646.{8}57454250)/, 'image'],
  [/^(?:504b0304|1f8b|377abcaf|52617221)/, 'archive'],
  [/^255044462d/, 'document'],
];
const flv = '464c5601';

/** Tells a file by its first bytes, whatever its name and its Content-Type: servers get both wrong. */
export function sniff(head: Uint8Array): Sniffed {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const hex = bytes.subarray(0, 16).toString('hex');
  if (hex.startsWith(flv)) return { kind: 'flv' };
  const known = magic.find(([beginning]) => beginning.test(hex));
  if (known !== undefined) return { kind: 'other', format: known[1] };
  const text = bytes
    .toString('utf8')
    .replace(/^\uFEFF/, '')
    .trimStart();
  if (text.startsWith('#EXTM3U')) return { kind: 'playlist' };
  if (text.startsWith('<') && /<MPD[\s>]/.test(text)) return { kind: 'other', format: 'dash' };
  if (/^<(?:!doctype html|html|head|body|script|!--)/i.test(text)) return { kind: 'page' };
  return isText(bytes.subarray(0, 512)) ? { kind: 'other', format: 'text' } : { kind: 'media' };
}

/** Letters, signs and blanks alone: no media begins so, but MP3s whose notes come first. */
function isText(bytes: Buffer): boolean {
  const isLetter = (byte: number) =>
    byte >= 0x80 || (byte >= 0x20 && byte < 0x7f) || [9, 10, 13].includes(byte);
  return bytes.every(isLetter) && bytes.toString('latin1', 0, 3) !== 'ID3';
}
