import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  channel,
  code,
  cut,
  cutInside,
  duration,
  escapeText,
  group,
  listing,
  quoted,
  timeOfDay,
  user,
} from '../../../src/slack/format/mrkdwn.ts';
import { foreignMarkup } from '../../support/slack-limits.ts';

const anyText = fc.string({ unit: 'binary' });
const halves = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

describe('A name that is cut', () => {
  test.each([
    ['conference-hall-07', 18, 'conference-hall-07'],
    ['conference-hall-07', 17, 'conferen…-hall-07'],
    ['conference-hall-07', 4, 'co…7'],
  ])('keeps the end, by which names of one kind differ: %s in %i', (name, most, short) => {
    expect(cutInside(name, most)).toBe(short);
  });
});

describe('A text that is cut', () => {
  test('is left alone as long as it fits', () => {
    expect(cut('123456789', 9)).toBe('123456789');
    expect(cut('1234567890', 9)).toBe('12345678…');
    expect(cut('', 9)).toBe('');
  });

  test('loses a character whole', () => {
    expect(cut('1234567🎬', 9)).toBe('1234567🎬');
    expect(cut('1234567🎬x', 9)).toBe('1234567…');
  });

  test('never exceeds its limit, ends inside a character or holds what was not there', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 40 }), (text, most) => {
        const short = cut(text, most);
        expect(short.length).toBeLessThanOrEqual(most);
        expect(short).not.toMatch(halves);
        expect(text.startsWith(short.replace(/…$/, ''))).toBe(true);
      }),
    );
  });
});

describe('Text from outside', () => {
  test('is escaped so that Slack shows it as it was typed', () => {
    expect(escapeText('<!channel> & <@U1> &lt;')).toBe('&lt;!channel&gt; &amp; &lt;@U1&gt; &amp;lt;');
  });

  test('comes back whole when Slack unescapes it, and holds no markup', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.stringMatching(/^[<>&;alt!@#]*$/)), (text) => {
        const escaped = escapeText(text);
        expect(foreignMarkup(escaped)).toEqual([]);
        expect(escaped.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')).toBe(text);
      }),
    );
  });

  test('as code stays on one line between two backticks, whatever it holds', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, fc.stringMatching(/^[`\s<>&*_~]+$/)), (text) => {
        const shown = code(text, 50);
        expect(shown).toMatch(/^`[^`\n\r]*`$/);
        expect(foreignMarkup(shown)).toEqual([]);
        expect(shown.length).toBeLessThanOrEqual(2 + 50 * '&amp;'.length);
      }),
    );
  });

  test('shows neither credentials nor characters that move or hide others', () => {
    expect(code('ftp://user:pass@a.b/x?token=1')).toBe('`ftp://…@a.b/…?…`');
    expect(code('live\u202E4pm.\u0000\u001b[31m')).toBe('`live\uFFFD4pm.\uFFFD\uFFFD[31m`');
    expect(quoted('no\nsuch <room> at https://user:pass@a.b', 100)).toBe(
      'no such &lt;room&gt; at https://…@a.b',
    );
  });

  test('as code is cut before it is escaped', () => {
    expect(code('&&&&&', 3)).toBe('`&amp;&amp;…`');
    expect(code('x'.repeat(300))).toBe(`\`${'x'.repeat(199)}…\``);
    expect(code('a `b`\nc')).toBe('`a ˋbˋ c`');
  });
});

test('People, groups and channels are mentioned by their ids', () => {
  expect([user('U1'), group('S1'), channel('C1')]).toEqual(['<@U1>', '<!subteam^S1>', '<#C1>']);
});

test('A time of day is in the reader’s zone, in UTC where the client cannot tell', () => {
  const at = Date.UTC(2026, 10, 21, 18, 2, 59, 999);
  expect(timeOfDay(at)).toBe(`<!date^${Date.UTC(2026, 10, 21, 18, 2, 59) / 1000}^{time}|18:02 UTC>`);
});

test.each([
  [-1, '0 s'],
  [0, '0 s'],
  [59_999, '59 s'],
  [60_000, '1 min'],
  [42 * 60_000 + 59_999, '42 min'],
  [60 * 60_000 - 1, '59 min'],
  [60 * 60_000, '1 h 0 min'],
  [(3 * 60 + 5) * 60_000, '3 h 5 min'],
  [24 * 60 * 60_000 - 1, '23 h 59 min'],
  [24 * 60 * 60_000, '1 d 0 h'],
  [51 * 60 * 60_000 + 59 * 60_000, '2 d 3 h'],
  [7 * 24 * 60 * 60_000, '7 d 0 h'],
])('%d ms are %s', (ms, words) => expect(duration(ms)).toBe(words));

test.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c'], 'a, b and c'],
])('The parts %j are listed as "%s"', (parts, text) => {
  expect(listing(parts)).toBe(text);
});
