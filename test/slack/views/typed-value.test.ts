import { describe, expect, test } from '@jest/globals';
import { type Field, fieldDefinitions, fields } from '../../../src/ingest/fields.ts';
import { fieldWords } from '../../../src/slack/format/field-words.ts';
import { adjustForm, readAdjustForm } from '../../../src/slack/views/adjust-form.ts';
import { readStartForm } from '../../../src/slack/views/read-start-form.ts';
import { typedValue } from '../../../src/slack/views/typed-value.ts';
import { live, taskIn } from '../../support/samples.ts';

const typed = fields.filter((field) =>
  ['text', 'whole number', 'secret'].includes(fieldDefinitions[field].kind),
);
const numbers = fields.filter((field) => fieldDefinitions[field].kind === 'whole number');
const unlikeRooms = typed.filter((field) => field !== 'room');
const exampleOf = (field: Field) => fieldWords[field].example;

/** What nobody sees and every keyboard, web page or word processor leaves behind. */
const unseen: readonly [name: string, sign: string][] = [
  ['zero-width space', '\u200B'],
  ['zero-width non-joiner', '\u200C'],
  ['zero-width joiner', '\u200D'],
  ['word joiner', '\u2060'],
  ['byte order mark', '\uFEFF'],
  ['soft hyphen', '\u00AD'],
  ['left-to-right mark', '\u200E'],
  ['right-to-left mark', '\u200F'],
  ['Arabic letter mark', '\u061C'],
  ['embedding', '\u202A'],
  ['override', '\u202E'],
  ['isolate', '\u2068'],
  ['variation selector', '\uFE0F'],
  ['supplementary variation selector', '\u{E0101}'],
  ['tag', '\u{E0061}'],
  ['invisible times', '\u2062'],
  ['combining grapheme joiner', '\u034F'],
  ['Hangul filler', '\u3164'],
  ['interlinear annotation', '\uFFF9'],
  ['object replacement', '\uFFFC'],
];

describe.each(unseen)('A %s', (_, sign) => {
  test.each(typed)('is no part of --%s, wherever it stands', (field) => {
    const value = exampleOf(field);
    for (let at = 0; at <= value.length; at += 1)
      expect(typedValue(field, `${value.slice(0, at)}${sign}${value.slice(at)}`)).toBe(value);
    expect(typedValue(field, sign)).toBeUndefined();
  });
});

describe.each([
  ['spaces', ' ', ' '],
  ['no-break spaces', '\u00A0', '\u202F'],
  ['full-width spaces', '\u3000', '\u3000'],
  ['a line end', '', '\n'],
  ['a line end of Windows and a tab', '\t', '\r\n'],
])('%s around a value', (_, before, after) => {
  test.each(typed)('are no part of --%s', (field) => {
    expect(typedValue(field, `${before}${exampleOf(field)}${after}`)).toBe(exampleOf(field));
  });
});

describe.each([
  ['quotes', '"', '"'],
  ['apostrophes', "'", "'"],
  ['backticks', '`', '`'],
  ['three backticks', '```', '```'],
  ['typographic quotes', '“', '”'],
  ['German quotes', '„', '“'],
  ['guillemets', '«', '»'],
  ['single quotes', '‘', '’'],
  ['corner brackets', '「', '」'],
  ['double corner brackets', '『', '』'],
  ['angle brackets', '<', '>'],
  ['several of them', ' `“<', '>”` '],
  ['a quote that was left', '"', ''],
  ['a backtick that was left', '', '`'],
])('%s around a value', (_, before, after) => {
  test.each(unlikeRooms)('are no part of --%s', (field) => {
    expect(typedValue(field, `${before}${exampleOf(field)}${after}`)).toBe(exampleOf(field));
  });

  test('are left in a room, for its rule to refuse or take', () => {
    expect(typedValue('room', `${before}room123${after}`)).toBe(`${before}room123${after}`.trim());
  });
});

describe('A link as Slack keeps it is its target:', () => {
  test.each([
    ['<https://a.b/1.mp4>', 'https://a.b/1.mp4'],
    ['<https://a.b/1.mp4?x=1&amp;y=2|a.b/1.mp4?x=1&amp;y=2>', 'https://a.b/1.mp4?x=1&y=2'],
    ['<https://a.b/1.mp4|https://other.example/2.mp4>', 'https://a.b/1.mp4'],
    ['"<rtmp://a.b/live/key|the feed>"', 'rtmp://a.b/live/key'],
    ['<https://a.b/1.mp4|show>\n', 'https://a.b/1.mp4'],
  ])('%s', (given, url) => expect(typedValue('url', given)).toBe(url));

  test('but not in a room', () => {
    expect(typedValue('room', '<http://a.b|a.b>')).toBe('<http://a.b|a.b>');
  });
});

describe('What may belong to a URL stays:', () => {
  test.each([
    "https://a.b/it's",
    "https://a.b/'",
    'https://a.b/show.',
    'https://a.b/1.mp4?x=1&amp;y=2',
    'https://a.b/１２０.mp4',
    'https://a.b/my video.mp4',
    'https://a.b/_x_*~',
    'https://a.b/show_(1)',
  ])('%s', (url) => expect(typedValue('url', url)).toBe(url));
});

test('A value of quotes alone is left for its rule to refuse', () => {
  for (const field of typed) expect(typedValue(field, ' "" ')).toBe('""');
});

describe('Numbers of other keyboards are numbers:', () => {
  test.each([
    ['１２０', '120'],
    ['－１', '-1'],
    ['−1', '-1'],
    ['–1', '-1'],
    ['—1', '-1'],
    ['ー１', '-1'],
    ['ｰ1', '-1'],
    ['﹣1', '-1'],
    ['　３０　', '30'],
    ['١٢٠', '120'],
    ['۱۲۰', '120'],
    ['१२०', '120'],
    ['১২০', '120'],
    ['๑๒๐', '120'],
    ['1２٣', '123'],
  ])('%s', (given, number) => {
    for (const field of numbers) expect(typedValue(field, given)).toBe(number);
  });

  test.each(['½', '5²', '①', '一', '1,000', '1 000', '120 min', '1—2', '+5', '1e3'])(
    '%s is none',
    (given) => {
      for (const field of numbers) expect(typedValue(field, given)).not.toMatch(/^-?\d+$/);
    },
  );

  test.each(['１２０', '－１', 'ｒｏｏｍ', '١٢٠'])('%s stays what it is in a room', (given) => {
    expect(typedValue('room', given)).toBe(given);
  });
});

test('Both forms read their fields so', () => {
  const values = {
    url: { value: { value: '\u200B`<https://a.b/1.mp4>`\n' } },
    volume: { value: { value: '１\u00AD２０' } },
    tempo: { value: { selected_option: { value: '1.5' } } },
  };
  const fields = { volume: '120', tempo: '1.5' };
  expect(readStartForm(values).draft).toEqual({ url: 'https://a.b/1.mp4', ...fields });
  expect(readAdjustForm({ private_metadata: 'k7f2qd', state: { values } })).toEqual({
    handle: 'k7f2qd',
    fields,
  });
});

test('The form of a running task says where it was opened, as far as that can be read', () => {
  const read = (about: unknown) => readAdjustForm({ private_metadata: JSON.stringify(about) });
  const task = taskIn(live);
  const origin = { channel: 'C0LIVE', thread: '1700000000.000100' };
  const { private_metadata } = adjustForm(task, origin);
  expect(readAdjustForm({ private_metadata })).toEqual({ handle: task.handle, fields: {}, ...origin });
  expect(readAdjustForm(adjustForm(task, {}))).toEqual({ handle: task.handle, fields: {} });
  const odd = { handle: 'k7f2qd', channel: '<!channel>', thread: 'x' };
  expect(read(odd)).toEqual({ handle: 'k7f2qd', fields: {} });
  expect(read({ handle: 7 })).toEqual({ handle: '{"handle":7}', fields: {} });
});

test('However many quotes there are, it comes to an end', () => {
  expect(typedValue('url', '"'.repeat(100_000))).toMatch(/^"+$/);
  expect(typedValue('url', "'".repeat(100_000))?.length).toBeLessThan(100_000);
});
