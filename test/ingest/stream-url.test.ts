import { describe, expect, test } from '@jest/globals';
import { isStreamUrl, urlFault } from '../../src/ingest/stream-url.ts';

describe('TRTC can pull from', () => {
  test.each([
    'https://a.b/test.mp4',
    'http://a.b:8080/live.m3u8?token=1&x=2',
    'rtmp://a.b/live/key',
    'rtmp://user:password@[::1]:1935/live/key',
    'HTTPS://A.B/TEST.MP4',
    'https://münchen.example/ton.mp3',
  ])('%s', (url) => expect(isStreamUrl(url)).toBe(true));
});

describe('TRTC cannot pull from', () => {
  test.each([
    '',
    'a.b/test.mp4',
    'ftp://a.b/test.mp4',
    'rtsp://a.b/live',
    'rtmps://a.b/live/key',
    'file:///etc/passwd',
    'javascript://a.b/%0aalert(1)',
    'rtmp:///live/key',
    'https://',
    'https:a.b/test.mp4',
    'https://a.b/my test.mp4',
    ' https://a.b/',
    'https://a.b/\n',
    'https://a.b:99999/',
  ])('%j', (url) => expect(isStreamUrl(url)).toBe(false));

  // The browsers' URL parser mends these; TRTC gets the text as it was typed.
  test.each([
    'https:a.b/://x',
    'https:///a.b/x',
    'https:\\\\a.b\\://',
    '\u0001https://a.b/',
    'https://a.b/\u0000',
  ])('what only a lenient parser takes for a URL: %j', (url) => expect(isStreamUrl(url)).toBe(false));

  test('a URL of more than 3000 characters', () => {
    const url = (length: number) => `https://a.b/${'x'.repeat(length - 'https://a.b/'.length)}`;
    expect(isStreamUrl(url(3000))).toBe(true);
    expect(isStreamUrl(url(3001))).toBe(false);
  });
});

test('A URL with a letter such as é is read the same however often that is done', () => {
  // Node 20 compiles URL.canParse after some thousand calls, and then says that it cannot be parsed.
  for (let time = 0; time < 20_000; time += 1)
    expect(urlFault('http://évènement.example/é.mp4')).toBeUndefined();
});
