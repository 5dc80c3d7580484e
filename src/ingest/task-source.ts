import { isRunning, type RunningTask, type Task } from './task.ts';
import { ranMs } from './task-times.ts';

/** The service may not list a task that it has only just started. How long that takes is assumed: no page says it. */
export const newTaskMs = 10_000;

/** Within so long after its start, a source that is pulled again was never reached (page 62717). */
export const firstMinuteMs = 60_000;

/** What ends by itself so soon was hardly played to its end. Assumed: no page says when the service gives a source up. */
const soonMs = 120_000;

/**
 * How the source of a task stands. The answer to a start says only that there is a task (57835); that it has
 * its source is said by event 701 with Status 0 (62717), or is taken from a look that finds it, if no events come.
 */
export type Standing =
  /** Nothing was heard of it yet. */
  | 'unconfirmed'
  /** The service could not reach it yet, and goes on trying. */
  | 'unreached'
  | 'live'
  /** It is pulled again after an interruption. */
  | 'restarting'
  /** It could not be pulled, once or twice. */
  | 'failing'
  /** It could not be pulled, three times. */
  | 'failed';

export function standingOf(task: Task): Standing {
  if (task.source === 'failed') return 'failed';
  if ((task.sourceFailures ?? 0) > 0) return 'failing';
  if (task.source === 'restarting') return wasNeverReached(task) ? 'unreached' : 'restarting';
  return task.unconfirmed ? 'unconfirmed' : 'live';
}

function wasNeverReached(task: Task): boolean {
  if (task.unconfirmed) return true;
  return isRunning(task) && (task.lastEventAt ?? Number.POSITIVE_INFINITY) - task.state.since < firstMinuteMs;
}

/** The task once it is known that the service has its source. */
export function confirmed({ unconfirmed: _, ...task }: Task): Task {
  return task;
}

/** How old a task must be (ms) for a look that finds it to say enough. */
export function lookConfirmsAfterMs(eventsCome: boolean): number {
  return eventsCome ? firstMinuteMs : newTaskMs;
}

/** Whether a task is not confirmed, and the service has said nothing of it either. */
export function isUnspokenOf({ unconfirmed, lastEventAt }: Task): boolean {
  return unconfirmed === true && lastEventAt === undefined;
}

/**
 * Whether a look at this moment (ms since the epoch) that finds the task confirms it: one that no event has spoken of,
 * and if events come only when the service has said nothing for the minute in which it tells of what it cannot reach.
 */
export function isConfirmedByLook(task: RunningTask, at: number, eventsCome: boolean): boolean {
  return isUnspokenOf(task) && at - task.state.since >= lookConfirmsAfterMs(eventsCome);
}

/** Why a task that ended by itself was hardly played to its end; undefined if it may have been, or was stopped. */
export function whyUnplayed(task: Task): 'soon' | 'no-source' | undefined {
  const { state } = task;
  if (state.name !== 'ended' || state.end.how !== 'by-itself') return undefined;
  if ((ranMs(task, state.at) ?? 0) < soonMs) return 'soon';
  return task.unconfirmed || task.source === 'failed' ? 'no-source' : undefined;
}
