import { expect, test } from '@jest/globals';
import { createFailingSources } from '../../src/ingest/failing-source.ts';
import type { SourceReport } from '../../src/ingest/source-report.ts';
import type { NewsItem, Task } from '../../src/ingest/task.ts';
import { sourceSeen } from '../../src/slack/blocks/source-seen.ts';
import { live, taskIn } from '../support/samples.ts';

const says = (status: number, answeredAfterMs: number): SourceReport => ({
  kind: 'status',
  status,
  answeredAfterMs,
  redirects: 0,
  expiry: undefined,
  findings: [],
});
const failing: NewsItem = { n: 1, event: { type: 'source', at: 0, source: 'failed' } };

/** Looks that find these, one after the other, at these moments. */
function stage(found: readonly SourceReport[]) {
  let now = 0;
  let task: Task = taskIn(live);
  const left = [...found];
  const sources = createFailingSources({
    probe: { check: async () => left.shift() ?? says(500, 0) },
    mode: 'warn',
    tasks: { change: async (_, next) => (task = next(task) ?? task) },
    clock: () => now,
  });
  return {
    left,
    async seenAt(at: number) {
      now = at;
      const { event } = await sources.withLook(task, failing);
      return 'seen' in event ? event.seen : undefined;
    },
  };
}

test('A source that is the same at every look is so since the first of them, however long each took', async () => {
  const { seenAt } = stage([says(404, 3), says(404, 80), says(403, 3), says(404, 3)]);
  const seen = [await seenAt(0), await seenAt(60_000), await seenAt(120_000), await seenAt(180_000)];
  expect(seen.map((each) => each?.since)).toEqual([0, 0, 120_000, 180_000]);
  expect(sourceSeen(seen[1])).toMatch(
    /The server says 404: .* It has been so since <!date\^0\^\{time\}\|00:00 UTC>\.$/,
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
