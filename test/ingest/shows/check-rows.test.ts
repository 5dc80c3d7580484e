import { expect, test } from '@jest/globals';
import { createHandleOf } from '../../../src/ingest/handle.ts';
import { createBoards } from '../../../src/ingest/shows/boards.ts';
import { createRowChecks } from '../../../src/ingest/shows/check-rows.ts';
import type { ShowRun } from '../../../src/ingest/shows/run.ts';
import { createSeenRows } from '../../../src/ingest/shows/seen-rows.ts';
import type { Probe } from '../../../src/ingest/source-check.ts';
import type { SourceReport } from '../../../src/ingest/source-report.ts';
import { openMemory } from '../../../src/storage/local/memory.ts';
import { createRunStore } from '../../../src/storage/stores/runs.ts';

const report = (status: number): SourceReport => ({
  kind: 'status',
  status,
  answeredAfterMs: 1,
  redirects: 0,
  expiry: undefined,
  findings: [],
});

const run: ShowRun = {
  id: 'r1',
  show: 'late-show',
  channel: 'C0LIVE',
  by: 'U0ALICE',
  at: 0,
  rows: [1, 2, 3].map((id) => ({ id, draft: { room: `r${id}`, url: `https://a.b/${id}` }, attempts: 0 })),
};

async function stage() {
  const runs = createRunStore(
    openMemory(() => 0, { error() {}, info() {}, warn() {} }),
    () => 0,
  );
  await runs.change('late-show', () => run);
  const boards = createBoards({
    runs,
    tasks: { get: async () => undefined },
    handleOf: createHandleOf(() => new Uint8Array(6)),
  });
  const asked: string[] = [];
  let now = 0;
  const probe: Probe = {
    async check(url) {
      asked.push(url);
      await new Promise(setImmediate);
      return report(Number(url.at(-1)) + 400);
    },
  };
  const seenRows = createSeenRows({ runs, show() {} });
  const checks = createRowChecks({ probe, seenRows, boards, clock: () => now });
  return {
    runs,
    checks,
    asked,
    later: (ms: number) => (now += ms),
    newest: async () => (await runs.current('late-show')) ?? run,
  };
}

test('A check of a show looks at each source, and its board says what was seen', async () => {
  const { checks, asked } = await stage();
  const board = await checks.check(run);
  expect(asked).toEqual(['https://a.b/1', 'https://a.b/2', 'https://a.b/3']);
  expect(board.rows.map(({ seen }) => seen?.report)).toEqual([report(401), report(402), report(403)]);
});

test('Within a minute nothing is looked at twice, whoever presses', async () => {
  const { checks, asked, later, newest } = await stage();
  await checks.check(run);
  later(59_999);
  await checks.check(await newest());
  expect(asked).toHaveLength(3);
  later(1);
  await checks.check(await newest());
  expect(asked).toHaveLength(6);
});

test('What was seen of another URL is not said of the one that a row has now', async () => {
  const { runs, checks } = await stage();
  await checks.check(run);
  const edited = await runs.change(
    'late-show',
    (now) =>
      now && {
        ...now,
        rows: now.rows.map((row) => ({ ...row, draft: { ...row.draft, url: 'https://a.b/9' } })),
      },
  );
  const boards = createBoards({
    runs,
    tasks: { get: async () => undefined },
    handleOf: createHandleOf(() => new Uint8Array(6)),
  });
  const board = edited && (await boards.load(edited));
  expect(board?.rows.map(({ seen }) => seen)).toEqual([undefined, undefined, undefined]);
});
