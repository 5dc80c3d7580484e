import type { SlackStandIn } from '../../sandbox/slack/index.ts';
import { createBoards } from '../../src/ingest/shows/boards.ts';
import { rowKey, type ShowRun } from '../../src/ingest/shows/run.ts';
import type { Task } from '../../src/ingest/task.ts';
import { type BoardMessages, createBoardMessages } from '../../src/slack/answers/board-messages.ts';
import { createMarkedMessages } from '../../src/slack/answers/marked-messages.ts';
import { createPace, slackPace } from '../../src/slack/api/pace.ts';
import { openMemory } from '../../src/storage/local/memory.ts';
import { localPace } from '../../src/storage/local/pace.ts';
import { createRunStore } from '../../src/storage/stores/runs.ts';
import { draft, taskIn } from './samples.ts';
import { alice, live, slackStage } from './slack-stage.ts';

/**
 * A board of so many started rows in a workspace that keeps Slack's pace, and instances that share its record and the
 * pace, by a clock that goes on if the test says so.
 */
export async function boardStage({
  rows = 1,
  instances = 1,
  prepare = () => {},
}: {
  rows?: number;
  instances?: number;
  /** Applies to Slack before the board is posted. */
  prepare?: (slack: SlackStandIn) => void;
} = {}) {
  let now = 1_800_000_000_000;
  const clock = () => now;
  const base = await slackStage({ now: clock });
  const { slack, web, logger, quiet } = base;
  prepare(slack);
  const pauses: { at: number; end: () => void }[] = [];
  const pause = (ms: number) => new Promise<void>((end) => void pauses.push({ at: now + ms, end }));
  const backend = openMemory(clock, logger);
  const runs = createRunStore(backend, clock);
  const tasks = new Map<string, Task>();
  const boards = createBoards({
    runs,
    tasks: { get: async (handle) => tasks.get(handle) },
    handleOf: (key) => key,
  });
  const shared = localPace(clock);
  const instance = (): BoardMessages => {
    const pace = createPace({ shared, limits: slackPace, clock, pause });
    return createBoardMessages({
      ...{ web: web.posting, pace, runs, boards, leases: backend.leases, logger, clock, random: Math.random },
      messages: createMarkedMessages(web.posting, pace, logger),
      wait: pause,
      retry: { retries: 2, minTimeout: 1 },
    });
  };
  const all = Array.from({ length: instances }, instance);
  const run: ShowRun = {
    ...{ id: 'r1', show: 'late-show', channel: live, by: alice, at: now },
    rows: Array.from({ length: rows }, (_, id) => ({ id, draft: draftOf(id), attempts: 1 })),
  };
  const at = (which: number): BoardMessages => all[which % instances] ?? instance();

  async function pass(ms: number, unanswered = 0): Promise<void> {
    const end = now + ms;
    for (;;) {
      await quiet(unanswered);
      const [next] = pauses.toSorted((a, b) => a.at - b.at);
      if (next === undefined || next.at > end) break;
      now = Math.max(now, next.at);
      pauses.splice(pauses.indexOf(next), 1);
      next.end();
    }
    now = end;
  }

  const stage = {
    ...{ ...base, run, runs, clock, at, pass },
    /** Makes the row what the task of that state is, and tells one instance of it. */
    become(row: number, state: Task['state'], which = 0): Promise<void> {
      const [key, room] = [rowKey(run, { id: row, attempts: 1 }), `room${row}`];
      const task = { ...taskIn(state), handle: key, requestKey: key, draft: draftOf(row) };
      tasks.set(key, { ...task, room: { ...task.room, id: room } });
      return at(which).update(run);
    },
    /** When each edit of the board was asked for, in ms since the epoch. */
    edits: () => slack.calls.filter(({ method }) => method === 'chat.update').map((call) => call.at),
    /** Each message of the channel by the first line of its text, and its blocks by their types. */
    shown: () =>
      slack
        .messages(live)
        .map(({ text, blocks = [] }) => [text.split(' · ')[0], blocks.map(({ type }) => type)]),
  };
  await runs.change(run.show, () => run);
  const posted = at(0).post({ run, rows: run.rows.map((row) => ({ ...row, task: undefined })) }, false);
  const board = await posted;
  await runs.change(run.show, (current) => current && { ...current, board });
  return { ...stage, board };
}

function draftOf(row: number) {
  return { ...draft, room: `room${row}` };
}
