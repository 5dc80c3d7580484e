import { afterEach, expect, test } from '@jest/globals';
import type { KnownBlock } from '@slack/types';
import { blocks } from '../../../sandbox/slack/block-kit/blocks.ts';
import { inSlackWords } from '../../../sandbox/slack/block-kit/check.ts';
import { homeView, modalView } from '../../../sandbox/slack/block-kit/view.ts';
import { renderChannel } from '../../../sandbox/slack/render.ts';
import { messageRefusals } from '../../support/slack-limits.ts';
import { closeAll, general, newClient, newSlack } from '../../support/workspace.ts';

afterEach(closeAll);

const many = <T>(length: number, item: T) => Array.from({ length }, () => item);
const raw = (text: string) => ({ type: 'raw_text' as const, text });
const date = (more: object = {}) => ({ type: 'date' as const, timestamp: 0, format: '{time}', ...more });
const rich = (...elements: object[]) => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements }],
});
const table = (rows: unknown, more: object = {}) => ({ type: 'table', rows, ...more });

function problems(...given: object[]): string[] {
  return blocks('message')(given, '/blocks').map(inSlackWords);
}

test('A table of 100 rows and 20 columns with 10,000 characters in all passes in a message', () => {
  const pieces = rich({ type: 'text', text: '12', style: { bold: true } }, date({ fallback: '345' }));
  const rows = many(100, [...many(19, raw('12345')), pieces]);
  const column = { align: 'right', is_wrapped: true };
  expect(problems(table(rows, { block_id: 'b', column_settings: many(20, column) }))).toEqual([]);
});

test.each([
  ['no rows', table([]), 'no fewer than 1 items allowed [json-pointer:/blocks/0/rows]'],
  ['101 rows', table(many(101, [raw('a')])), 'no more than 100 items allowed [json-pointer:/blocks/0/rows]'],
  ['21 cells', table([many(21, raw('a'))]), 'no more than 20 items allowed [json-pointer:/blocks/0/rows/0]'],
  [
    'an empty cell',
    table([[raw('a'), raw('')]]),
    'must be more than 0 characters [json-pointer:/blocks/0/rows/0/1/text]',
  ],
  [
    'an empty text in a rich cell',
    table([[rich({ type: 'text', text: '' })]]),
    'must be more than 0 characters [json-pointer:/blocks/0/rows/0/0/elements/0/elements/0/text]',
  ],
  [
    'mrkdwn in a cell',
    table([[{ type: 'mrkdwn', text: 'a' }]]),
    'unsupported type: mrkdwn [json-pointer:/blocks/0/rows/0/0/type]',
  ],
  [
    'a date in milliseconds with a fraction',
    table([[rich(date({ timestamp: 1.5 }))]]),
    'must be an integer [json-pointer:/blocks/0/rows/0/0/elements/0/elements/0/timestamp]',
  ],
  [
    '21 columns with settings',
    table([[raw('a')]], { column_settings: many(21, {}) }),
    'no more than 20 items allowed [json-pointer:/blocks/0/column_settings]',
  ],
  [
    'null for a column',
    table([[raw('a')]], { column_settings: [null] }),
    'must provide an object [json-pointer:/blocks/0/column_settings/0]',
  ],
  [
    'a column that is justified',
    table([[raw('a')]], { column_settings: [{ align: 'justify' }] }),
    'must be one of: left, center, right [json-pointer:/blocks/0/column_settings/0/align]',
  ],
  [
    'more than 10,000 characters in all cells',
    table(many(100, many(20, raw('12345'))).with(99, [raw('x'.repeat(101))])),
    'must be less than 10001 characters in all cells [json-pointer:/blocks/0/rows]',
  ],
])('A table with %s is refused', (_, given, problem) => {
  expect(problems(given)).toEqual([`[ERROR] ${problem}`]);
});

test('A message has one table, and forms and Home have none', () => {
  const one = table([[raw('a')]]);
  expect(messageRefusals({ text: 'a', blocks: [one] })).toEqual([]);
  expect(messageRefusals({ text: 'a', blocks: [one, one] })).toEqual([
    'invalid_attachments [ERROR] only_one_table_allowed',
  ]);
  const modal = { type: 'modal', title: { type: 'plain_text', text: 'a' }, blocks: [one] };
  expect(modalView(modal, '').map(inSlackWords)).toEqual([
    '[ERROR] unsupported type: table [json-pointer:/blocks/0/type]',
  ]);
  expect(homeView({ type: 'home', blocks: [one] }, '').map(inSlackWords)).toEqual([
    '[ERROR] unsupported type: table [json-pointer:/blocks/0/type]',
  ]);
});

test('What stands in a table counts among what a message takes, about 13,200 characters', () => {
  const section = { type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(3000) } };
  const long = table([[raw('x'.repeat(9_900))]]);
  expect(messageRefusals({ text: 'a', blocks: [section, long] })).toEqual([]);
  expect(messageRefusals({ text: 'a', blocks: [section, section, long] })).toEqual(['msg_blocks_too_long']);
});

test('A table reads in columns, its texts as they are and its dates in UTC', async () => {
  const slack = await newSlack();
  const rows = [
    [raw('Room'), raw('Since')],
    [raw('*a* <@U0ALICE> :x:'), rich(date({ timestamp: 64_920 }))],
  ];
  await newClient(slack).chat.postMessage({
    channel: general,
    text: 'a',
    blocks: [table(rows) as KnownBlock],
  });
  expect(renderChannel(slack, general)).toMatch(/ {7}Room {16}Since\n {7}\*a\* <@U0ALICE> :x: {2}18:02$/);
});
