import { expect } from '@jest/globals';
import type { StandIns } from '../../sandbox/stage.ts';
import type { Store } from '../../src/storage/open.ts';
import { cards, channels } from '../support/bot-stage.ts';

/** Of the show that is walked through by crashes. */
export const rowCount = 5;

/**
 * Holds that no row was started twice, that each TaskId is on record and in the thread once, and that there is one board
 * at most, which is right: every row is started or refused by TRTC, and told once; or, with `lost`, it may be started,
 * since the answer of TRTC died with a process. With `nothing` there may be no board and no start at all.
 */
export async function rightInTheEnd(
  standIns: StandIns,
  { tasks }: Pick<Store, 'tasks'>,
  { lost = false, nothing = false }: { lost?: boolean; nothing?: boolean } = {},
): Promise<void> {
  const { slack, trtc } = standIns;
  const [board, ...more] = cards(slack);
  expect(more).toEqual([]);
  const starts = trtc.calls.filter(({ action }) => action === 'StartStreamIngest');
  const rooms = starts.map(({ params }) => params.RoomId);
  expect(new Set(rooms).size).toBe(rooms.length);
  if (board === undefined) return expect([rooms, nothing]).toEqual([[], true]);
  const thread = JSON.stringify(
    slack
      .thread(channels.live.id, board.ts)
      .slice(1)
      .map(({ blocks }) => blocks),
  );
  const known = await Promise.all(
    trtc.tasks.map(async ({ taskId }) => (await tasks.byTaskId(taskId)) && taskId),
  );
  const onRecord = known.flatMap((taskId) => taskId ?? []);
  const told = trtc.tasks.map(({ taskId }) => thread.split(taskId).length - 1);
  expect(told.filter((times) => times > 0)).toEqual(onRecord.map(() => 1));
  const [unknown, failed] = [countOf(board.text, '❓'), countOf(board.text, '❌')];
  if (!lost) expect(unknown).toBe(0);
  expect(rooms.length - onRecord.length - failed).toBeLessThanOrEqual(unknown);
  expect(countOf(board.text, '🟡')).toBe(onRecord.length);
  expect(board.text).toContain(`of ${rowCount}`);
  if (rooms.length === 0 && nothing) return;
  expect(onRecord.length + failed + unknown).toBe(rowCount);
  const mentions = Array.from({ length: rowCount }, (_, n) => thread.split(`room${n}`).length - 1);
  expect(mentions).toEqual(mentions.map(() => 1));
}

/** Holds that a show that was started, and was to be stopped, is off, with each row told once, if the request was kept; else on. */
export function stoppedInTheEnd({ slack, trtc }: StandIns, { isKept }: { isKept: boolean }): void {
  const [board, ...more] = cards(slack);
  expect(more).toEqual([]);
  const state = isKept ? 'ended' : 'running';
  expect(trtc.tasks.map((task) => task.state)).toEqual(trtc.tasks.map(() => state));
  expect(board?.text).toContain(`${isKept ? '⏹' : '🟡'} ${rowCount} of ${rowCount}`);
  const thread = JSON.stringify(
    slack
      .thread(channels.live.id, board?.ts ?? '')
      .slice(1)
      .map(({ blocks }) => blocks),
  );
  const mentions = Array.from({ length: rowCount }, (_, n) => thread.split(`room${n}`).length - 1);
  expect(mentions).toEqual(mentions.map(() => (isKept ? 2 : 1)));
}

/** How many rows a board counts under a sign. */
export function countOf(text: string, sign: string): number {
  return Number(new RegExp(`${sign} (\\d+)`).exec(text.split('\n')[0] ?? '')?.[1] ?? 0);
}

/** Adds to what a check says how far the bot had come. */
export async function at(steps: readonly string[], check: () => void | Promise<void>): Promise<void> {
  try {
    await check();
  } catch (error) {
    throw new Error(`Killed after ${steps.length} steps, at "${steps.at(-1)}"`, { cause: error });
  }
}
