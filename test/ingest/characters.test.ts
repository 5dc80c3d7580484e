import { describe, expect, test } from '@jest/globals';
import { withoutInvisible } from '../../src/ingest/characters.ts';

const character = (point: number) => String.fromCodePoint(point);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);
const points = range(0, 0x10ffff).filter((point) => point < 0xd800 || point > 0xdfff);

describe('Taken off is', () => {
  test.each<[string, number[]]>([
    ['the zero-width space, non-joiner and joiner', range(0x200b, 0x200d)],
    ['marks of direction', [0x061c, 0x200e, 0x200f, ...range(0x202a, 0x202e), ...range(0x2066, 0x2069)]],
    ['the word joiner and what computes unseen', range(0x2060, 0x2064)],
    ['the byte order mark', [0xfeff]],
    ['the soft hyphen', [0x00ad]],
    ['the combining grapheme joiner', [0x034f]],
    ['Hangul fillers', [0x115f, 0x1160, 0x3164, 0xffa0]],
    ['Khmer vowels that are not drawn', [0x17b4, 0x17b5]],
    ['the Mongolian vowel separator and variation selectors', range(0x180b, 0x180f)],
    ['variation selectors', [...range(0xfe00, 0xfe0f), ...range(0xe0100, 0xe01ef)]],
    ['tags', [0xe0001, ...range(0xe0020, 0xe007f)]],
    ['musical and shorthand format controls', [...range(0x1d173, 0x1d17a), ...range(0x1bca0, 0x1bca3)]],
    ['annotation anchors', range(0xfff9, 0xfffb)],
    ['deprecated format characters', range(0x206a, 0x206f)],
    ['controls', [0x00, 0x07, 0x08, 0x0e, 0x1b, 0x1f, 0x7f, 0x80, 0x84, 0x86, 0x9f]],
    ['the empty braille cell', [0x2800]],
    ['the placeholder of a lost object', [0xfffc]],
  ])('%s', (_, taken) => {
    for (const point of taken) {
      expect([point.toString(16), withoutInvisible(`a${character(point)}b${character(point)}`)]).toEqual([
        point.toString(16),
        'ab',
      ]);
    }
  });

  test('every format character of Unicode', () => {
    const format = points.filter((point) => /\p{Cf}/u.test(character(point)));
    expect(format.length).toBeGreaterThan(150);
    expect(withoutInvisible(format.map(character).join(''))).toBe('');
  });
});

describe('Left as they are are', () => {
  test.each([
    ['spaces of every kind', ' \u00A0\u1680\u2000\u2003\u2009\u200A\u202F\u205F\u3000'],
    ['tabs and line ends', 'a\tb\nc\r\nd\ve\ff\u0085g\u2028h\u2029'],
    ['dashes and quotes', '-‐‑‒–—―−﹘﹣－ "“”„‟«»‘’'],
    ['letters with marks, in one character and in two', 'süd su\u0308d क्ष'],
    ['letters and signs of other scripts', '房间 ｒｏｏｍ комната غرفة ー'],
    ['emoji', '🎬🇫🇷👍🏽'],
    ['what the replacement of a broken character looks like', '\uFFFD'],
  ])('%s', (_, text) => expect(withoutInvisible(text)).toBe(text));
});

test('All that a room, a URL or a name is written with stays', () => {
  const ascii = range(0x20, 0x7e).map(character).join('');
  expect(withoutInvisible(ascii)).toBe(ascii);
});
