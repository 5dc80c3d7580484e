import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type MediaServer, startMediaServer, whole } from '../support/media-server.ts';
import { realProbe, stays } from './probes.ts';
import { summaryOf } from './summary.ts';

let server: MediaServer;
beforeAll(async () => {
  server = await startMediaServer();
});
afterAll(() => server.close());

/** The heads of a Matroska file (RFC 8794, RFC 9559) and of a segment without an end. */
const head = Buffer.from(
  '1a45dfa3a34286810142f7810142f2810442f381084282886d6174726f736b6142878104428581021853806701ffffffffffffff',
  'hex',
);
const [info, tracks] = ['1549a9668d2ad7b1830f4240', '1654ae6b80'].map((hex) => Buffer.from(hex, 'hex'));

test.each([
  ['nothing', Buffer.alloc(0)],
  ['its description', info],
  ['no track', tracks],
])(
  'A segment of Matroska with %s and then what is no element ends like any other',
  async (_, element = Buffer.alloc(0)) => {
    for (const zeros of [8, 9, 15, 16, 17, 990, 70_000]) {
      server.add('/odd.mkv', whole(Buffer.concat([head, element, Buffer.alloc(zeros)])));
      const report = await realProbe('127.0.0.1').check(`${server.origin}/odd.mkv?${zeros}`, stays());
      expect(summaryOf(report)).toBe('unreadable');
    }
  },
);
