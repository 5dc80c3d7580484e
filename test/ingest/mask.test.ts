import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { maskText, maskTextAbout, maskUrl, mayHoldSecret } from '../../src/ingest/mask.ts';
import { secretUrls } from '../support/secret-urls.ts';

describe('A URL is shown with its scheme, its host and a plain file name', () => {
  test.each([
    ['https://a.b/test.mp4', 'https://a.b/test.mp4'],
    ['https://a.b/x/test.mp4', 'https://a.b/…/test.mp4'],
    ['http://a.b:8080/live/x.m3u8?token=t0psecret', 'http://a.b:8080/…?…'],
    ['https://user:t0psecret@a.b/x#t0psecret', 'https://…@a.b/…?…'],
    ['rtmp://a.b', 'rtmp://a.b'],
    ['https://a.b/', 'https://a.b/'],
    ['rtmp://user:t0psecret@a.b:1935/live/t0psecret?key=t0psecret', 'rtmp://…@a.b:1935/…?…'],
    ['http://[::1]:80/live/u/p/1.m3u8', 'http://[::1]:80/…/1.m3u8'],
    ['http://a.b/i/ch@191855/m.m3u8?hdnts=exp=1~hmac=t0psecret', 'http://a.b/…?…'],
    ['http://h/i/ch@191855/m.m3u8', 'http://…/…'],
    ['https://us@er:pa/ss@a.b:99999/x#frag', 'https://…/…?…'],
    ['rtmp://a.b/live playpath=t0psecret', 'rtmp://a.b/…?…'],
    ['https://a.b/1.mp4|Authorization=t0psecret', 'https://a.b/1.mp4?…'],
    ['RTMPS:\\\\a.b\\t0psecret', 'RTMPS:\\\\a.b/…'],
    ['rtmp:///t0psecret/1.mp4', 'rtmp:///…/1.mp4'],
    ['a.b/test.mp4?token=t0psecret', 'a.b/test.mp4?…'],
    ['mailto:t0psecret@a.b', 'mailto:…@a.b'],
    ['t0psecret', '…'],
    ['', ''],
  ])('%s is %s', (url, shown) => expect(maskUrl(url)).toBe(shown));
});

describe('In a text', () => {
  test.each([
    ['see http://pass@a.b, https://a.b/1.mp4', 'see http://…@a.b, https://a.b/1.mp4'],
    ['"rtmp://a.b/live/key"', '"rtmp://a.b/…"'],
    ['StreamUrl https://a.b/x?t=1 timed out', 'StreamUrl https://a.b/…?… timed out'],
    ['https:/a.b@x', 'https:/…@x'],
    ['rtmp://a.b/live playpath=t0psecret live=1', 'rtmp://a.b/… … …'],
    ['https://a.b/1.mp4|User-Agent=X (Y; Z)&Authorization=Bearer t0psecret', 'https://a.b/1.mp4?…'],
    ['https://a.b/my video.mp4?token=t0psecret', 'https://a.b/… …'],
    ['video.mp4?token=t0psecret', 'video.mp4?token=…'],
    ['go user:t0psecret@a.b/x now', 'go …@a.b/… now'],
    ['go //a.b/t0psecret now', 'go //a.b/… now'],
    ['https%3A%2F%2Fuser%3At0psecret%40a.b', '…'],
    ['eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.t0psecret', '…'],
    [`--user-sig eJ${'x'.repeat(30)}__`, '--user-sig …'],
    ['StreamUrl:a.b/live/t0psecret', 'StreamUrl:a.b/…'],
  ])('%s is %s', (text, shown) => expect(maskText(text)).toBe(shown));

  test.each([
    ...['', 'room1', '12:30', 'a@b', 'eJ', 'a:b@c', '-5', 'a?b=c', 'dist/index.js', 'application/json'],
    'at file:///app/dist/index.js:7:1',
  ])('%j stays', (text) => expect(maskText(text)).toBe(text));
});

describe.each(secretUrls)('No secret is left of %s', (_, url, secrets) => {
  test.each<[string, (url: string) => string]>([
    ['as a URL', maskUrl],
    ['alone', maskText],
    ['in quotes', (text) => maskText(`"${text}"`)],
    ['in a sentence', (text) => maskText(`pull ${text} failed`)],
    ['in brackets', (text) => maskText(`(see <${text}>)`)],
    ['in JSON', (text) => maskText(JSON.stringify({ url: text }))],
    ['with entities', (text) => maskText(text.replaceAll('&', '&amp;'))],
    ['after an option', (text) => maskText(`--url=${text}`)],
    ['with a glued word', (text) => maskText(`x${text}`)],
    ['twice', (text) => maskText(`${text},${text}`)],
    ['encoded', (text) => maskText(encodeURIComponent(text))],
    ['in another’s query', (text) => maskText(`https://c.d/?u=${text}`)],
  ])('%s', (_place, shown) => {
    const seen = shown(url).toLowerCase();
    expect(secrets.filter((secret) => seen.includes(secret.toLowerCase()))).toEqual([]);
  });

  test.each<[string, (url: string) => string]>([
    ['whole', (text) => text],
    ['in brackets', (text) => `[${text}]`],
    ['without its scheme', (text) => text.replace(/^[a-z]+:[/\\]*/i, '')],
    ['its path alone', (text) => text.replace(/^.*?:?[/\\]{1,2}[^/\\]*/, '')],
    ['decoded', (text) => text.replaceAll('%40', '@').replaceAll('%2F', '/')],
    ['encoded', encodeURIComponent],
    ['in capitals', (text) => text.toUpperCase()],
    ['its parts', (text) => text.split(/[/\\?&=@:|]/).join(' ')],
    ['glued to words', (text) => `url${text}is`],
  ])('if a service says it in an error: %s', (_place, said) => {
    const seen = maskTextAbout(`StreamUrl ${said(url)} is not valid`, url).toLowerCase();
    expect(secrets.filter((secret) => seen.includes(secret.toLowerCase()))).toEqual([]);
  });

  test('and what is masked is not masked again', () => {
    for (const once of [maskUrl(url), maskText(url)]) expect(maskText(once)).toBe(once);
  });
});

test('never shows credentials, values of the query, the fragment or a stream key', () => {
  const secret = fc.stringMatching(/^[A-Za-z0-9._~%!$&'()*+,;=-]{4,12}$/).map((text) => `s3cr3t${text}`);
  const place = fc.record({
    scheme: fc.constantFrom('http', 'https', 'rtmp', 'rtmps', 'RTMP', 'HTTPS'),
    user: fc.option(secret),
    password: fc.option(secret),
    host: fc.constantFrom('a.b', 'a.b:1935', '[::1]', '10.0.0.1', 'A.example'),
    folders: fc.array(fc.oneof(fc.constantFrom('live', 'app', 'a%20b', '..', ''), secret)),
    key: fc.tuple(secret, fc.constantFrom('', '.flv', '.m3u8', '.mp4', '.ts')).map((parts) => parts.join('')),
    query: fc.array(fc.tuple(fc.constantFrom('token', 'sig', 'x'), secret)),
    fragment: fc.option(secret),
  });
  fc.assert(
    fc.property(place, ({ scheme, user, password, host, folders, key, query, fragment }) => {
      const credentials = user === null ? '' : `${user}${password === null ? '' : `:${password}`}@`;
      const search = query.length === 0 ? '' : `?${query.map((pair) => pair.join('=')).join('&')}`;
      const url = `${scheme}://${credentials}${host}/${[...folders, key].join('/')}${search}${fragment === null ? '' : `#${fragment}`}`;
      for (const shown of [maskUrl(url), maskText(url)]) {
        expect(shown).not.toContain('s3cr3t');
        // If credentials hold what ends a host, the host might be a part of them, and is not shown either.
        expect(shown.toLowerCase()).toContain(
          /;|%(?:2f|5c|3f|23|7c|3b|20)/i.test(credentials) ? '' : host.toLowerCase(),
        );
      }
    }),
  );
});

test('Any text is masked without an exception, and twice is as once', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl()), (text) => {
      expect(maskUrl(maskUrl(text))).toBe(maskUrl(text));
      expect(maskText(maskUrl(text))).toBe(maskUrl(text));
    }),
  );
});

test('A TaskId that holds the first letters of a ticket is no ticket', () => {
  const taskId = '-0BnayEhpdlRp9oH6fpVQIolQVYhFfNL6coms6HeJAuCpr375-LW8DIWa4ME321ET6Vge6Lf4VXB-gA..';
  expect(maskText(`TaskId ${taskId}`)).toBe(`TaskId ${taskId}`);
  expect(maskText(`${taskId} eJ${'x'.repeat(30)}`)).toBe(`${taskId} …`);
  expect(maskText(`first\\neJ${'x'.repeat(30)}`)).toBe('first\\n…');
});

test('A text without anything that may hold a secret is the same when it is looked at closely', () => {
  const pieces = [
    '@',
    ':',
    '：',
    '.',
    ';',
    '|',
    '?',
    '#',
    ' ',
    '"',
    '{',
    'user',
    'pass',
    'token',
    'secret',
    'a.b',
    'host.example',
    'mailto',
    'eJ',
    '443',
    'é',
  ];
  const words = fc.array(fc.constantFrom(...pieces)).map((each) => each.join(''));
  const harmless = fc
    .oneof(words, fc.string({ unit: 'grapheme' }))
    .filter((text) => !mayHoldSecret.test(text));
  fc.assert(
    fc.property(harmless, (text) => {
      // With a stroke in a line of its own, every line is looked at.
      expect(maskText(`${text}\n/`)).toBe(`${text}\n/`);
    }),
  );
});
