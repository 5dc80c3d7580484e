import type { End, NewsEvent, Run, RunningState, Task, TaskEvent, TaskState } from './task.ts';

const accepted: Record<TaskState['name'], readonly TaskEvent['type'][]> = {
  queued: ['sending', 'failed', 'cancelled'],
  starting: ['started', 'refused-for-now', 'failed', 'lost'],
  live: ['paused', 'updated', 'stopping', 'ended'],
  paused: ['resumed', 'updated', 'stopping', 'ended'],
  stopping: ['not-stopped', 'stop-failed', 'removed', 'ended'],
  ended: [],
  failed: [],
  // An answer that was given up may still come.
  unknown: ['started', 'removed', 'dismissed'],
  removed: [],
};

const steps: readonly TaskEvent['type'][] = [
  'sending',
  'refused-for-now',
  'stopping',
  'not-stopped',
  'noted',
];

/** Whether people are told of the event; the others are steps on the way to one, or stand on the card alone. */
export function isNews(event: TaskEvent): event is NewsEvent {
  return !steps.includes(event.type);
}

/** Whether the event can happen to the task in the state that it is in. */
export function accepts(task: Task, event: TaskEvent): boolean {
  return accepted[task.state.name].includes(event.type);
}

/** The task after the event. Throws if the event cannot happen to it: see `accepts`. */
export function transition(task: Task, event: TaskEvent): Task {
  const { state } = task;
  switch (event.type) {
    case 'sending':
      return to(task, event, { name: 'starting', since: event.at });
    case 'refused-for-now':
      return to(task, event, { name: 'queued' });
    case 'started': {
      const { at: since, taskId, requestId } = event;
      return { ...to(task, event, { name: 'live', since, taskId, requestId }), unconfirmed: true };
    }
    case 'failed':
      return to(task, event, { name: 'failed', at: event.at, failure: event.failure });
    case 'lost':
      return to(task, event, { name: 'unknown', at: event.at, failure: event.failure });
    case 'removed':
      return to(task, event, {
        name: 'removed',
        at: event.at,
        by: event.by,
        ...(event.roomExists ? {} : ({ how: 'not-there' } as const)),
        ...(state.name === 'stopping' ? { run: runOf(state) } : {}),
      });
    case 'dismissed':
    case 'cancelled':
      return to(task, event, { name: 'removed', at: event.at, by: event.by, how: event.type });
    case 'stop-failed': {
      const { at, by, failure, answerLost } = event;
      const before = beforeStopping(runningState(task, event));
      return { ...to(task, event, before), stopFailed: { at, by, code: failure.code, answerLost } };
    }
    case 'updated':
      return { ...to(task, event, state), draft: { ...task.draft, ...event.changes } };
    case 'source':
    case 'robot':
    case 'noted':
      throw impossible(task, event);
    case 'resumed':
      return { ...to(task, event, runningAfter(runningState(task, event), event)), wasPaused: true };
    default:
      return to(task, event, runningAfter(runningState(task, event), event));
  }
}

type RunningEvent = Extract<TaskEvent, { type: 'paused' | 'resumed' | 'stopping' | 'not-stopped' | 'ended' }>;

function runningAfter(state: RunningState, event: RunningEvent): TaskState {
  const run = runOf(state);
  switch (event.type) {
    case 'paused':
      return { name: 'paused', ...run, pausedAt: event.at, by: event.by };
    case 'resumed':
      return { name: 'live', ...run };
    case 'stopping': {
      const paused = state.name === 'paused' ? { pausedAt: state.pausedAt, pausedBy: state.by } : {};
      return {
        name: 'stopping',
        ...run,
        by: event.by,
        askedAt: event.at,
        was: state.name === 'paused' ? 'paused' : 'live',
        ...paused,
      };
    }
    case 'not-stopped':
      return beforeStopping(state);
    case 'ended':
      return { name: 'ended', ...run, at: event.at, end: endOf(state) };
  }
}

function runOf({ since, taskId, requestId }: Run): Run {
  return { since, taskId, requestId };
}

function beforeStopping(state: RunningState): TaskState {
  const run = runOf(state);
  if (state.name === 'stopping' && state.was === 'paused') {
    return { name: 'paused', ...run, pausedAt: state.pausedAt ?? run.since, by: state.pausedBy ?? state.by };
  }
  return { name: 'live', ...run };
}

/** Whoever asked for the stop ended it, whichever way the news of the end came. */
function endOf(state: RunningState): End {
  return state.name === 'stopping' ? { how: 'stopped', by: state.by } : { how: 'by-itself' };
}

function to(task: Task, event: TaskEvent, state: TaskState): Task {
  if (!accepts(task, event)) throw impossible(task, event);
  return { ...task, state };
}

function runningState(task: Task, event: TaskEvent): RunningState {
  const { state } = task;
  if (state.name === 'live' || state.name === 'paused' || state.name === 'stopping') return state;
  throw impossible(task, event);
}

function impossible(task: Task, event: TaskEvent): Error {
  return new Error(`Task ${task.handle} is ${task.state.name}: "${event.type}" cannot happen to it`);
}
