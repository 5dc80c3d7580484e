import type { Task } from './task.ts';
import { ranMs } from './task-times.ts';

/** The first event of a task comes with its start, and is sent again for a minute if nobody takes it (page 62717). */
const settledMs = 60_000;

/**
 * The newest task of each application that has run for so long that an event of it must have come, if they come at all:
 * that a key is set says only that somebody wanted them to. `at` is in milliseconds since the epoch.
 */
export function newestSettled(tasks: readonly Task[], at: number): ReadonlyMap<number, Task> {
  const newest = new Map<number, Task>();
  for (const task of tasks) {
    const since = sinceOf(task);
    if (since === undefined || (ranMs(task, at) ?? 0) < settledMs) continue;
    const other = newest.get(task.sdkAppId);
    if (other === undefined || (sinceOf(other) ?? 0) < since) newest.set(task.sdkAppId, task);
  }
  return newest;
}

/** Whether an event of its stream came. */
export function hasEvents({ lastEventAt }: Task): boolean {
  return lastEventAt !== undefined;
}

function sinceOf({ state }: Task): number | undefined {
  return 'taskId' in state ? state.since : undefined;
}
