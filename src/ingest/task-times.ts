import { isRunning, type Task } from './task.ts';

/** A paused task that nobody resumes is ended after 12 hours (the service's page 63238). */
const longestPauseMs = 12 * 60 * 60 * 1000;

/** For how many milliseconds the task has run at a moment (ms since the epoch), pauses among them; undefined if it never did. */
export function ranMs(task: Task, at: number): number | undefined {
  const { state } = task;
  if (state.name === 'ended') return state.at - state.since;
  if (state.name === 'removed') return state.run && state.at - state.run.since;
  return isRunning(task) ? at - task.state.since : undefined;
}

/**
 * When the task ends by itself, in ms since the epoch, as far as that is known: a pause after 12 hours, a loop with a
 * longest duration so many minutes after its start, unless it was paused meanwhile. Media has its own length, and what is live has none.
 */
export function endsAt({ state, draft, wasPaused }: Task): number | undefined {
  if (state.name === 'paused') return state.pausedAt + longestPauseMs;
  const minutes = Number(draft['max-duration'] ?? Number.NaN);
  const isLoop = state.name === 'live' && Number(draft.repeat) === -1 && minutes > 0;
  return isLoop && wasPaused !== true ? state.since + minutes * 60_000 : undefined;
}
