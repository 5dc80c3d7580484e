import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { toWords } from '../../../src/slack/command-line/tokens.ts';

const words = (text: string) => {
  const read = toWords(text);
  return read.ok ? read.words.map(({ text }) => text) : read.problem;
};

describe('What phones make of a command is undone:', () => {
  test.each([
    ['—room x', ['--room', 'x']],
    ['–room x', ['--room', 'x']],
    ['―room x', ['--room', 'x']],
    ['-—room x', ['--room', 'x']],
    ['—–room x', ['--room', 'x']],
    ['start —room=x', ['start', '--room=x']],
    ['a—b a — b', ['a—b', 'a', '—', 'b']],
    ['—repeat -1', ['--repeat', '-1']],
    ['“main stage” x', ['main stage', 'x']],
    ['„main stage“ x', ['main stage', 'x']],
    ['”main stage” x', ['main stage', 'x']],
    ['«main stage» x', ['main stage', 'x']],
    ['»main stage« x', ['main stage', 'x']],
    ['‘main stage’ x', ['main stage', 'x']],
    ['‚main stage‘ x', ['main stage', 'x']],
    ['—room=“main stage”', ['--room=main stage']],
    ['room\u00A0x\u202Fy\u3000z', ['room', 'x', 'y', 'z']],
    ['\uFEFFro\u200Bom \u2060x\u200D', ['room', 'x']],
    ['a \u200B b', ['a', 'b']],
  ])('%j', (text, expected) => expect(words(text)).toEqual(expected));
});

describe('What Slack makes of a command is undone:', () => {
  test.each([
    ['a&amp;b &lt;c&gt;', ['a&b', '<c>']],
    ['&amp;lt;', ['&lt;']],
    ['<https://a.b/x.mp4>', ['https://a.b/x.mp4']],
    ['<https://a.b/x?p=1&amp;q=2>', ['https://a.b/x?p=1&q=2']],
    ['--url=<https://a.b/x>', ['--url=https://a.b/x']],
    ['<http://room.live|room.live>', ['room.live']],
    ['<https://room.live|room.live>', ['room.live']],
    ['<http://a.b/x?p=1&amp;q=2|a.b/x?p=1&amp;q=2>', ['a.b/x?p=1&q=2']],
    ['<mailto:main@room.live|main@room.live>', ['main@room.live']],
    ['“<https://a.b/x>”', ['https://a.b/x']],
  ])('%j', (text, expected) => expect(words(text)).toEqual(expected));
});

describe('Quotes', () => {
  test.each([
    ['"main stage" x', ['main stage', 'x']],
    ["'main stage' x", ['main stage', 'x']],
    ['--room="main stage" x', ['--room=main stage', 'x']],
    ["--room='main stage'", ['--room=main stage']],
    ['--room "" x', ['--room', '', 'x']],
    ['--room=""', ['--room=']],
    ['"it\'s on"', ["it's on"]],
    ["it's o'clock", ["it's", "o'clock"]],
    ['it’s on', ['it’s', 'on']],
    ['a"b', ['a"b']],
    ['', []],
    [' \n\t ', []],
  ])('%j', (text, expected) => expect(words(text)).toEqual(expected));

  test.each(['"main stage', 'x “main stage', '--room="main', "'main", '"main"stage', '"'])(
    'that do not close are a problem: %s',
    (text) => expect(words(text)).toMatch(/quotation mark/),
  );
});

test('Any text is read without an exception, into words without spaces, or into a sentence', () => {
  const hostile = fc.stringMatching(/^[ "'“”‘’«»„<>|&;@#!=\-—–\u00A0\u200Bahlmpt:/]{0,60}$/);
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), hostile), (text) => {
      const read = toWords(text);
      if (!read.ok) expect(read.problem).toMatch(/^[A-Z].*\.$/);
      else if (!/["'“”„«»‘’‚<]/.test(text))
        expect(read.words.filter(({ text: word }) => !/^\S+$/.test(word))).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
/** All that can be in a room or a URL; three and more dashes are read as two, so they are left out. */
const value = fc
  .stringMatching(/^[\w !#$%&()+\-:;<=.>?@[\]^{}|~,/*]{1,30}$/)
  .filter((text) => !text.includes('---'));

test('Words in quotes come back as they were typed', () => {
  fc.assert(
    fc.property(
      fc.array(value),
      fc.constantFrom(['"', '"'], ["'", "'"], ['“', '”'], ['‘', '’'], ['«', '»']),
      (typed, [open, close]) => {
        const text = typed.map((word) => `${open}${escaped(word)}${close}`).join('  ');
        expect(words(text)).toEqual(typed);
      },
    ),
    { numRuns: 500 },
  );
});

test('Words without spaces come back as they were typed without quotes', () => {
  const bare = value
    .map((text) => text.replaceAll(' ', ''))
    .filter((text) => text !== '' && !/^\*.+\*[.,;:!?]*$/.test(text));
  fc.assert(
    fc.property(fc.array(bare), (typed) => {
      // Marks around the whole are taken off.
      fc.pre(!/^[*_~]/.test(typed[0] ?? ''));
      expect(words(typed.map(escaped).join('\u00A0'))).toEqual(typed);
    }),
    { numRuns: 500 },
  );
});
