import { createServer, type Server, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hasFfmpeg, makeSamples, type Samples } from '../support/media-samples.ts';
import {
  cutOff,
  file,
  live,
  type MediaServer,
  redirect,
  stalled,
  startMediaServer,
  status,
  text,
  whole,
} from '../support/media-server.ts';
import { realProbe, stays } from './probes.ts';
import { summaryOf } from './summary.ts';

let server: MediaServer;
const raw: { server: Server; port: number }[] = [];

beforeAll(async () => {
  server = await startMediaServer();
});

afterAll(async () => {
  await server.close();
  for (const each of raw) each.server.close();
});

/** A server that does so with each connection, after the first bytes that come. */
async function rawServer(answer: (socket: Socket) => void): Promise<string> {
  const one = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => answer(socket));
  });
  await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
  const address = one.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  raw.push({ server: one, port });
  return `http://127.0.0.1:${port}`;
}

const check = (url: string, limits = {}) =>
  realProbe('127.0.0.1', limits)
    .check(url.startsWith('/') ? `${server.origin}${url}` : url, stays())
    .then(summaryOf);

describe('What is no media is named for what it is:', () => {
  test.each([
    ['a page with 200', text('<!DOCTYPE html><html><body>Sign in</body></html>'), 'page'],
    ['a page behind blanks', text('\n\n  <html lang="en"><head></head></html>', 'video/mp4'), 'page'],
    ['nothing', whole(Buffer.alloc(0)), 'empty'],
    ['nothing, by a server with parts', status(416, { 'content-range': 'bytes */0' }), 'empty'],
    ['JSON', text('{"error":"no such stream"}', 'application/json'), 'other-format text'],
    ['words', text('FAILED TO CONNECT', 'video/mp2t'), 'other-format text'],
    ['a PDF', whole(Buffer.from('%PDF-1.7\n%\x00\x01')), 'other-format document'],
    ['a ZIP', whole(Buffer.from('504b030414000000', 'hex')), 'other-format archive'],
    ['bytes that mean nothing', whole(Buffer.alloc(5000, 7)), 'unreadable'],
    ['404', status(404), 'status 404'],
    ['403', status(403), 'status 403'],
    ['500', status(500), 'status 500'],
    ['a body that is packed', file(gzipSync('#EXTM3U'), { 'content-encoding': 'GZIP' }), 'packed gzip'],
    ['one that an old server packs', file(Buffer.alloc(9), { 'content-encoding': 'x-gzip' }), 'packed gzip'],
    ['one that is packed twice', file(Buffer.alloc(9), { 'content-encoding': 'gzip, br' }), 'packed'],
    ['one that is said to be as it is', file(Buffer.alloc(9), { 'content-encoding': '' }), 'unreadable'],
  ])('%s', async (name, route, expected) => {
    server.add(`/${encodeURIComponent(name)}`, route);
    expect(await check(`/${encodeURIComponent(name)}`)).toBe(expected);
  });

  test('redirects in a circle', async () => {
    server.add('/round', redirect('/round'));
    expect(await check('/round')).toBe('too-many-redirects');
  });

  test('five redirects are followed', async () => {
    for (let at = 0; at < 5; at += 1) server.add(`/hop${at}`, redirect(`hop${at + 1}`));
    server.add('/hop5', text('<html>'));
    expect(await check('/hop0')).toBe('page');
  });

  test('a host that takes no connection', async () => {
    const gone = await startMediaServer();
    await gone.close();
    expect(await check(`${gone.origin}/a.mp4`)).toBe('unreachable refused');
  });

  test('a server that ends every connection', async () => {
    expect(await check(await rawServer((socket) => socket.destroy()))).toBe('unreachable closed');
  });

  test('a server that speaks something else', async () => {
    expect(await check(await rawServer((socket) => socket.end('220 mail.test ESMTP\r\n')))).toBe(
      'not-understood',
    );
    expect(await check(await rawServer((socket) => socket.end('ICY 200 OK\r\n\r\nabc')))).toBe(
      'not-understood',
    );
  });

  test('a plain server asked by https', async () => {
    const plain = await rawServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    expect(await check(plain.replace('http:', 'https:'))).toBe('tls');
  });
});

describe('A check has an end:', () => {
  test('a header without one', async () => {
    const endless = await rawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      const more = () => {
        while (!socket.destroyed && socket.write(`x-more: ${'a'.repeat(1000)}\r\n`));
      };
      socket.on('drain', more);
      more();
    });
    expect(await check(endless)).toBe('not-understood');
  });

  test('no answer', async () => {
    expect(await check(await rawServer(() => {}), { ms: 200 })).toBe('no-answer');
  });

  test('a byte, and no other', async () => {
    server.add('/drip', stalled(Buffer.from('\0')));
    expect(await check('/drip', { ms: 200 })).toBe('slow');
  });

  test('bytes without an end that are nothing', async () => {
    server.add('/zeros', live(Buffer.alloc(65_536)));
    expect(await check('/zeros')).toMatch(/^(unreadable|not-checked too-much-to-read)$/);
  });

  test('whoever asked leaves', async () => {
    server.add('/drip', stalled(Buffer.from('\0')));
    const leaves = new AbortController();
    const report = realProbe('127.0.0.1').check(`${server.origin}/drip`, { signal: leaves.signal });
    leaves.abort();
    expect(summaryOf(await report)).toBe('not-checked stopped');
  });
});

describe('A playlist', () => {
  const list = (...lines: string[]) =>
    text(['#EXTM3U', ...lines, ''].join('\n'), 'application/vnd.apple.mpegurl');

  test('that names nothing', async () => {
    server.add('/empty.m3u8', list('#EXT-X-TARGETDURATION:6'));
    expect(await check('/empty.m3u8')).toBe('playlist empty');
  });

  test('that names itself', async () => {
    server.add('/self.m3u8', list('#EXT-X-STREAM-INF:BANDWIDTH=1', 'self.m3u8'));
    expect(await check('/self.m3u8')).toBe('playlist endless');
  });

  test('whose piece is gone', async () => {
    server.add('/gone.m3u8', list('#EXTINF:6,', 'gone.ts'));
    expect(await check('/gone.m3u8')).toBe('playlist piece-missing 404');
  });

  test('of qualities that are all gone', async () => {
    server.add(
      '/none.m3u8',
      list('#EXT-X-STREAM-INF:BANDWIDTH=1', 'a.m3u8', '#EXT-X-STREAM-INF:BANDWIDTH=2', 'b.m3u8'),
    );
    expect(await check('/none.m3u8')).toBe('playlist piece-missing 404');
  });

  test('of a hundred thousand qualities asks for few of them', async () => {
    const many = Array.from({ length: 100_000 }, (_, at) => `#EXT-X-STREAM-INF:BANDWIDTH=${at}\nq${at}.m3u8`);
    server.add('/bomb.m3u8', list(...many));
    const before = server.requests.length;
    expect(await check('/bomb.m3u8')).toBe('playlist piece-missing 404');
    expect(server.requests.length - before).toBeLessThanOrEqual(21);
  });

  test('with line ends of all kinds, blanks and a mark of the order of bytes', async () => {
    server.add(
      '/lines.m3u8',
      text('\uFEFF#EXTM3U\r\r#EXT-X-TARGETDURATION:6\n\n\r\n  #EXTINF:6, \r gone.ts'),
    );
    expect(await check('/lines.m3u8')).toBe('playlist piece-missing 404');
  });

  test('without an end', async () => {
    server.add('/endless.m3u8', (_, response) => {
      response.write('#EXTM3U\n');
      const more = () => {
        while (response.write('#EXTINF:1,\na.ts\n'.repeat(5000)));
      };
      response.on('drain', more);
      more();
    });
    expect(await check('/endless.m3u8')).toBe('not-checked too-much-to-read');
  });
});

if (!hasFfmpeg) console.warn('No ffmpeg on this machine: media that is not whole is not tried.');
(hasFfmpeg ? describe : describe.skip)('Media that is not whole:', () => {
  let samples: Samples;
  const sample = (name: string) => samples.get(name) ?? Buffer.alloc(0);

  beforeAll(() => {
    samples = makeSamples([
      'h264-aac.mp4',
      'faststart.mp4',
      'h264-aac.ts',
      'h264-aac.flv',
      'hls-ts/list.m3u8',
      'hls-picture/list.m3u8',
      'hls-sound/list.m3u8',
    ]);
    for (const [name, bytes] of samples) server.add(`/${name}`, file(bytes));
  }, 60_000);

  test.each<[string, string, (bytes: Buffer) => Buffer, string]>([
    ['without its index', 'h264-aac.mp4', withoutIndex, 'index-missing'],
    ['half of it, the index missing', 'h264-aac.mp4', (bytes) => bytes.subarray(0, 20_000), 'cut-off'],
    [
      'the index alone',
      'faststart.mp4',
      (bytes) => bytes.subarray(0, 10_000),
      'mp4 h264 320x180 @25 aac 1s ?cut-off',
    ],
    ['a few packets', 'h264-aac.ts', (bytes) => bytes.subarray(0, 188 * 3), 'unreadable'],
    ['the header alone', 'h264-aac.flv', (bytes) => bytes.subarray(0, 13), 'unreadable'],
  ])('%s', async (what, name, cut, expected) => {
    server.add(`/cut/${encodeURIComponent(what)}`, file(cut(sample(name))));
    expect(await check(`/cut/${encodeURIComponent(what)}`)).toBe(expected);
  });

  test('a connection that ends in the midst', async () => {
    server.add('/cut.mp4', cutOff(sample('h264-aac.mp4').subarray(0, 20_000), sample('h264-aac.mp4').length));
    server.add('/cut.flv', cutOff(sample('h264-aac.flv').subarray(0, 10), 80_000));
    expect(await check('/cut.mp4')).toBe('cut-off');
    expect(await check('/cut.flv')).toBe('cut-off');
    server.add('/short.flv', cutOff(sample('h264-aac.flv').subarray(0, 3_000), 80_000));
    expect(await check('/short.flv')).toMatch(/^flv h264 .*\?cut-off$/);
    server.add('/cut.m3u8', cutOff(Buffer.from('#EXTM3U\n#EXT-X-VERSION:7\n'), 80_000));
    expect(await check('/cut.m3u8')).toBe('cut-off');
  });

  test('what is known when the time is up is reported', async () => {
    server.add('/slow.ts', stalled(sample('h264-aac.ts').subarray(0, 188 * 450)));
    expect(await check('/slow.ts', { ms: 500 })).toBe('mpeg-ts h264 320x180 aac live');
  });

  const master = (...lines: string[]) => text(['#EXTM3U', ...lines, ''].join('\n'));

  test('a quality of several that is gone', async () => {
    server.add(
      '/some.m3u8',
      master(
        '#EXT-X-STREAM-INF:BANDWIDTH=9',
        'lost.m3u8',
        '#EXT-X-STREAM-INF:BANDWIDTH=2',
        'hls-ts/list.m3u8',
      ),
    );
    expect(await check('/some.m3u8')).toBe('hls h264 320x180 @25 aac 1s ?missing-variants');
    server.add('/lost.m3u8', master('#EXTINF:1,', 'gone.ts', '#EXT-X-ENDLIST'));
    expect(await check('/some.m3u8')).toBe('hls h264 320x180 @25 aac 1s ?missing-variants');
  });

  test('sound in pieces of its own is found', async () => {
    server.add(
      '/apart.m3u8',
      master(
        '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="a",NAME="en",DEFAULT=YES,URI="hls-sound/list.m3u8"',
        '#EXT-X-STREAM-INF:BANDWIDTH=2,AUDIO="a"',
        'hls-picture/list.m3u8',
      ),
    );
    expect(await check('/apart.m3u8')).toBe('hls h264 320x180 @25 aac 1s');
  });

  test('a playlist without an end is live, and old if nobody writes to it', async () => {
    const playing = sample('hls-ts/list.m3u8').toString().replace('#EXT-X-ENDLIST', '');
    const written = (secondsAgo: number) => new Date(Date.now() - secondsAgo * 1000).toUTCString();
    server.add('/hls-ts/live.m3u8', file(Buffer.from(playing), { 'last-modified': written(2) }));
    server.add('/hls-ts/old.m3u8', file(Buffer.from(playing), { 'last-modified': written(3600) }));
    expect(await check('/hls-ts/live.m3u8')).toBe('hls h264 320x180 @25 aac live');
    expect(await check('/hls-ts/old.m3u8')).toBe('hls h264 320x180 @25 aac live ?stale');
  });

  test('what is encrypted is said to be, and for certain if not everybody may have the key', async () => {
    const keyed = (key: string) =>
      file(Buffer.from(`#EXTM3U\n#EXT-X-KEY:${key}\n#EXTINF:1,\na.ts\n#EXT-X-ENDLIST\n`));
    server.add('/key.m3u8', keyed('METHOD=AES-128,URI="k"'));
    server.add(
      '/drm.m3u8',
      keyed('METHOD=SAMPLE-AES,URI="skd://k",KEYFORMAT="com.apple.streamingkeydelivery"'),
    );
    expect(await check('/key.m3u8')).toBe('hls - - 1s ?encrypted');
    expect(await check('/drm.m3u8')).toBe('hls - - 1s !encrypted');
  });

  test('a misfit that another quality has not is not certain', async () => {
    const both = (height: number) =>
      master(
        '#EXT-X-STREAM-INF:BANDWIDTH=9,CODECS="hvc1.1,mp4a.40.2",RESOLUTION=320x180',
        'hls-h265/list.m3u8',
        `#EXT-X-STREAM-INF:BANDWIDTH=2,CODECS="avc1.42c01e,mp4a.40.2",RESOLUTION=320x${height}`,
        'hls-ts/list.m3u8',
      );
    for (const [name, bytes] of makeSamples(['hls-h265/list.m3u8'])) server.add(`/${name}`, file(bytes));
    server.add('/ladder.m3u8', both(180));
    expect(await check('/ladder.m3u8')).toBe('hls h265 320x180 @25 - 1s ?video-codec:h265');
  });
});

/** All but the last box. */
function withoutIndex(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.indexOf('moov') - 4);
}
