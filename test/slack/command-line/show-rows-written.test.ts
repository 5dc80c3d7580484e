import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Draft, Field } from '../../../src/ingest/fields.ts';
import { readShowRows } from '../../../src/slack/command-line/show-rows.ts';

const headers: Partial<Record<Field, readonly string[]>> = {
  room: ['room', 'Room ID', 'ROOM', 'room_id', 'RoomId', 'Room name', 'Room*'],
  url: ['url', 'Stream URL', 'stream_url', 'StreamUrl', 'Source', 'Link', 'URL:'],
  volume: ['volume', 'Vol', 'Volume (0-200)'],
  repeat: ['repeat', 'RepeatNum', 'Times to play'],
  'idle-timeout': ['idle-timeout', 'Idle time-out (seconds)', 'idle_timeout'],
};

const room = fc
  .tuple(
    fc.constantFrom(
      'main stage',
      'a',
      'room',
      '007',
      'class-01',
      'Doe, John',
      'a;b',
      'a|b',
      'R&D',
      'x#1',
      'a (b)',
      'url',
    ),
    fc.nat({ max: 99 }),
  )
  .map(([name, n]) => `${name}-${n}`);
const url = fc
  .tuple(
    fc.constantFrom('https', 'http', 'rtmp'),
    fc.constantFrom(
      '1.mp4',
      'v_,500,1000,.m3u8',
      '1;v=2',
      'a?x=1&y=2,3',
      'live/a#t=1',
      'x(1).mp4',
      '%20a.flv',
      'ü.mp4',
    ),
  )
  .map(([scheme, path]) => `${scheme}://a.b/${path}`);
const rows = fc.uniqueArray(
  fc
    .tuple(
      fc.record({ room, url }),
      fc.record(
        {
          volume: fc.constantFrom('0', '80'),
          repeat: fc.constantFrom('-1', '3'),
          'idle-timeout': fc.constant('60'),
        },
        { requiredKeys: [] },
      ),
    )
    .map(([needed, more]): Draft => ({ ...needed, ...more })),
  { minLength: 1, maxLength: 6, selector: (row) => row.room },
);

/** A program that writes lists, and what happens to them on their way. */
const program = fc.record({
  by: fc.constantFrom('\t', ';', ',', '|', ' ', ', '),
  quotes: fc.constantFrom('needed', 'all'),
  curly: fc.boolean(),
  links: fc.constantFrom('no', 'plain', 'labelled'),
  end: fc.constantFrom('\n', '\r\n', '\r', '\n\n', '\u2028'),
  mark: fc.boolean(),
  sign: fc.boolean(),
  comment: fc.boolean(),
  trailing: fc.boolean(),
  spelling: fc.nat({ max: 6 }),
  turned: fc.boolean(),
});
type Program = typeof program extends fc.Arbitrary<infer T> ? T : never;

function written(drafts: readonly Draft[], how: Program): string {
  const { by, quotes, curly, links, end, mark, sign, comment, trailing, spelling, turned } = how;
  const fields = (Object.keys(headers) as Field[]).filter((field) =>
    drafts.some((row) => row[field] !== undefined),
  );
  const order = turned ? fields.toReversed() : fields;
  const isPlain = order.length === 2 && !turned && spelling === 0;
  const [open, close] = curly ? ['“', '”'] : ['"', '"'];
  const cell = (text: string) => {
    const isNeeded = quotes === 'all' || /["\s]/.test(text) || text.includes(by.trim() || ' ');
    return isNeeded ? `${open}${text}${close}` : text;
  };
  const link = (text: string) => {
    if (links === 'no') return cell(text);
    const escaped = text.replaceAll('&', '&amp;');
    return links === 'plain' ? `<${escaped}>` : `<${escaped}|${escaped}>`;
  };
  const line = (cells: readonly string[]) => {
    const joined = cells.join(by);
    if (by === '|') return `| ${joined} |`;
    return trailing && by !== ' ' ? `${joined}${by.trimEnd() || by}` : joined;
  };
  const isSigned = sign && by.length === 1 && by !== ' ' && by !== '|';
  return [
    ...(isSigned ? [`sep=${by}`] : []),
    ...(comment ? ['# as of tonight'] : []),
    ...(isPlain
      ? []
      : [
          line(
            order.map((field) => cell(headers[field]?.[spelling % (headers[field]?.length ?? 1)] ?? field)),
          ),
        ]),
    ...drafts.map((row) =>
      line(
        order.map((field) => {
          const text = row[field] ?? '';
          return field === 'url' ? link(text) : by === ' ' && text === '' ? '""' : cell(text);
        }),
      ),
    ),
  ]
    .map((each, at) => (at === 0 && mark ? `\uFEFF${each}` : each))
    .join(end);
}

test('A list is read right, whatever program has written it and whatever happened to it', () => {
  fc.assert(
    fc.property(rows, program, (drafts, how) => {
      const read = readShowRows(written(drafts, how));
      expect(read.problems).toEqual([]);
      expect(read.rows.map(({ draft }) => draft)).toEqual(drafts);
    }),
    { numRuns: 2000 },
  );
});
