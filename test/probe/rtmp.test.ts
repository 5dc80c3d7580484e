import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeSamples } from '../support/media-samples.ts';
import { type MediaServer, startMediaServer } from '../support/media-server.ts';
import { hasRtmp, type RtmpServer, startRtmpServer } from '../support/rtmp-server.ts';
import { realProbe, stays } from './probes.ts';
import { summaryOf } from './summary.ts';

if (!hasRtmp)
  console.warn('No nginx with RTMP, or no ffmpeg: the source check is not tried on a real server of RTMP.');

const check = (url: string, limits = {}) =>
  realProbe('127.0.0.1', limits).check(url, stays()).then(summaryOf);

(hasRtmp ? describe : describe.skip)('A real server of RTMP', () => {
  let server: RtmpServer;

  beforeAll(async () => {
    const samples = makeSamples(['h264-aac.mp4', 'aac.m4a', 'sixty.mp4', 'silent.mp4', 'h264-aac.flv']);
    const sample = (name: string) => samples.get(name) ?? Buffer.alloc(0);
    server = await startRtmpServer();
    server.addFilm('film.flv', sample('h264-aac.flv'));
    await server.publish('show', sample('h264-aac.mp4'));
    await server.publish('radio', sample('aac.m4a'));
    await server.publish('fast', sample('sixty.mp4'));
    await server.publish('mute', sample('silent.mp4'));
  }, 60_000);

  afterAll(() => server.close());

  test.each([
    ['live/show', 'rtmp h264 320x180 @25 aac live'],
    ['live/show?token=a/b&c=d', 'rtmp h264 320x180 @25 aac live'],
    ['live/mute', 'rtmp h264 320x180 @25 - live'],
    ['live/radio', 'rtmp - aac live'],
    // Its second is sent again and again, with a gap of some ms in between.
    ['live/fast', expect.stringMatching(/^rtmp h264 320x180 @(5[5-9]|6\d)\S* aac live !too-many-frames$/)],
    ['films/film.flv', 'rtmp h264 320x180 @25 aac 1s'],
    ['live/nobody', 'not-published'],
    ['strict/nobody', 'not-published'],
    ['films/nothing.flv', expect.stringMatching(/^(rejected \w+|not-published)$/)],
    ['closed/show', 'rejected silent'],
    ['unknown/show', 'rejected silent'],
  ])('is asked for %s', async (path, expected) => {
    expect(await check(`${server.origin}/${path}`, { ms: path.includes('nobody') ? 1500 : 5000 })).toEqual(
      expected,
    );
  });
});

describe('What speaks no RTMP:', () => {
  let http: MediaServer;
  let mute: Server;
  let port: number;

  beforeAll(async () => {
    http = await startMediaServer();
    mute = createServer((socket) => socket.on('error', () => {}).resume());
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const address = mute.address();
    port = typeof address === 'object' && address !== null ? address.port : 0;
  });

  afterAll(async () => {
    mute.close();
    await http.close();
  });

  test('a server of HTTP', async () => {
    expect(await check(`${http.origin.replace('http:', 'rtmp:')}/live/a`)).toBe('not-understood');
  });

  test('one that says nothing', async () => {
    expect(await check(`rtmp://127.0.0.1:${port}/live/a`, { ms: 200 })).toBe('no-answer');
  });

  test('nothing at all', async () => {
    const gone = await startMediaServer();
    await gone.close();
    expect(await check(`rtmp://127.0.0.1:${gone.port}/live/a`)).toBe('unreachable refused');
  });
});
