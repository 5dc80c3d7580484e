import { describe, expect, test } from '@jest/globals';
import type { HistoryEntry } from '../../src/ingest/history.ts';
import {
  historyEntry,
  isCardBehind,
  later,
  newsId,
  shown,
  toldUpTo,
  withNewCard,
  withNews,
} from '../../src/ingest/outbox.ts';
import type { NewsEvent, Task } from '../../src/ingest/task.ts';
import { accepts, isNews, transition } from '../../src/ingest/task-machine.ts';
import { events, live, states, stopping, taskIn } from '../support/samples.ts';

const pause: NewsEvent = { type: 'paused', at: 11, by: 'U0ERIN' };
const resume: NewsEvent = { type: 'resumed', at: 12, by: 'U0ERIN' };
const two = withNews(withNews(taskIn(live), pause, 1_000), resume, 3_000);

describe('News of a task', () => {
  test('are counted, oldest first, and are others’ to tell five seconds after the first', () => {
    expect(two).toEqual(
      taskIn(live, {
        newsCount: 2,
        outbox: {
          items: [
            { n: 1, event: pause },
            { n: 2, event: resume },
          ],
          nextAt: 6_000,
          failures: 0,
          since: 1_000,
        },
      }),
    );
  });

  test('keep their numbers where those before them are told', () => {
    const told = toldUpTo(two, 1);
    expect(told.outbox?.items).toEqual([{ n: 2, event: resume }]);
    expect(withNews(told, pause, 4_000).outbox?.items.map(({ n }) => n)).toEqual([2, 3]);
    expect(withNews(toldUpTo(two, 2), pause, 4_000).outbox?.items.map(({ n }) => n)).toEqual([3]);
  });

  test('leave nothing in the record but their number when all are told and the card says them', () => {
    const said = taskIn(live, { newsCount: 2, cardShows: 2 });
    expect(shown(toldUpTo(two, 2), 2)).toEqual(said);
    expect(toldUpTo(shown(two, 2), 2)).toEqual(said);
    expect(toldUpTo(taskIn(live), 2)).toEqual(taskIn(live));
  });

  test('are behind a card for as long as it says less of them than there are', () => {
    expect([two, toldUpTo(two, 2), shown(two, 1)].map(isCardBehind)).toEqual([true, true, true]);
    expect([taskIn(live), shown(two, 2), shown(toldUpTo(two, 2), 2)].map(isCardBehind)).toEqual(
      Array(3).fill(false),
    );
    expect(isCardBehind(withNews(shown(two, 2), pause, 4_000))).toBe(true);
    expect(shown(toldUpTo(two, 2), 1).outbox?.items).toEqual([]);
  });

  test('are not what only the card says, which is counted all the same', () => {
    const noted = withNewCard(taskIn(live, { newsCount: 1, cardShows: 1 }), 1_000);
    const outbox = { items: [], nextAt: 6_000, failures: 0, since: 1_000 };
    expect(noted).toEqual(taskIn(live, { newsCount: 2, cardShows: 1, outbox }));
    expect(isCardBehind(noted)).toBe(true);
    expect(shown(noted, 2)).toEqual(taskIn(live, { newsCount: 2, cardShows: 2 }));
    expect(withNewCard(two, 4_000)).toEqual({ ...two, newsCount: 3 });
    expect(withNews(noted, pause, 2_000).outbox?.items).toEqual([{ n: 3, event: pause }]);
  });

  test('that are left for later wait as long as those before them', () => {
    const put = later(two, [], { failures: 3, nextAt: 9_000 });
    expect(put.outbox).toEqual({ ...two.outbox, failures: 3, nextAt: 9_000 });
    expect(withNews(put, pause, 8_000).outbox).toMatchObject({ failures: 3, nextAt: 9_000 });
    expect(toldUpTo(put, 1).outbox?.failures).toBe(0);
  });

  test('that are given up are gone, and the others stay', () => {
    const attempt = { failures: 3, nextAt: 9_000 };
    expect(later(two, [{ n: 1, event: pause }], attempt).outbox?.items.map(({ n }) => n)).toEqual([2]);
    expect(later(two, two.outbox?.items ?? [], attempt).outbox).toEqual({
      ...two.outbox,
      ...attempt,
      items: [],
    });
    expect(later(shown(two, 2), two.outbox?.items ?? [], attempt).outbox).toBeUndefined();
    expect(later(taskIn(live), [], attempt)).toEqual(taskIn(live));
  });

  test('have ids of their own', () => {
    const ids = ['k7f2qd', 'm3xw9a'].flatMap((handle) =>
      (two.outbox?.items ?? []).map((item) => newsId(taskIn(live, { handle }), item)),
    );
    expect(ids).toEqual(['k7f2qd-1', 'k7f2qd-2', 'm3xw9a-1', 'm3xw9a-2']);
  });
});

describe('The history says', () => {
  const code = 'FailedOperation.NotRtmpFunction';
  const entries: Record<NewsEvent['type'], Omit<HistoryEntry, 'at' | 'task'>> = {
    started: { by: 'U0ALICE', what: 'started' },
    failed: { by: 'U0ALICE', what: 'could not start', about: code },
    lost: { by: 'U0ALICE', what: 'asked for, with the answer lost', about: code },
    removed: { by: 'U0ERIN', what: 'removed the robot' },
    paused: { by: 'U0ERIN', what: 'paused' },
    resumed: { by: 'U0ERIN', what: 'resumed' },
    updated: { by: 'U0ERIN', what: 'changed', about: 'volume' },
    ended: { what: 'ended by itself' },
    source: { what: 'source failed' },
    'stop-failed': { by: 'U0ERIN', what: 'could not stop', about: code },
    dismissed: { by: 'U0ERIN', what: 'dismissed' },
    cancelled: { by: 'U0ERIN', what: 'cancelled the start' },
    robot: { what: 'robot seen in the room' },
  };
  /** What is written once the event has happened to the first state that it can happen to. */
  function written(event: NewsEvent, before?: Task): HistoryEntry {
    const task = before ?? states.map((state) => taskIn(state)).find((each) => accepts(each, event));
    return historyEntry(task === undefined ? taskIn(live) : transition(task, event), event);
  }

  test.each(events.filter(isNews).map((event) => [event.type, event] as const))(
    'of "%s" by whom it was done, what, when and to which task',
    (type, event) => {
      const common = { at: event.at, task: { handle: 'k7f2qd', room: 'room123' } };
      expect(written(event)).toEqual({ ...common, ...entries[type] });
    },
  );

  test('who stopped a task', () => {
    expect(written({ type: 'ended', at: 15 }, taskIn(stopping))).toMatchObject({
      by: 'U0DAVE',
      what: 'stopped',
    });
  });

  test('which fields were changed and none of their values', () => {
    const changes = { url: 'https://a.b/?key=t0psecret', volume: '<!channel>' };
    expect(written({ type: 'updated', at: 13, by: 'U0ERIN', changes })).toMatchObject({
      about: 'url, volume',
    });
  });
});
