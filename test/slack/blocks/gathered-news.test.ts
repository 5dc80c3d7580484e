import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { SourceReport } from '../../../src/ingest/source-report.ts';
import type { NewsEvent, Task, TaskEvent } from '../../../src/ingest/task.ts';
import { gatheredNews, type RowNews } from '../../../src/slack/blocks/gathered-news.ts';
import { unescapeText } from '../../../src/slack/format/mrkdwn.ts';
import { draft, ended, events, failure, live, taskIn } from '../../support/samples.ts';
import { foreignMarkup, messageProblems, textsIn, wordsOf } from '../../support/slack-limits.ts';

const quiet: readonly TaskEvent['type'][] = [
  'sending',
  'refused-for-now',
  'stopping',
  'not-stopped',
  'noted',
];
const isNews = (event: TaskEvent): event is NewsEvent => !quiet.includes(event.type);
const news = events.filter(isNews);

/** Of the room with that name, which has a task and a robot of its own. */
function of(room: string, event: NewsEvent, more: Partial<Task> = {}): RowNews {
  const name = room.replaceAll(/\W/g, '');
  const task = taskIn(live, {
    ...{ handle: `t-${name}`, robot: `ingest-${name}`, room: { id: room, type: 0 as const } },
    row: { show: 'late-show', run: 'r1', id: 1, request: 'q' },
    ...more,
  });
  return { task, news: { n: 1, event } };
}

const said = (...items: RowNews[]) => gatheredNews(items).map((message) => wordsOf(message));
const failed = (requestId: string, more: object = {}): NewsEvent => ({
  type: 'failed',
  at: 1,
  failure: { ...failure, requestId, ...more },
});

describe('What the thread of a board is told', () => {
  test('of failures for one reason is said once, with the rooms and what to ask support about', () => {
    const rooms = ['a', 'b', 'c', 'd'].map((room) => of(room, failed(`id-${room}`)));
    expect(said(...rooms)).toEqual([
      [
        '*4 rooms:* ❌ `FailedOperation.NotRtmpFunction` — RTMP is not enabled.',
        '*What to do:* Subscribe to a package that includes it.',
        '→ `a` · RequestId `id-a`',
        '→ `b` · RequestId `id-b`',
        '→ `c` · RequestId `id-c`',
        '→ `d` · RequestId `id-d`',
      ].join('\n'),
    ]);
  });

  test('of failures for two reasons is said twice', () => {
    const [words = ''] = said(
      of('a', failed('1')),
      of('b', failed('2', { code: 'InvalidParameter.StreamUrl' })),
      of('c', failed('3')),
    );
    expect(words).toMatch(
      /^\*2 rooms:\* ❌ `FailedOperation\.NotRtmpFunction`[\s\S]*\n\*`b`:\* ❌ `InvalidParameter\.StreamUrl`/,
    );
  });

  test('of starts has each TaskId once', () => {
    const started = (taskId: string): NewsEvent => ({ type: 'started', at: 1, taskId, requestId: 'r' });
    expect(said(of('a', started('id-a')), of('b', started('id-b')))).toEqual([
      '*2 rooms:* ✅ Started.\n→ `a` · TaskId `id-a` · task `t-a`\n→ `b` · TaskId `id-b` · task `t-b`',
    ]);
    expect(said(of('a', started('id-a')))).toEqual(['*`a`:* ✅ Started.\n→ TaskId `id-a` · task `t-a`']);
  });

  test('of sources that nobody can play goes to the channel too, before all else and with the name of the show', () => {
    const noSource: NewsEvent = { type: 'source', at: 1, source: 'failed' };
    const messages = gatheredNews([of('a', failed('1')), of('b', noSource), of('c', noSource)]);
    expect(messages.map(({ broadcast }) => broadcast)).toEqual([true, false]);
    const [loud] = messages.map((message) => wordsOf(message));
    expect(loud).toMatch(
      /^Show \*`late-show`\*\n\*2 rooms:\* 🔴 TRTC could not pull the source, three times\.\n/,
    );
    expect(loud).toMatch(/`\/ingest update TASK --url …`\.\n→ `b` · task `t-b`\n→ `c` · task `t-c`$/);
    expect(said(of('b', noSource))[0]).toContain('`/ingest update t-b --url …`');
  });

  test('of sources that were seen within a minute is said once, with since when each of them is so', () => {
    const report: SourceReport = {
      ...{ kind: 'status', status: 404, redirects: 0, answeredAfterMs: 5 },
      ...{ expiry: undefined, findings: [] },
    };
    const failing = (room: string, at: number, since: number) =>
      of(room, { type: 'source', at: 1, source: 'failed', seen: { at, since, url: '', report } });
    const [words = ''] = said(
      ...[failing('a', 3_600_001, 3_600_001), failing('b', 3_659_999, 1_800_000)],
      failing('c', 3_603_000, 3_603_000),
    );
    expect(words).toMatch(/^Show [^\n]*\n\*3 rooms:\* 🔴 [^\n]*\n👀 [^\n]* 404[^\n]*, or not yet\.\n\*What/);
    expect(words).toMatch(
      /\n→ `a` · task `t-a`\n→ `b` · task `t-b` · since <!date\^1800\^[^\n]*\n→ `c` · task `t-c`$/,
    );
    const [alone = ''] = said(failing('b', 3_659_999, 1_800_000));
    expect(alone.match(/since <!date/g)).toHaveLength(1);
  });

  test('of sources that were not worth a start names what was seen once, and each source without its secrets', () => {
    const seen: SourceReport = {
      kind: 'page',
      redirects: 0,
      answeredAfterMs: 5,
      expiry: undefined,
      findings: [],
    };
    const unfit = (room: string) =>
      of(room, failed('', { seen }), {
        draft: { ...draft, url: `rtmp://u:secret@a.b/live/${room}?txSecret=abc` },
      });
    const [words = ''] = said(unfit('a'), unfit('b'));
    expect(words).toMatch(
      /^\*2 rooms:\* ✋ Nothing was started[\s\S]*It is a web page[^\n]*\n→ `a` · `rtmp:[^\n]*\n→ `b` · `rtmp:/,
    );
    expect(words).not.toMatch(/secret@|abc/);
  });

  test('of stops by one person is one list of rooms', () => {
    const stopped = (room: string) => of(room, { type: 'ended', at: 9 }, { state: ended });
    expect(said(stopped('a'), stopped('b'), stopped('c'))).toEqual([
      '*3 rooms:* ⏹ Stopped by <@U0DAVE> after 2 min.\n→ `a`, `b`, `c`',
    ]);
  });

  test('has the rooms of one reason in the order of their board, in whichever they were heard of', () => {
    const at = (id: number) => ({ row: { show: 'late-show', run: 'r1', id, request: 'q' } });
    const stop = { type: 'paused', at: 1, by: 'U0BOB' } as const;
    const [words] = said(of('c', stop, at(2)), of('a', stop, at(0)), of('b', stop, at(1)));
    expect(words).toContain('→ `a`, `b`, `c`');
  });

  test('begins with what needs a person', () => {
    const [words = ''] = said(
      ...['started', 'paused', 'ended', 'stop-failed', 'failed', 'lost'].flatMap((type) =>
        news.filter((event) => event.type === type).map((event) => of(type, event)),
      ),
    );
    const rooms = [...words.matchAll(/^\*`(.+?)`:\*/gm)].map(([, room]) => room);
    expect(rooms).toEqual(['lost', 'failed', 'stop-failed', 'ended', 'paused', 'started']);
  });
});

describe('Whatever a hundred rows have to tell', () => {
  const rooms = fc.oneof(
    fc.integer({ min: 0, max: 200 }).map((at) => `class-${at}`),
    fc.constantFrom('<@U1>', '<!channel>', '*b* `c`', '&'.repeat(64), 'x'.repeat(64)),
  );
  const event = fc.oneof(
    fc.constantFrom(...news),
    fc.uuid().map((id) => failed(id)),
    fc.uuid().map((id): NewsEvent => ({ type: 'started', at: 1, taskId: id.repeat(2), requestId: id })),
    fc.string({ maxLength: 400 }).map((message) => failed('r', { message })),
  );
  const items = fc.array(
    fc.tuple(rooms, event).map(([room, its]) => of(room, its)),
    { maxLength: 100, size: 'max' },
  );
  const asserted = (holds: (all: RowNews[]) => void) =>
    fc.assert(fc.property(items, holds), { numRuns: 40, endOnFailure: true });

  test('each is told in one message, which names its room', () => {
    asserted((all) => {
      const messages = gatheredNews(all);
      expect(new Set(messages.flatMap((message) => message.items))).toEqual(new Set(all));
      expect(messages.flatMap((message) => message.items)).toHaveLength(all.length);
      for (const message of messages) {
        const words = unescapeText(wordsOf(message)).replaceAll('ˋ', '`');
        for (const { task } of message.items) expect(words).toContain(task.room.id);
      }
    });
  });

  test('no TaskId and no RequestId is lost', () => {
    asserted((all) => {
      for (const message of gatheredNews(all))
        for (const { news: its } of message.items) {
          if (its.event.type === 'started') expect(wordsOf(message)).toContain(its.event.taskId);
          if (its.event.type === 'failed') expect(wordsOf(message)).toContain(its.event.failure.requestId);
        }
    });
  });

  test('Slack takes it, and nothing that a person typed is markup', () => {
    asserted((all) => {
      for (const message of gatheredNews(all)) {
        expect(messageProblems(message)).toEqual([]);
        expect(textsIn(message).flatMap(foreignMarkup)).toEqual([]);
      }
    });
  });

  test('alike, they are one message as long as it has room for them', () => {
    const alike = Array.from({ length: 30 }, (_, at) => of(`class-${at}`, failed(`${at}`.padStart(36, '0'))));
    expect(gatheredNews(alike)).toHaveLength(1);
    const taskIds = Array.from({ length: 100 }, (_, at) =>
      of(`class-${at}`, { type: 'started', at: 1, taskId: `${at}`.padStart(84, '0'), requestId: 'r' }),
    );
    expect(gatheredNews(taskIds)).toHaveLength(2);
  });
});
