import { expect, test } from '@jest/globals';
import { writeAmf } from '../../src/probe/flv/amf0.ts';
import { createChunkReader, writeMessage } from '../../src/probe/rtmp/chunks.ts';
import { createRtmpSession } from '../../src/probe/rtmp/session.ts';

const target = { host: 'a.test', port: 1935, app: 'live', stream: 'a', url: 'rtmp://a.test:1935/live' };
const [acknowledgement, windowSize, event] = [3, 5, 4];
const window = writeMessage(2, windowSize, 0, Buffer.from('002625a0', 'hex'));
const begin = writeMessage(2, event, 0, Buffer.from('000000000001', 'hex'));
const start = writeMessage(
  5,
  20,
  1,
  writeAmf('onStatus', 0, null, { level: 'status', code: 'NetStream.Play.Start' }),
);
const sound = writeMessage(4, 8, 1, Buffer.from('af0100', 'hex'));

const shaken = () => {
  const session = createRtmpSession(target, () => 0.5);
  session.hello();
  session.receive(Buffer.concat([Buffer.from([3]), Buffer.alloc(3072)]));
  return session;
};
const kindsSent = (sent: readonly Buffer[]) => {
  const chunks = createChunkReader();
  return sent.flatMap((bytes) => chunks.push(bytes)).map(({ kind }) => kind);
};

test('A server that keeps its next message back until this one is acknowledged hears that it came', () => {
  const session = shaken();
  expect(kindsSent(session.receive(window).send)).toEqual([acknowledgement]);
  expect(kindsSent(session.receive(begin).send)).toEqual([acknowledgement]);
});

test('Media is acknowledged by windows, and not one by one', () => {
  const session = shaken();
  session.receive(start);
  expect(session.receive(sound)).toMatchObject({ send: [], tags: [{ kind: 8 }] });
});
