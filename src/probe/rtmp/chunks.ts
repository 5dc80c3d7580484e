import { ProbeFailure } from '../failure.ts';

/** A message of RTMP (Adobe, RTMP 1.0, 5.3), put together from its chunks. */
export interface RtmpMessage {
  kind: number;
  /** Milliseconds. */
  time: number;
  stream: number;
  body: Buffer;
}

/** Puts messages together. */
export interface ChunkReader {
  /** Takes bytes as they come; gives the messages that are whole now. Throws a ProbeFailure for what is no RTMP. */
  push(bytes: Uint8Array): RtmpMessage[];
}

/** What is remembered of a chunk stream. */
interface Lane {
  time: number;
  /** The last of the time fields: a step, or a whole time after a chunk of the first kind. */
  step: number;
  extended: boolean;
  length: number;
  kind: number;
  stream: number;
  parts: Buffer[];
  have: number;
}

const setChunkSize = 1;
const abort = 2;
/** Bytes of a message: no single picture is larger. */
const longest = 4 * 2 ** 20;
const mostLanes = 64;
/** Bytes of a chunk (5.4.1: should be at least 128, must be at least 1). Tiny ones would cost more to put together than to send. */
const leastChunkSize = 128;
/** Stands for a time in the four bytes that follow (5.3.1.3). */
const seeBelow = 0xff_ffff;

export function createChunkReader(): ChunkReader {
  const lanes = new Map<number, Lane>();
  let left: Buffer = Buffer.alloc(0);
  let chunkSize = 128;

  /** Reads one chunk; undefined until it is whole. */
  function readChunk(): { used: number; message: RtmpMessage | undefined } | undefined {
    const basic = readBasic(left);
    if (basic === undefined) return undefined;
    const { format, id } = basic;
    let at = basic.used;
    const before = lanes.get(id);
    if (format !== 0 && before === undefined) throw new ProbeFailure({ kind: 'not-understood' });
    const lane: Lane = { ...(before ?? emptyLane()) };
    if (left.length < at + headerBytes(format)) return undefined;
    if (format < 3) {
      lane.step = left.readUIntBE(at, 3);
      lane.extended = lane.step === seeBelow;
    }
    if (format < 2) {
      lane.length = left.readUIntBE(at + 3, 3);
      lane.kind = left.readUInt8(at + 6);
    }
    if (format === 0) lane.stream = left.readUInt32LE(at + 7);
    at += headerBytes(format);
    if (lane.extended) {
      if (left.length < at + 4) return undefined;
      const long = left.readUInt32BE(at);
      // Not all servers write it again in chunks that go on with a message.
      if (format < 3 || long === lane.step) at += 4;
      lane.step = format < 3 ? long : lane.step;
    }
    if (lane.length > longest) throw new ProbeFailure({ kind: 'not-understood' });
    const begins = lane.have === 0;
    if (!begins && format !== 3) Object.assign(lane, { parts: [], have: 0 });
    if (lane.have === 0) lane.time = format === 0 ? lane.step : (lane.time + lane.step) % 2 ** 32;
    const size = Math.min(chunkSize, lane.length - lane.have);
    if (left.length < at + size) return undefined;
    const part = left.subarray(at, at + size);
    if (before === undefined && lanes.size >= mostLanes) throw new ProbeFailure({ kind: 'not-understood' });
    const { kind, time, stream, parts } = lane;
    // Only now, since the chunk is whole: the list is the lane's own, and long ones are not copied for each chunk.
    parts.push(part);
    const have = lane.have + size;
    const isWhole = have >= lane.length;
    lanes.set(id, isWhole ? { ...lane, parts: [], have: 0 } : { ...lane, have });
    const message = isWhole ? { kind, time, stream, body: Buffer.concat(parts) } : undefined;
    return { used: at + size, message };
  }

  function obey({ kind, body }: RtmpMessage): void {
    if (kind === setChunkSize && body.length >= 4) {
      const size = body.readUInt32BE(0);
      if (size < leastChunkSize || size > 0x7fff_ffff) throw new ProbeFailure({ kind: 'not-understood' });
      chunkSize = size;
    }
    if (kind === abort && body.length >= 4) {
      const id = body.readUInt32BE(0);
      const lane = lanes.get(id);
      if (lane !== undefined) lanes.set(id, { ...lane, parts: [], have: 0 });
    }
  }

  return {
    push(bytes) {
      left = Buffer.concat([left, bytes]);
      const messages: RtmpMessage[] = [];
      for (let chunk = readChunk(); chunk !== undefined; chunk = readChunk()) {
        left = left.subarray(chunk.used);
        if (chunk.message === undefined) continue;
        obey(chunk.message);
        messages.push(chunk.message);
      }
      return messages;
    },
  };
}

function emptyLane(): Lane {
  return { time: 0, step: 0, extended: false, length: 0, kind: 0, stream: 0, have: 0, parts: [] };
}

function headerBytes(format: number): number {
  return [11, 7, 3, 0][format] ?? 0;
}

/** The first one to three bytes of a chunk (5.3.1.1). */
function readBasic(bytes: Buffer): { format: number; id: number; used: number } | undefined {
  if (bytes.length < 3 && bytes.length < 1 + ([1, 2][(bytes[0] ?? 63) & 63] ?? 0)) return undefined;
  if (bytes.length === 0) return undefined;
  const [first = 0, second = 0, third = 0] = bytes;
  const format = first >> 6;
  const low = first & 63;
  if (low === 0) return { format, id: 64 + second, used: 2 };
  if (low === 1) return { format, id: 64 + second + third * 256, used: 3 };
  return { format, id: low, used: 1 };
}

/** The bytes of a message that a client sends, in chunks of 128 bytes. */
export function writeMessage(lane: number, kind: number, stream: number, body: Uint8Array): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt8(lane, 0);
  head.writeUIntBE(body.length, 4, 3);
  head.writeUInt8(kind, 7);
  head.writeUInt32LE(stream, 8);
  const parts: Uint8Array[] = [head, body.subarray(0, 128)];
  for (let at = 128; at < body.length; at += 128)
    parts.push(Buffer.from([0xc0 | lane]), body.subarray(at, at + 128));
  return Buffer.concat(parts);
}
