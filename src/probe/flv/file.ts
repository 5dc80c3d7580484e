import { ProbeFailure } from '../failure.ts';

/** A tag of a file of FLV (Adobe, Video File Format 10.1, E.4.1). */
export interface Tag {
  kind: number;
  /** Milliseconds. */
  time: number;
  body: Uint8Array;
}

const fileHeaderBytes = 9;
/** Of a tag, and of the size of the one before, which follows it. */
const [tagHeaderBytes, backBytes] = [11, 4];

/** The tags of a file of FLV as its bytes come. Throws a ProbeFailure for bytes that are no tags. */
export async function* tagsOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Tag> {
  let left: Buffer = Buffer.alloc(0);
  let skip: number | undefined;
  for await (const chunk of bytes) {
    left = Buffer.concat([left, chunk]);
    if (skip === undefined) {
      if (left.length < fileHeaderBytes) continue;
      skip = Math.max(left.readUInt32BE(5), fileHeaderBytes) + backBytes;
    }
    const now = Math.min(skip, left.length);
    skip -= now;
    left = left.subarray(now);
    if (skip > 0) continue;
    const { tags, rest } = readTags(left);
    left = rest;
    yield* tags;
  }
}

/** All tags that are whole, and what is left. Throws a ProbeFailure for bytes that are no tags. */
export function readTags(bytes: Buffer): { tags: Tag[]; rest: Buffer } {
  const tags: Tag[] = [];
  let rest = bytes;
  while (rest.length >= tagHeaderBytes) {
    const kind = rest.readUInt8(0) & 31;
    if (![8, 9, 15, 18].includes(kind)) throw new ProbeFailure({ kind: 'unreadable' });
    const length = rest.readUIntBE(1, 3);
    const end = tagHeaderBytes + length + backBytes;
    if (rest.length < end) break;
    const time = (rest.readUInt8(7) << 24) | rest.readUIntBE(4, 3);
    tags.push({ kind, time, body: rest.subarray(tagHeaderBytes, tagHeaderBytes + length) });
    rest = rest.subarray(end);
  }
  return { tags, rest };
}
