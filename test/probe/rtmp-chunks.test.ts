import { expect, test } from '@jest/globals';
import { ProbeFailure } from '../../src/probe/failure.ts';
import { createChunkReader, writeMessage } from '../../src/probe/rtmp/chunks.ts';

const setChunkSize = (bytes: number) => {
  const body = Buffer.alloc(4);
  body.writeUInt32BE(bytes);
  return writeMessage(2, 1, 0, body);
};

test('A message in many chunks is put together, though it comes byte by byte', () => {
  const body = Buffer.from(Array.from({ length: 3000 }, (_, at) => at % 251));
  const chunks = createChunkReader();
  const found = [...writeMessage(4, 9, 1, body)].flatMap((byte) => chunks.push(Uint8Array.of(byte)));
  expect(found).toEqual([{ kind: 9, time: 0, stream: 1, body }]);
});

test('Chunks of a few bytes, which cost more to put together than to send, are not taken', () => {
  expect(() => createChunkReader().push(setChunkSize(127))).toThrow(ProbeFailure);
  expect(createChunkReader().push(setChunkSize(128))).toHaveLength(1);
});
