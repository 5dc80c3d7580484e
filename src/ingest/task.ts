import type { Draft } from './fields.ts';
import type { Region } from './region.ts';
import type { Room } from './room.ts';

/** Why a task has no stream, in words that a person can use. */
export interface Failure {
  code: string;
  message: string;
  hint: string;
  requestId?: string;
}

/** Times are milliseconds since the epoch. */
export type TaskState =
  /** Accepted and written down; the call has not left. */
  | { name: 'queued' }
  /** The call may have left; without an answer nobody knows whether it was done. */
  | { name: 'starting'; since: number }
  | { name: 'live'; since: number; taskId: string; requestId: string }
  | { name: 'failed'; at: number; failure: Failure }
  /** The call left and its answer was lost. */
  | { name: 'unknown'; at: number; failure: Failure };

/** Where people read about the task: the card's channel and timestamp, which its thread hangs on. */
export interface Thread {
  channel: string;
  ts: string;
}

/** All that is kept of a task. Nothing secret but what the URL holds. */
export interface Task {
  /** The bot's own short name for it. */
  handle: string;
  sdkAppId: number;
  region: Region;
  room: Room;
  /** UserId of the robot that enters the room. */
  robot: string;
  /** What was asked for, to fill the form in again; without secrets. */
  draft: Draft;
  /** Slack user id of whoever asked for it. */
  requestedBy: string;
  requestedAt: number;
  /** Where to answer. */
  channel: string;
  /** Absent until the card is posted. */
  thread?: Thread;
  state: TaskState;
}

export type TaskEvent =
  | { type: 'sending'; at: number }
  | { type: 'refused-for-now' }
  | { type: 'started'; at: number; taskId: string; requestId: string }
  | { type: 'failed'; at: number; failure: Failure }
  | { type: 'lost'; at: number; failure: Failure };

const accepts: Record<TaskState['name'], readonly TaskEvent['type'][]> = {
  queued: ['sending', 'failed'],
  starting: ['started', 'refused-for-now', 'failed', 'lost'],
  live: [],
  failed: [],
  unknown: [],
};

/** The task after the event. Throws where the event cannot happen to a task in that state. */
export function after(task: Task, event: TaskEvent): Task {
  if (!accepts[task.state.name].includes(event.type)) {
    throw new Error(`Task ${task.handle} is ${task.state.name}: "${event.type}" cannot happen to it`);
  }
  return { ...task, state: stateAfter(event) };
}

function stateAfter(event: TaskEvent): TaskState {
  switch (event.type) {
    case 'sending':
      return { name: 'starting', since: event.at };
    case 'refused-for-now':
      return { name: 'queued' };
    case 'started':
      return { name: 'live', since: event.at, taskId: event.taskId, requestId: event.requestId };
    case 'failed':
      return { name: 'failed', at: event.at, failure: event.failure };
    case 'lost':
      return { name: 'unknown', at: event.at, failure: event.failure };
  }
}
