import type { Random } from '../../ingest/runtime.ts';
import { ProbeFailure } from '../failure.ts';
import { type AmfValue, readAmf, writeAmf } from '../flv/amf0.ts';
import { readTags, type Tag } from '../flv/file.ts';
import { tagKinds } from '../flv/tags.ts';
import { type ChunkReader, createChunkReader, type RtmpMessage, writeMessage } from './chunks.ts';
import { errorMeaning, refusalIn } from './refusal.ts';
import type { RtmpTarget } from './target.ts';

/** A client's side of RTMP that plays one stream, without its connection. */
export interface RtmpSession {
  /** What is sent first. */
  hello(): Buffer;
  /** Takes what the server sends. Throws a ProbeFailure if it says no, or speaks no RTMP. */
  receive(bytes: Buffer): { send: Buffer[]; tags: Tag[] };
  /** How far it is; `playing` once the server has said so. */
  readonly state: 'handshake' | 'connecting' | 'playing';
}

const handshakeBytes = 1536;
/** Kinds of messages (Adobe, RTMP 1.0, 5.4 and 7.1). */
const kinds = {
  acknowledged: 3,
  event: 4,
  window: 5,
  command: 20,
  command3: 17,
  data3: 15,
  aggregate: 22,
} as const;
const [pingRequest, pingResponse, setBufferLength] = [6, 7, 3];
/** Bytes that a server sends before it wants to hear that they came, until it says another number. */
const usualWindow = 2_500_000;
const [controlLane, commandLane, streamLane] = [2, 3, 8];

export function createRtmpSession(target: RtmpTarget, random: Random): RtmpSession {
  const chunks: ChunkReader = createChunkReader();
  let early: Buffer = Buffer.alloc(0);
  let state: 'handshake' | 'connecting' | 'playing' = 'handshake';
  let hasAnswered = false;
  let [window, received, acknowledged] = [usualWindow, 0, 0];

  function shakeHands(bytes: Buffer): { send: Buffer[]; rest: Buffer } {
    early = Buffer.concat([early, bytes]);
    const send: Buffer[] = [];
    if (early.length > 0 && early[0] !== 3) throw new ProbeFailure({ kind: 'not-understood' });
    if (!hasAnswered && early.length > handshakeBytes) {
      hasAnswered = true;
      send.push(Buffer.from(early.subarray(1, 1 + handshakeBytes)));
    }
    if (early.length <= 2 * handshakeBytes) return { send, rest: Buffer.alloc(0) };
    state = 'connecting';
    const { app, url } = target;
    const about = { app, flashVer: 'LNX 9,0,124,2', tcUrl: url, fpad: false, capabilities: 15 };
    const able = { audioCodecs: 4071, videoCodecs: 252, videoFunction: 1 };
    send.push(command(commandLane, 0, writeAmf('connect', 1, { ...about, ...able })));
    return { send, rest: early.subarray(1 + 2 * handshakeBytes) };
  }

  function answerTo(message: RtmpMessage): Buffer[] {
    const { kind, body } = message;
    if (kind === kinds.window && body.length >= 4) window = Math.max(body.readUInt32BE(0), 1);
    if (kind === kinds.event && body.length >= 6 && body.readUInt16BE(0) === pingRequest)
      return [event(pingResponse, body.readUInt32BE(2))];
    if (kind === kinds.command) return obey(readAmf(body));
    // AMF 3 with a 0 in front says that AMF 0 follows.
    if (kind === kinds.command3) return obey(readAmf(body.subarray(1)));
    return [];
  }

  function obey(values: readonly AmfValue[]): Buffer[] {
    const [name, transaction, , value] = values;
    if (name === '_error') throw new ProbeFailure(errorMeaning(values));
    if (name === 'onStatus') return noteStatus(values);
    if (name !== '_result') return [];
    if (transaction === 1) {
      throwIfRefused(values);
      const windowSize = writeMessage(controlLane, kinds.window, 0, uint32(usualWindow));
      return [windowSize, command(commandLane, 0, writeAmf('createStream', 2, null))];
    }
    if (transaction !== 2) return [];
    const stream = typeof value === 'number' && value >= 0 && value < 2 ** 32 ? Math.floor(value) : 1;
    // −2,000: live, else recorded.
    const play = command(streamLane, stream, writeAmf('play', 3, null, target.stream, -2000));
    return [play, event(setBufferLength, stream, 3000)];
  }

  function noteStatus(values: readonly AmfValue[]): Buffer[] {
    throwIfRefused(values);
    const [, , , status] = values;
    const isObject = typeof status === 'object' && status !== null && !Array.isArray(status);
    if (isObject && status.code === 'NetStream.Play.Start') state = 'playing';
    return [];
  }

  return {
    get state() {
      return state;
    },
    hello() {
      const noise = Buffer.from(Array.from({ length: handshakeBytes - 8 }, () => Math.floor(random() * 256)));
      return Buffer.concat([Buffer.from([3]), Buffer.alloc(8), noise]);
    },
    receive(bytes) {
      received += bytes.length;
      const { send, rest } = state === 'handshake' ? shakeHands(bytes) : { send: [], rest: bytes };
      if (state === 'handshake') return { send, tags: [] };
      const messages = chunks.push(rest);
      for (const message of messages) send.push(...answerTo(message));
      // Servers that use Nagle's algorithm keep a small message back until the one before is acknowledged, which without
      // something to send the system does only after 40 ms.
      const isWaitedFor = state === 'connecting' && messages.length > 0 && send.length === 0;
      if (isWaitedFor || received - acknowledged >= window / 2) {
        acknowledged = received;
        send.push(writeMessage(controlLane, kinds.acknowledged, 0, uint32(received)));
      }
      return { send, tags: messages.flatMap(tagsIn) };
    },
  };
}

function throwIfRefused(values: readonly AmfValue[]): void {
  const refusal = refusalIn(values);
  if (refusal !== undefined) throw new ProbeFailure(refusal);
}

function tagsIn({ kind, time, body }: RtmpMessage): Tag[] {
  if (kind === tagKinds.audio || kind === tagKinds.video || kind === tagKinds.script)
    return [{ kind, time, body }];
  if (kind === kinds.data3) return [{ kind: tagKinds.script, time, body: body.subarray(1) }];
  return kind === kinds.aggregate ? readTags(body).tags : [];
}

function command(lane: number, stream: number, body: Buffer): Buffer {
  return writeMessage(lane, kinds.command, stream, body);
}

function event(type: number, ...values: readonly number[]): Buffer {
  const body = Buffer.concat([Buffer.from([0, type]), ...values.map(uint32)]);
  return writeMessage(controlLane, kinds.event, 0, body);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value % 2 ** 32);
  return bytes;
}
