import { beginsWithChecked, hasChecksum } from './checksum.ts';

/** Logs are written in blocks of this size, in bytes, and no piece of a record crosses the end of one. */
const blockSize = 32_768;
/** Checksum, length and type of a piece, in bytes. */
const headerSize = 7;
const pieceOfOne = 1;
const firstPiece = 2;
const lastPiece = 4;

export interface LogContent {
  /** What is whole, in order. */
  records: Buffer[];
  /** Where what was written is not there any more, in bytes from the start; undefined if nothing is damaged. */
  damagedAt: number | undefined;
  /** Whether it ends in the middle of a record, as after a power cut or on a full disk: that one was lost. */
  isTorn: boolean;
}

/**
 * Reads a log or a MANIFEST of LevelDB (doc/log_format.md). LevelDB's own reader goes on behind what is damaged, and
 * takes a length that points behind the end for a write that was cut.
 */
export function readLog(bytes: Buffer): LogContent {
  const content: LogContent = { records: [], damagedAt: undefined, isTorn: false };
  let pieces: Buffer[] | undefined;
  let at = 0;
  while (at < bytes.length) {
    const left = blockSize - (at % blockSize);
    if (left < headerSize) {
      at += left;
      continue;
    }
    // Space that was set aside, or a part that never reached the disk.
    if (isZero(bytes.subarray(at))) break;
    const piece = readPiece(bytes, at, left);
    if (piece === 'torn') return { ...content, isTorn: true };
    if (piece === 'damaged') return { ...content, damagedAt: at };
    const begins = piece.type === pieceOfOne || piece.type === firstPiece;
    if (begins !== (pieces === undefined)) return { ...content, damagedAt: at };
    pieces = [...(pieces ?? []), piece.payload];
    if (piece.type === pieceOfOne || piece.type === lastPiece) {
      content.records.push(Buffer.concat(pieces));
      pieces = undefined;
    }
    at += headerSize + piece.payload.length;
  }
  return { ...content, isTorn: pieces !== undefined };
}

type Piece = { type: number; payload: Buffer };

function readPiece(bytes: Buffer, at: number, left: number): Piece | 'torn' | 'damaged' {
  if (bytes.length - at < headerSize) return 'torn';
  const written = bytes.readUInt32LE(at);
  const length = bytes.readUInt16LE(at + 4);
  const checked = at + headerSize - 1;
  const end = at + headerSize + length;
  const isTooLong = headerSize + length > left;
  if (!isTooLong && end > bytes.length) {
    // Whole but for its length, which LevelDB takes for a write that was cut: nothing behind it would be read.
    return beginsWithChecked(bytes.subarray(checked, at + left), written) ? 'damaged' : 'torn';
  }
  if (isTooLong || !hasChecksum(bytes.subarray(checked, end), written)) return 'damaged';
  return { type: bytes.readUInt8(checked), payload: bytes.subarray(at + headerSize, end) };
}

function isZero(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0);
}
