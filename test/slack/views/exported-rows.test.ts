import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import type { Draft } from '../../../src/ingest/fields.ts';
import { readShowRows } from '../../../src/slack/command-line/show-rows.ts';
import { writeRows } from '../../../src/slack/views/exported-rows.ts';
import { shownByExcel } from '../../support/spreadsheet.ts';

/** Rooms that a spreadsheet, or a reader of lists, would make something else of. */
const awkward = [
  ...[
    '007',
    '0',
    '00',
    '12',
    '123456789012',
    '12345678901234567890',
    '1.0',
    '1.50',
    '.5',
    '1,234',
    '-1',
    '-0',
    '+1',
  ],
  ...[
    '1E5',
    '1e+20',
    '2E-3',
    '1.00E+05',
    '1-3',
    '1-2-2026',
    '3.4.26',
    '10:30',
    '9 pm',
    '5a',
    '50%',
    '$5',
    '(5)',
  ],
  ...[
    '1-Mar',
    'Mar-01',
    'MARCH1',
    'SEPT9',
    'dec 1',
    'May',
    'TRUE',
    'false',
    '=1',
    '@a',
    '-a',
    '=a=',
    '#1',
    '# a',
    '#REF!',
  ],
  ...[
    '1. a',
    '2) b',
    '- a',
    '{1-3}',
    'c{1,2}',
    '[1-2]',
    '<#C0LIVE>',
    '<!here>',
    ':tv:',
    'a&amp;b',
    'R&D',
    'a&nbsp',
  ],
  ...[
    'a:',
    'a.',
    'a,b',
    'a;b',
    'a|b',
    'a b',
    '_a_',
    '~a~',
    'room',
    'url',
    'sep=;',
    '####',
    '>',
    '(2 rows)',
    '{"a"',
  ],
].filter((room) => !room.includes('"'));

const room = fc.oneof(
  fc.constantFrom(...awkward),
  fc
    .string({
      unit: fc.constantFrom(...'aeApmMrR019 !#$%&()+-:;<=.>?@[]^_{}|~,'),
      minLength: 1,
      maxLength: 12,
    })
    // A range is written out when it is first read, and spaces around a cell do not belong to it.
    .filter((text) => text.trim() === text && !/\{\d+\.\.\d+\}/.test(text)),
);
const url = fc
  .tuple(
    fc.constantFrom('https', 'http', 'rtmp'),
    fc.string({ unit: fc.constantFrom(..."abz019-._~:/?#[]@!$&'()*+,;=%{}"), maxLength: 20 }),
  )
  .map(([scheme, rest]) => `${scheme}://a.b/${rest}`);
const options = fc.record(
  {
    repeat: fc.constantFrom('-1', '3'),
    volume: fc.constantFrom('0', '100'),
    tempo: fc.constantFrom('1.25', '2'),
    'auto-push': fc.constantFrom('true', 'false'),
    user: fc.constantFrom('robot', '-robot', '_', '007', '1-3', '1e5'),
  },
  { requiredKeys: [] },
);
const rows = fc.uniqueArray(
  fc
    .tuple(fc.record({ room }), fc.record({ url }), options)
    .map((parts): Draft => Object.assign({}, ...parts)),
  { minLength: 1, maxLength: 5, selector: (row) => row.room },
);

const drafts = (text: string) => {
  const read = readShowRows(text);
  expect(read.problems).toEqual([]);
  return read.rows.map(({ draft }) => draft);
};
const inCells = (csv: string): string[][] => parse(csv);

describe('Rows that were exported come back whole', () => {
  test('as they are', () => {
    fc.assert(
      fc.property(rows, (given) => {
        expect(drafts(writeRows(given))).toEqual(given);
      }),
      { numRuns: 1000 },
    );
  });

  test('when Excel has opened and saved them', () => {
    const quoted = (text: string) => (/[";\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    const saved = (csv: string) =>
      `\uFEFF${inCells(csv)
        .map((cells) => cells.map((cell) => quoted(shownByExcel(cell))).join(';'))
        .join('\r\n')}\r\n`;
    fc.assert(
      fc.property(rows, (given) => {
        expect(drafts(saved(writeRows(given)))).toEqual(given);
      }),
      { numRuns: 1000 },
    );
  });

  test('when they are copied out of a spreadsheet', () => {
    const copied = (csv: string) =>
      inCells(csv)
        .map((cells) => cells.map(shownByExcel).join('\t'))
        .join('\n');
    fc.assert(
      fc.property(rows, (given) => {
        expect(drafts(copied(writeRows(given)))).toEqual(given);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('A spreadsheet would make something else', () => {
  test.each(awkward.filter((each) => shownByExcel(each) !== each))('of %s, and so it has a mark', (text) => {
    const [, [cell = ''] = []] = inCells(writeRows([{ room: text, url: 'https://a.b/1.mp4' }]));
    expect(cell).toBe(`'${text}`);
  });

  test.each(['room1', 'class-01', '12', '-1', 'main stage', 'R&D'])(
    'of nothing of %s, and so it has none',
    (text) => {
      const [, [cell = ''] = []] = inCells(writeRows([{ room: text, url: 'https://a.b/1.mp4' }]));
      expect(cell).toBe(text);
    },
  );
});

test.each(['=HYPERLINK("x")', '@SUM(1)', '+1', "'"])('No formula is exported: %s', (text) => {
  const csv = writeRows([{ room: text, url: 'https://a.b/1.mp4' }]);
  expect(csv.split('\n')[1]).toMatch(/^"?'/);
});
