export type FileText =
  | { ok: true; text: string }
  /** It is no text, or none whose letters are known. */
  | { ok: false; because: 'workbook' | 'no-text' | 'encoding' };

/**
 * The text of a file as people save lists: UTF-8, or UTF-16 with a byte order mark (Excel's "Unicode Text"). Other encodings
 * say nowhere which they are: their letters are not guessed.
 */
export function fileText(bytes: Uint8Array): FileText {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return decoded(bytes, 'utf-16le');
  if (first === 0xfe && second === 0xff) return decoded(bytes, 'utf-16be');
  // A zip, which workbooks of Excel, Numbers and LibreOffice are, and the compound file of older ones.
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0]))
    return { ok: false, because: 'workbook' };
  return bytes.includes(0) ? { ok: false, because: 'no-text' } : decoded(bytes, 'utf-8');
}

function decoded(bytes: Uint8Array, encoding: string): FileText {
  try {
    return { ok: true, text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch {
    return { ok: false, because: 'encoding' };
  }
}

function startsWith(bytes: Uint8Array, beginning: readonly number[]): boolean {
  return beginning.every((byte, at) => bytes[at] === byte);
}
