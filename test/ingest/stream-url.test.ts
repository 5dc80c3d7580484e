import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isStreamUrl, maskUrl } from '../../src/ingest/stream-url.ts';

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

describe('A masked URL', () => {
  test.each([
    ['https://a.b/test.mp4', 'a.b/test.mp4'],
    ['http://a.b:8080/live/x.m3u8?token=t0psecret', 'a.b:8080/live/x.m3u8?…'],
    ['https://user:t0psecret@a.b/x#t0psecret', 'a.b/x'],
    ['rtmp://a.b/live/t0psecret', 'rtmp://a.b/live/…'],
    ['rtmp://a.b/live/t0psecret/', 'rtmp://a.b/live/…'],
    ['rtmp://a.b/t0psecret', 'rtmp://a.b/…'],
    ['rtmp://user:t0psecret@a.b:1935/live/t0psecret?key=t0psecret', 'rtmp://a.b:1935/live/…?…'],
    ['t0psecret', '(unreadable URL)'],
    ['mailto:t0psecret@a.b', '(unreadable URL)'],
  ])('of %s is %s', (url, masked) => {
    expect(maskUrl(url)).toBe(masked);
  });

  test('never shows credentials, values of the query, the fragment or an rtmp stream key', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9._~%!$&'()*+,;=-]{4,12}$/).map((text) => `s3cr3t${text}`);
    const place = fc.record({
      scheme: fc.constantFrom('http', 'https', 'rtmp', 'rtmps', 'RTMP', 'HTTPS'),
      user: fc.option(secret),
      password: fc.option(secret),
      host: fc.constantFrom('a.b', 'a.b:1935', '[::1]', '10.0.0.1', 'A.example'),
      folders: fc.array(fc.constantFrom('live', 'app', 'a%20b', '..', '')),
      key: secret,
      query: fc.array(fc.tuple(fc.constantFrom('token', 'sig', 'x'), secret)),
      fragment: fc.option(secret),
    });
    fc.assert(
      fc.property(place, ({ scheme, user, password, host, folders, key, query, fragment }) => {
        const credentials = user === null ? '' : `${user}${password === null ? '' : `:${password}`}@`;
        const file = scheme.toLowerCase() === 'rtmp' ? key : 'file.mp4';
        const search = query.length === 0 ? '' : `?${query.map((pair) => pair.join('=')).join('&')}`;
        const url = `${scheme}://${credentials}${host}/${[...folders, file].join('/')}${search}${fragment === null ? '' : `#${fragment}`}`;
        expect(maskUrl(url)).not.toContain('s3cr3t');
        expect(maskUrl(url).toLowerCase()).toContain(host.toLowerCase());
      }),
    );
  });

  test('of any text is made without an exception', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl()), (text) => {
        expect(typeof maskUrl(text)).toBe('string');
      }),
    );
  });
});
