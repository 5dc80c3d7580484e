import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { withIds } from '../../../sandbox/slack/block-kit/ids.ts';
import { blockLines } from '../../../sandbox/slack/render-blocks.ts';
import { maskText } from '../../../src/ingest/mask.ts';
import { inRooms, longestRoom } from '../../../src/ingest/room.ts';
import type { Board, BoardRow } from '../../../src/ingest/shows/run.ts';
import type { SourceReport } from '../../../src/ingest/source-report.ts';
import type { Task, TaskState } from '../../../src/ingest/task.ts';
import { boardMessage, plainBoard } from '../../../src/slack/blocks/board.ts';
import { standingOfRow } from '../../../src/slack/blocks/board-row.ts';
import type { Message } from '../../../src/slack/format/message.ts';
import { unescapeText } from '../../../src/slack/format/mrkdwn.ts';
import { draft, ended, failure, live, paused, stopping, taskIn } from '../../support/samples.ts';
import { foreignMarkup, messageProblems, textsIn, wordsOf } from '../../support/slack-limits.ts';

function rowOf(task: Task | undefined, more: Partial<BoardRow> = {}): BoardRow {
  return { id: 1, draft, task, ...more };
}

function boardOf(...rows: BoardRow[]): Board {
  return { run: { id: 'r1', show: 'late-show', channel: 'C0LIVE', by: 'U0ALICE', at: 0, rows: [] }, rows };
}

/** The table as people see it, in UTC; undefined if the message has none. */
function tableLines({ blocks }: Message): string[] | undefined {
  const table = withIds(blocks).find(({ type }) => type === 'table');
  return table && blockLines(table, { people: [], channels: [], groups: [] });
}

const raw = (text: string) => ({ type: 'raw_text', text });

/** What stands on its buttons. */
function labels({ blocks }: Message): string[] {
  const buttons = blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
  return buttons.flatMap((each) => (each.type === 'button' ? [each.text.text] : []));
}

const failed = { name: 'failed', at: 3_000, failure } satisfies TaskState;
const unknown = { name: 'unknown', at: 4_000, failure } satisfies TaskState;
const removed = { name: 'removed', at: 5_000, by: 'U0CAROL' } satisfies TaskState;
const byItself = (at: number) => ({ ...ended, at, end: { how: 'by-itself' } }) satisfies TaskState;
const stopFailed = { at: 9, by: 'U0DAVE', code: 'InternalError', answerLost: false };
const page: SourceReport = {
  kind: 'page',
  redirects: 0,
  answeredAfterMs: 5,
  expiry: undefined,
  findings: [],
};

describe('A row of a board', () => {
  test.each<[string, Task | undefined, string]>([
    ['was not started', undefined, '⚪ not started'],
    ['waits', taskIn({ name: 'queued' }), '🟡 starting'],
    ['is being started', taskIn({ name: 'starting', since: 1 }), '🟡 starting'],
    ['is live', taskIn(live), '🟢 live'],
    ['has no source yet', taskIn(live, { unconfirmed: true }), '🟡 started, no source yet'],
    ['was never reached', taskIn(live, { unconfirmed: true, source: 'restarting' }), '🟠 source not reached'],
    ['restarts', taskIn(live, { source: 'restarting', lastEventAt: 900_000 }), '🟠 source restarting'],
    ['fails', taskIn(live, { sourceFailures: 1 }), '🟠 source failing'],
    ['has failed', taskIn(live, { source: 'failed' }), '🔴 no source'],
    [
      'lost its robot',
      taskIn(live, { robotSeen: { what: 'left', at: 1, told: true } }),
      '🟠 robot left the room',
    ],
    ['could not be stopped', taskIn(live, { stopFailed }), '🟠 live, stop failed'],
    ['could not be stopped and fails', taskIn(live, { stopFailed, source: 'failed' }), '🔴 no source'],
    ['is paused', taskIn(paused), '⏸ paused'],
    ['is paused and could not be stopped', taskIn(paused, { stopFailed }), '🟠 paused, stop failed'],
    ['is being stopped', taskIn(stopping), '🟡 stopping'],
    ['was stopped', taskIn(ended), '⏹ stopped'],
    ['was stopped soon', taskIn({ ...ended, at: 3_000 }), '⏹ stopped'],
    ['ended', taskIn(byItself(2_000_000)), '⏹ ended'],
    ['ended at once', taskIn(byItself(3_000)), '⏹ ended too soon'],
    ['ended without its source', taskIn(byItself(2_000_000), { source: 'failed' }), '⏹ ended without source'],
    ['did not start', taskIn(failed), '❌ FailedOperation.NotRtmpFunction'],
    ['was not worth a start', taskIn({ ...failed, failure: { ...failure, seen: page } }), '❌ source unfit'],
    ['may be live', taskIn(unknown), '❓ may be live: answer lost'],
    [
      'was seen to be live',
      taskIn(unknown, { robotSeen: { what: 'entered', at: 1 } }),
      '🟠 started, TaskId lost',
    ],
    ['was live', taskIn(unknown, { robotSeen: { what: 'left', at: 1 } }), '🟠 started, robot has left'],
    ['was thrown out', taskIn(removed), '⏹ robot removed'],
    ['was not there', taskIn({ ...removed, how: 'not-there' }), '⏹ not live'],
    ['was dismissed', taskIn({ ...removed, how: 'dismissed' }), '⏹ dismissed'],
    ['was cancelled', taskIn({ ...removed, how: 'cancelled' }), '⏹ start cancelled'],
  ])('that %s says so', (_, task, said) => {
    const { sign, words } = standingOfRow({ task });
    expect(`${sign} ${words}`).toBe(said);
    const message = boardMessage(boardOf(rowOf(task)));
    expect(tableLines(message)?.at(-1)).toContain(`room123  ${said}`);
    expect(message.text).toContain(`${said}: \`room123\``);
  });

  test('has its room, source without secrets, check, times in the reader’s zone, and task', () => {
    const url = 'rtmp://user:pass@a.b/live/secretkey?txSecret=abcdef';
    const endless = taskIn(live, { draft: { ...draft, url } });
    const seen = { at: 9, since: 9, url: 'https://a.b/test.mp4', report: page };
    const lines = tableLines(
      boardMessage(
        boardOf(
          rowOf(endless, { draft: { room: 'a', url } }),
          rowOf(taskIn(ended), { draft: { ...draft, room: 'b' }, seen }),
          rowOf(undefined, { draft: { room: 'c', url: draft.url } }),
        ),
      ),
    );
    expect(lines).toEqual([
      expect.stringMatching(/^Room {2}State +Source +Check {2}Since {2}Until +Task$/),
      expect.stringMatching(/^a {5}🟢 live +rtmp:\/\/\S+ +– +00:00 {2}– +k7f2qd$/),
      expect.stringMatching(/^b {5}⏹ stopped +https:\/\/a\.b\/test\.mp4 +❌ +00:00 {2}00:02 +k7f2qd$/),
      expect.stringMatching(/^c {5}⚪ not started +https:\/\/a\.b\/test\.mp4 +– +– +– +–$/),
    ]);
    expect(lines?.join('\n')).not.toMatch(/pass|secretkey|abcdef/);
  });

  test('that ends on another day says which', () => {
    const loop = { ...draft, repeat: '-1', 'max-duration': '2880' };
    const message = boardMessage(boardOf(rowOf(taskIn(live, { draft: loop }))));
    expect(tableLines(message)?.at(-1)).toMatch(/ {2}00:00 {2}1970-01-03 00:00 {2}k7f2qd$/);
    expect(message.text).toContain('until <!date^172802^{date_short_pretty} {time}|1970-01-03 00:00 UTC>');
  });

  test('shows of two looks the newer, and none at a URL that it does not play any more', () => {
    const busy: SourceReport = { ...page, kind: 'not-checked', why: 'busy' };
    const look = (at: number, report: SourceReport, url: string = draft.url) => ({
      at,
      since: at,
      url,
      report,
    });
    const check = (task: Task, seen?: BoardRow['seen']) =>
      tableLines(boardMessage(boardOf(rowOf(task, seen === undefined ? {} : { seen }))))?.at(-1);
    const dead = taskIn(live, { seen: look(5, page) });
    expect(check(dead)).toMatch(/test\.mp4 {2}❌/);
    expect(check(dead, look(9, busy))).toMatch(/test\.mp4 {2}❔/);
    expect(check(dead, look(1, busy))).toMatch(/test\.mp4 {2}❌/);
    expect(check(taskIn(live, { seen: look(5, page, 'https://old.example/a') }))).toMatch(/test\.mp4 {2}–/);
  });
});

describe('A board', () => {
  const many = (length: number, task: (at: number) => Task | undefined) =>
    Array.from({ length }, (_, at) =>
      rowOf(task(at), { id: at, draft: { ...draft, room: `class-${at + 1}` } }),
    );

  test('counts how its rows stand, and says which show it is and whose', () => {
    const tasks = [
      taskIn(live),
      taskIn(live),
      taskIn(live, { source: 'restarting' }),
      taskIn(failed),
      undefined,
    ];
    const { text } = boardMessage(boardOf(...tasks.map((task) => rowOf(task))));
    expect(text.split('\n')[0]).toBe('🟢 2 · 🟠 1 · ❌ 1 · ⚪ 1 of 5 · *`late-show`* · <@U0ALICE>');
  });

  test('says how far a start is while it goes on, and not after it', () => {
    const starting = many(30, (at) => taskIn(at < 12 ? live : { name: 'queued' }));
    expect(boardMessage(boardOf(...starting)).text).toContain('\n⏳ 12 of 30 started …\n');
    expect(boardMessage(boardOf(...many(30, () => taskIn(live)))).text).not.toContain('⏳');
  });

  test('keeps the order of its rows in the table, and has what needs a person first in its text', () => {
    const board = boardOf(...many(30, (at) => taskIn(at === 20 ? failed : at === 25 ? unknown : live)));
    const lines = tableLines(boardMessage(board));
    expect(lines?.slice(1).map((line) => line.split(/\s/)[0])).toEqual(
      many(30, () => undefined).map(({ draft: { room } }) => room),
    );
    expect(boardMessage(board).text.split('\n').slice(1, 4)).toEqual([
      expect.stringMatching(/^❌ FailedOperation\.NotRtmpFunction: `class-21`/),
      expect.stringMatching(/^❓ may be live: answer lost: `class-26`/),
      expect.stringMatching(/^🟢 live: `class-1`/),
    ]);
  });

  test('of 30 rooms that are live has all columns, of 100 too, without a head', () => {
    const task = () =>
      taskIn(live, { draft: { ...draft, url: 'https://cdn.example.com/live/class-01.m3u8', repeat: '0' } });
    const thirty = tableLines(boardMessage(boardOf(...many(30, task))));
    expect(thirty?.[0]).toMatch(/^Room +State +Source +Check +Since +Until +Task$/);
    const hundred = tableLines(boardMessage(boardOf(...many(100, task))));
    expect(hundred).toHaveLength(100);
    expect(hundred?.[0]).toMatch(/^class-1 +🟢 live +https:/);
  });

  test.each([
    [60, 8, 'Room State Source Check Since Until Task'],
    [90, 8, 'Room State Check Since Until Task'],
    [99, 20, 'Room State Check Until Task'],
    [99, 40, 'Room State Check Task'],
    [99, 63, 'Room State Task'],
  ])(
    'of %i rows with rooms of %i characters has the columns %s: they go one at a time',
    (length, room, head) => {
      const task = taskIn(live, {
        draft: {
          ...draft,
          url: `https://cdn.example.com/live/${'x'.repeat(40)}.m3u8`,
          repeat: '-1',
          'max-duration': '600',
        },
      });
      const rows = many(length, () => task).map((row, at) => ({
        ...row,
        draft: { ...draft, room: `${at}`.padEnd(room, 'x') },
      }));
      const message = boardMessage(boardOf(...rows));
      expect(tableLines(message)?.[0]?.split(/ +/).join(' ')).toBe(head);
      expect(messageProblems(message)).toEqual([]);
    },
  );

  test('has the heads of its columns in bold, as Slack shows a head', () => {
    const table = boardMessage(boardOf(rowOf(undefined))).blocks.find(({ type }) => type === 'table');
    const bold = (text: string) => ({
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text, style: { bold: true } }] }],
    });
    const heads = ['Room', 'State', 'Source', 'Check', 'Since', 'Until', 'Task'];
    expect(table).toMatchObject({ rows: [heads.map(bold), [raw('room123'), {}, {}, {}, {}, {}, {}]] });
  });

  test('of what Slack takes no table of has lines', () => {
    const longer = boardOf(...many(101, () => taskIn(live)));
    expect(boardMessage(longer)).toEqual(plainBoard(longer));
  });

  test('is taken by Slack with its choice of rows, and names each however odd it is called', () => {
    const named = (length: number, room: (at: number) => string, task: Task | undefined) =>
      boardOf(
        ...many(length, () => task).map((row, at) => ({ ...row, draft: { ...draft, room: room(at) } })),
      );
    const long = named(99, (at) => `${at}`.padEnd(58, 'x'), taskIn(failed));
    expect(messageProblems(boardMessage(long))).toEqual([]);
    const odd = plainBoard(named(100, () => '&'.repeat(64), undefined));
    expect(messageProblems(odd)).toEqual([]);
    expect(wordsOf(odd).match(/`&amp;/g)).toHaveLength(100);
  });

  test('tells long rooms apart that differ at their ends, in its choice of rows too', () => {
    const room = (at: number) => `${'international-conference-main-hall-'.padEnd(62, 'x')}${at + 10}`;
    const rows = many(90, () => taskIn(live)).map((row, at) => ({
      ...row,
      draft: { ...draft, room: room(at) },
    }));
    const { blocks } = boardMessage(boardOf(...rows));
    const options = JSON.stringify(blocks).match(/🟢 [^"]*/gu) ?? [];
    expect(new Set(options.filter((text) => text.includes('…'))).size).toBe(90);
  });

  test('in lines groups those that need nobody before it groups others', () => {
    const rows = many(100, (at) => taskIn(at < 5 ? failed : live)).map((row, at) => ({
      ...row,
      draft: { ...draft, room: `${at}-`.padEnd(64, 'x') },
    }));
    const words = wordsOf(plainBoard(boardOf(...rows)));
    expect(words).toMatch(/\n❌ FailedOperation\.NotRtmpFunction: `0-x+` · task `k7f2qd`\n/);
    expect(words).toMatch(/\n🟢 live: `5-x+`, `6-x+`, /);
  });

  test('offers what can be done to it', () => {
    const offered = (...tasks: (Task | undefined)[]) =>
      labels(boardMessage(boardOf(...tasks.map((task) => rowOf(task)))));
    expect(offered(undefined, undefined)).toEqual(['Start all', 'Check all']);
    expect(offered(taskIn(live), undefined)).toEqual(
      expect.arrayContaining(['Start the other 1', 'Stop all']),
    );
    expect(offered(taskIn(live), taskIn(failed))).toContain('Retry failed');
    expect(offered(taskIn(live))).not.toContain('Retry failed');
  });
});

describe('Whatever rows a board has', () => {
  const character = fc.constantFrom(
    ...Array.from({ length: 128 }, (_, at) => String.fromCharCode(at)).filter((each) => inRooms.test(each)),
  );
  const room = fc.oneof(
    fc.string({ unit: character, minLength: 1, maxLength: longestRoom }),
    fc.constantFrom(
      '<@U1>',
      '*b* _i_ ~s~ `c`',
      '&amp;',
      '<!channel>',
      ':x: | a',
      '&'.repeat(64),
      '|'.repeat(64),
    ),
  );
  const task = fc.constantFrom<(Task | undefined)[]>(
    undefined,
    ...[{ name: 'queued' } as const, live, paused, stopping, ended, failed, unknown, removed].map((state) =>
      taskIn(state),
    ),
    taskIn(live, { source: 'failed' }),
    taskIn(live, { draft: { ...draft, url: `https://a.b/${'<x>'.repeat(60)}` } }),
  );
  const boards = fc
    .array(fc.record({ room, task }), { minLength: 1, maxLength: 100, size: 'max' })
    .map((rows) =>
      boardOf(...rows.map((row, id) => rowOf(row.task, { id, draft: { ...draft, room: row.room } }))),
    );

  test('Slack takes both of its forms, at a post and at an edit', () => {
    fc.assert(
      fc.property(boards, (board) => {
        for (const message of [boardMessage(board), plainBoard(board)]) {
          expect(messageProblems(message)).toEqual([]);
          expect(Buffer.byteLength(message.text)).toBeLessThanOrEqual(4_000);
        }
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });

  test('both name every row, and nothing that a person typed is markup', () => {
    fc.assert(
      fc.property(boards, (board) => {
        const message = boardMessage(board);
        const [head, plain] = [message, plainBoard(board)].map(({ blocks }) =>
          textsIn(blocks.filter(({ type }) => type === 'section')).join('\n'),
        );
        const cells = message.blocks.flatMap((block) => (block.type === 'table' ? block.rows : []));
        const read = unescapeText(plain ?? '').replace(/\s+/g, ' ');
        for (const { draft: its } of board.rows) {
          const shown = maskText(its.room ?? '').replace(/\s+/g, ' ');
          expect(read).toContain(shown.replaceAll('`', 'ˋ').slice(0, 11));
          if (cells.length > 0) expect(cells.map(([first]) => first)).toContainEqual(raw(shown));
        }
        expect(foreignMarkup(`${head} ${plain} ${message.text}`)).toEqual([]);
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });
});
