import fc from 'fast-check';
import { ProbeFailure } from '../../src/probe/failure.ts';
import { writeAmf } from '../../src/probe/flv/amf0.ts';
import { createTags } from '../../src/probe/flv/tags.ts';
import { writeMessage } from '../../src/probe/rtmp/chunks.ts';
import { createRtmpSession } from '../../src/probe/rtmp/session.ts';
import { tagBodies } from './media-bytes.ts';

/** Bytes after the handshake, and how they come. */
interface RtmpCase {
  handshake: boolean;
  parts: readonly Buffer[];
  pieces: readonly number[];
}

const status = (code: string, level = 'status') => writeAmf('onStatus', 0, null, { level, code });
const messages = fc.oneof(
  fc.constantFrom(
    writeMessage(3, 20, 0, writeAmf('_result', 1, null, { code: 'NetConnection.Connect.Success' })),
    writeMessage(3, 20, 0, writeAmf('_result', 2, null, 1)),
    writeMessage(3, 20, 0, writeAmf('_result', 2, null, -1)),
    writeMessage(5, 20, 1, status('NetStream.Play.Start')),
    writeMessage(5, 20, 1, status('NetStream.Play.StreamNotFound', 'error')),
    writeMessage(2, 1, 0, Buffer.from('00001000', 'hex')),
    writeMessage(2, 1, 0, Buffer.from('00000000', 'hex')),
    writeMessage(2, 2, 0, Buffer.from('00000004', 'hex')),
    writeMessage(2, 4, 0, Buffer.from('000600000001', 'hex')),
    writeMessage(2, 5, 0, Buffer.from('00000000', 'hex')),
  ),
  fc
    .tuple(fc.integer({ min: 2, max: 63 }), tagBodies)
    .map(([lane, { kind, body }]) => writeMessage(lane, kind, 1, body)),
  fc.uint8Array({ maxLength: 60 }).map((body) => writeMessage(4, 22, 1, body)),
  fc.uint8Array({ maxLength: 30 }).map((bytes) => Buffer.from(bytes)),
);

export const rtmpCases: fc.Arbitrary<RtmpCase> = fc.record({
  handshake: fc.oneof(
    { weight: 20, arbitrary: fc.constant(true) },
    { weight: 1, arbitrary: fc.constant(false) },
  ),
  parts: fc.array(messages, { maxLength: 30 }),
  pieces: fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 8 }),
});

/** Whatever a server sends is understood, or refused in the one way that a check knows. */
export function rtmpSubject({ handshake, parts, pieces }: RtmpCase): void {
  const target = { host: 'a.test', port: 1935, app: 'live', stream: 'a', url: 'rtmp://a.test:1935/live' };
  const session = createRtmpSession(target, () => 0.5);
  const tags = createTags();
  session.hello();
  const before = handshake ? [Buffer.from([3]), Buffer.alloc(3072)] : [];
  const bytes = Buffer.concat([...before, ...parts]);
  // Time of the processor: a machine that is busy with something else says nothing of it.
  const began = process.cpuUsage().user;
  try {
    for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
      const length = pieces[turn % pieces.length] ?? 1;
      const read = session.receive(bytes.subarray(at, at + length));
      for (const { kind, time, body } of read.tags) tags.add(kind, time, body);
      if (read.send.reduce((sum, each) => sum + each.length, 0) > 1_000_000)
        throw new Error('Too much is sent');
      at += length;
    }
    tags.facts();
    tags.isEnough();
  } catch (error) {
    if (!(error instanceof ProbeFailure)) throw error;
  }
  if (process.cpuUsage().user - began > 1_000_000) throw new Error('Reading took too long');
}
