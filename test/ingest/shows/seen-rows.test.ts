import { expect, test } from '@jest/globals';
import type { SeenSource } from '../../../src/ingest/seen-source.ts';
import type { ShowRun } from '../../../src/ingest/shows/run.ts';
import { createSeenRows } from '../../../src/ingest/shows/seen-rows.ts';

const rows = [0, 1, 2].map((id) => ({ id, draft: {}, attempts: 0 }));
const run: ShowRun = { id: 'r1', show: 'late-show', channel: 'C0LIVE', by: 'U0ALICE', at: 1, rows };
const seenAt = (at: number): SeenSource => ({
  ...{ at, since: at, url: 'https://a.b/1' },
  report: {
    ...{ kind: 'status', status: 404, answeredAfterMs: 1, redirects: 0 },
    ...{ expiry: undefined, findings: [] },
  },
});

/** A store that writes when the test says so. */
function stage() {
  let kept = run;
  const writes: (() => void)[] = [];
  const shown: string[] = [];
  let error: Error | undefined;
  const seenRows = createSeenRows({
    runs: {
      async change(_, next) {
        await new Promise<void>((resolve) => writes.push(resolve));
        if (error !== undefined) throw error;
        kept = next(kept) ?? kept;
        return kept;
      },
    },
    show: ({ id }) => shown.push(id),
  });
  return {
    ...{ seenRows, shown, writes },
    fail: (with_: Error | undefined) => {
      error = with_;
    },
    seen: () => kept.rows.map(({ seen }) => seen?.at),
    /** Lets the write that is under way end. */
    async write() {
      writes.at(-1)?.();
      await new Promise(setImmediate);
    },
  };
}

test('What is seen while something is written is written next, all at once', async () => {
  const { seenRows, writes, write, seen, shown } = stage();
  const notes = [
    seenRows.note(run, 0, seenAt(1)),
    seenRows.note(run, 1, seenAt(2)),
    seenRows.note(run, 2, seenAt(3)),
  ];
  expect(writes).toHaveLength(1);
  await write();
  expect(seen()).toEqual([1, undefined, undefined]);
  await write();
  await Promise.all(notes);
  expect(seen()).toEqual([1, 2, 3]);
  expect([writes.length, shown]).toEqual([2, ['r1', 'r1']]);
});

test('What is seen right after a write has ended is written, too', async () => {
  const { seenRows, write, seen } = stage();
  const again = seenRows.note(run, 0, seenAt(1)).then(() => seenRows.note(run, 1, seenAt(2)));
  await write();
  await write();
  await again;
  expect(seen()).toEqual([1, 2, undefined]);
});

test('Whoever cannot write is told, and the next one tries anew', async () => {
  const { seenRows, write, seen, fail } = stage();
  fail(new Error('The store is away.'));
  const first = seenRows.note(run, 0, seenAt(1));
  await Promise.all([write(), expect(first).rejects.toThrow('away')]);
  fail(undefined);
  const second = seenRows.note(run, 1, seenAt(2));
  await write();
  await second;
  expect(seen()).toEqual([undefined, 2, undefined]);
});

test('A run that another has taken the place of is left alone', async () => {
  const { seenRows, write, seen } = stage();
  const noted = seenRows.note({ ...run, id: 'r0' }, 0, seenAt(1));
  await write();
  await noted;
  expect(seen()).toEqual([undefined, undefined, undefined]);
});
