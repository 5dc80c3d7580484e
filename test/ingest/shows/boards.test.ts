import { expect, test } from '@jest/globals';
import { createHandleOf } from '../../../src/ingest/handle.ts';
import type { SeenSource } from '../../../src/ingest/seen-source.ts';
import { createBoards } from '../../../src/ingest/shows/boards.ts';
import { rowKey, type ShowRun } from '../../../src/ingest/shows/run.ts';
import { live, taskIn } from '../../support/samples.ts';

const url = 'https://a.b/1.mp4';
const seenAt = (at: number, more: Partial<SeenSource> = {}): SeenSource => ({
  ...{ at, since: at, url },
  report: { kind: 'status', status: at, answeredAfterMs: 1, redirects: 0, expiry: undefined, findings: [] },
  ...more,
});

test.each<[string, SeenSource | undefined, SeenSource | undefined, number | undefined]>([
  ['the news of its task, if that is newer', seenAt(404), seenAt(500), 500],
  ['the check of the show, if that is newer', seenAt(500), seenAt(404), 500],
  ['the news of its task alone', undefined, seenAt(404), 404],
  ['nothing, if it was seen of another URL', undefined, seenAt(404, { url: 'https://a.b/2.mp4' }), undefined],
  [
    'the check of the show, if the news was of another URL',
    seenAt(404),
    seenAt(500, { url: 'https://a.b/2' }),
    404,
  ],
])('What a board says of a source is what was seen for %s', async (_, ofShow, ofNews, status) => {
  const row = { id: 0, draft: { room: 'a', url }, attempts: 1, ...(ofShow && { seen: ofShow }) };
  const run: ShowRun = {
    ...{ id: 'r1', show: 'late-show', channel: 'C0LIVE', by: 'U0ALICE', at: 0 },
    rows: [row],
  };
  const task = taskIn(live, {
    ...{ requestKey: rowKey(run, row), draft: row.draft },
    ...(ofNews && { seen: ofNews }),
  });
  const boards = createBoards({
    runs: { find: async () => run },
    tasks: { get: async () => task },
    handleOf: createHandleOf(() => new Uint8Array(6)),
  });
  const board = await boards.load(run);
  expect(board.rows[0]?.seen?.at).toBe(status);
});
