import { expect, test } from '@jest/globals';
import { withoutInvisible } from '../../src/ingest/invisible.ts';

const names: readonly [string, number][] = [
  ['a soft hyphen', 0x00ad],
  ['a grapheme joiner', 0x034f],
  ['an Arabic letter mark', 0x061c],
  ['a Hangul filler', 0x115f],
  ['a Hangul filler of vowels', 0x1160],
  ['a Khmer vowel that is not shown', 0x17b4],
  ['a Mongolian selector', 0x180b],
  ['a Mongolian separator', 0x180e],
  ['a zero-width space', 0x200b],
  ['a zero-width non-joiner', 0x200c],
  ['a zero-width joiner', 0x200d],
  ['a mark to the left', 0x200e],
  ['an embedding', 0x202a],
  ['an override', 0x202e],
  ['a word joiner', 0x2060],
  ['an invisible plus', 0x2064],
  ['an isolate', 0x2066],
  ['a compatibility filler', 0x3164],
  ['a variation selector', 0xfe0f],
  ['a byte order mark', 0xfeff],
  ['a half-width filler', 0xffa0],
  ['an annotation anchor', 0xfff9],
  ['an object', 0xfffc],
  ['a musical format mark', 0x1d173],
  ['a tag', 0xe0041],
  ['a selector of ideographs', 0xe0100],
];

test.each(names)('%s is taken off', (_, code) => {
  const mark = String.fromCodePoint(code);
  expect(withoutInvisible(`${mark}ro${mark}om${mark}`)).toBe('room');
});

test('Everything that Unicode calls a format character is taken off, and nothing that can be seen', () => {
  const kept: number[] = [];
  const lost: number[] = [];
  for (let code = 0; code <= 0x10ffff; code += 1) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const text = String.fromCodePoint(code);
    const isGone = withoutInvisible(text) === '';
    if (/\p{Cf}/u.test(text) && !isGone) kept.push(code);
    if (isGone && /[\p{L}\p{N}\p{P}\p{Zs}\p{Cc}]/u.test(text)) lost.push(code);
  }
  expect(kept).toEqual([]);
  // Letters by their class, though they are shown as nothing.
  expect(lost).toEqual([0x115f, 0x1160, 0x3164, 0xffa0]);
});

test('Spaces, line breaks and text of any script stay', () => {
  const text = 'main stage\n\tсцена 舞台 مسرح é \u00a0';
  expect(withoutInvisible(text)).toBe(text);
});
