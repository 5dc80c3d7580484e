import snappy from 'snappyjs';
import { hasChecksum } from './checksum.ts';
import { Fields, NotInFormat } from './fields.ts';

/** In bytes: two places of blocks, filled up, and the sign of a table. */
const footerSize = 48;
const sign = Buffer.from('57fb808b247547db', 'hex');
const plain = 0;
const packed = 1;

/** A part of a table, in bytes from its start. Behind it stand a byte that says how it is packed, and the checksum of both. */
export interface Block {
  offset: number;
  size: number;
}

export type TableState =
  | { name: 'whole' }
  /** LevelDB cannot open it, or would open a wrong one. */
  | { name: 'unreadable'; why: string }
  /** The others of its blocks can be read. */
  | { name: 'broken'; blocks: Block[] };

/**
 * Looks at the checksum of each block of a table (doc/table_format.md), as LevelDB does if it is asked to, which the
 * library has no option for. Without this a changed bit gives a changed record, or none.
 */
export function examineTable(bytes: Buffer): TableState {
  try {
    const { meta, index } = readFooter(bytes);
    const inner = [...entriesOf(readBlock(bytes, index))];
    const around = isWhole(bytes, meta) ? [...entriesOf(readBlock(bytes, meta))] : [];
    const broken = [...inner, meta, ...around].filter((block) => !isWhole(bytes, block));
    return broken.length === 0 ? { name: 'whole' } : { name: 'broken', blocks: broken };
  } catch (error) {
    if (error instanceof NotInFormat) return { name: 'unreadable', why: error.message };
    throw error;
  }
}

/** Makes a block one that LevelDB refuses to read, so that it passes over it: it does not know this way of packing. */
export function refuseBlock(bytes: Buffer, { offset, size }: Block): void {
  const at = offset + size;
  if (at < bytes.length) bytes.writeUInt8(0xff, at);
}

function readFooter(bytes: Buffer): { meta: Block; index: Block } {
  if (bytes.length < footerSize) throw new NotInFormat('it is too short');
  const footer = bytes.subarray(-footerSize);
  if (!footer.subarray(-sign.length).equals(sign)) throw new NotInFormat('its end is not that of a table');
  const fields = new Fields(footer.subarray(0, -sign.length));
  return { meta: readPlace(fields), index: readPlace(fields) };
}

function readPlace(fields: Fields): Block {
  return { offset: fields.varint(), size: fields.varint() };
}

function isWhole(bytes: Buffer, { offset, size }: Block): boolean {
  const end = offset + size + 1;
  if (end + 4 > bytes.length - footerSize) return false;
  return hasChecksum(bytes.subarray(offset, end), bytes.readUInt32LE(end));
}

function readBlock(bytes: Buffer, block: Block): Buffer {
  if (!isWhole(bytes, block)) throw new NotInFormat('the list of its blocks is changed');
  const { offset, size } = block;
  const content = bytes.subarray(offset, offset + size);
  const packing = bytes.readUInt8(offset + size);
  if (packing === plain) return content;
  if (packing === packed) return Buffer.from(snappy.uncompress(content));
  throw new NotInFormat(`its blocks are packed in way ${packing}`);
}

/** The blocks that a list of them names: entries share the beginnings of their keys, and end in a list of offsets. */
function* entriesOf(list: Buffer): Generator<Block> {
  if (list.length < 4) throw new NotInFormat('the list of its blocks is cut');
  const restarts = list.readUInt32LE(list.length - 4);
  const fields = new Fields(list.subarray(0, Math.max(0, list.length - 4 - 4 * restarts)));
  while (!fields.isAtEnd) {
    fields.varint();
    const ownPart = fields.varint();
    const valueSize = fields.varint();
    fields.take(ownPart);
    yield readPlace(new Fields(fields.take(valueSize)));
  }
}
