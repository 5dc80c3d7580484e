import { describe, expect, test } from '@jest/globals';
import { createFailingSources } from '../../src/ingest/failing-source.ts';
import type { SourceReport } from '../../src/ingest/source-report.ts';
import type { NewsItem, Task } from '../../src/ingest/task.ts';
import { sourceSeen } from '../../src/slack/blocks/source-news.ts';
import { ended, live, taskIn } from '../support/samples.ts';

const says = (status: number, answeredAfterMs: number): SourceReport => ({
  kind: 'status',
  status,
  answeredAfterMs,
  redirects: 0,
  expiry: undefined,
  findings: [],
});
const failing: NewsItem = { n: 1, event: { type: 'source', at: 0, source: 'failed' } };
const failingTask = taskIn(live, { source: 'failed' });

/** Looks that find these, one after the other, at these moments. */
function stage(found: readonly SourceReport[]) {
  let now = 0;
  let task: Task = failingTask;
  const left = [...found];
  const urls: string[] = [];
  const sources = createFailingSources({
    probe: {
      async check(url) {
        urls.push(url);
        return left.shift() ?? says(500, 0);
      },
    },
    mode: 'warn',
    tasks: { get: async () => task, change: async (_, next) => (task = next(task) ?? task) },
    clock: () => now,
  });
  return {
    left,
    urls,
    sources,
    record: () => task,
    become(changes: Partial<Task>) {
      task = { ...task, ...changes };
    },
    async seenAt(at: number, item = failing) {
      now = at;
      const { event } = await sources.withLook(failingTask, item);
      return 'seen' in event ? event.seen : undefined;
    },
  };
}

test('A source that is the same at every look is so since the first of them, however long each took', async () => {
  const { seenAt } = stage([says(404, 3), says(404, 80), says(403, 3), says(404, 3)]);
  const seen = [await seenAt(0), await seenAt(60_000), await seenAt(120_000), await seenAt(180_000)];
  expect(seen.map((each) => each?.since)).toEqual([0, 0, 120_000, 180_000]);
  expect(sourceSeen(seen[1])).toMatch(
    /bot at <!date\^60\^.* The server says 404: .* It has been so since <!date\^0\^\{time\}\|00:00 UTC>\.$/,
  );
  expect(sourceSeen(seen[2])).not.toContain('since');
});

test('What was seen within half a minute is said again, and nothing is looked at', async () => {
  const { seenAt, left } = stage([says(404, 3), says(404, 3)]);
  const first = await seenAt(0);
  expect(await seenAt(29_999)).toEqual(first);
  expect(left).toHaveLength(1);
  await seenAt(30_000);
  expect(left).toHaveLength(0);
});

describe('Since when it is so counts no time in which the source played:', () => {
  const sinceOf = async (looks: readonly number[], playedAt: number, knownBeforeLook: number) => {
    const { seenAt, become } = stage(looks.map(() => says(404, 3)));
    const since: (number | undefined)[] = [];
    for (const [at, look] of looks.entries()) {
      if (at === knownBeforeLook) become({ sourceEvents: { startedAt: playedAt, failedAt: [] } });
      since.push((await seenAt(look))?.since);
    }
    return since;
  };

  test.each<[string, readonly number[], number, number, readonly number[]]>([
    ['one that played and fails again', [0, 60_000, 120_000, 180_000], 90_000, 2, [0, 0, 120_000, 120_000]],
    ['one that played and fails within half a minute', [0, 20_000, 60_000], 10_000, 1, [0, 20_000, 20_000]],
    ['one that played before it was ever looked at', [60_000, 120_000], 30_000, 0, [60_000, 60_000]],
    ['one of which it is heard late that it played', [0, 60_000, 120_000], 30_000, 2, [0, 0, 60_000]],
  ])('%s', async (_, looks, playedAt, knownBeforeLook, expected) => {
    expect(await sinceOf(looks, playedAt, knownBeforeLook)).toEqual(expected);
  });
});

describe('The look takes what the record says by now:', () => {
  const changed: NewsItem = {
    n: 2,
    event: { type: 'updated', at: 1, by: 'U0ERIN', changes: { url: 'https://new.example/b.mp4' } },
  };
  const outbox = { items: [failing, changed], nextAt: 0, failures: 0 };
  const draft = { ...failingTask.draft, url: 'https://new.example/b.mp4' };

  test('a source that was changed after the news was written is looked at as it is now, and that is said', async () => {
    const { seenAt, become, urls } = stage([says(404, 3)]);
    become({ draft, outbox });
    const seen = await seenAt(0);
    expect(urls).toEqual([draft.url]);
    expect(sourceSeen(seen)).toContain(
      'The source was changed meanwhile; this is the new one. The server says 404',
    );
  });

  test('of a source that was changed before the news that is not said', async () => {
    const { seenAt, become, urls } = stage([says(404, 3)]);
    become({ draft, outbox: { ...outbox, items: [changed, failing] } });
    const seen = await seenAt(0, { ...failing, n: 3 });
    expect([urls, seen?.isOfNewSource]).toEqual([[draft.url], undefined]);
  });

  test.each<[string, Partial<Task>]>([
    ['plays again', { source: 'fine' }],
    ['is over', { state: ended }],
  ])('one that %s is not looked at', async (_, changes) => {
    const { seenAt, become, urls } = stage([says(404, 3)]);
    become(changes);
    expect([await seenAt(0), urls]).toEqual([undefined, []]);
  });
});

test('What was seen is kept with the news in the record, and such news wants no other look', async () => {
  const { sources, record, become, seenAt } = stage([says(404, 3)]);
  become({ outbox: { items: [failing], nextAt: 0, failures: 0 } });
  expect(sources.wantsLook(record(), failing.event)).toBe(true);
  const seen = await seenAt(5);
  const [kept] = record().outbox?.items ?? [];
  expect(kept).toEqual({ n: 1, event: { ...failing.event, seen } });
  expect(kept !== undefined && sources.wantsLook(record(), kept.event)).toBe(false);
});
