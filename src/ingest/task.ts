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

/** A stream that TRTC knows. Times are milliseconds since the epoch. */
export interface Run {
  since: number;
  taskId: string;
  requestId: string;
}

/** What TRTC says of the media that it pulls. */
export type Source =
  | 'fine'
  /** It is being pulled again after an interruption. */
  | 'restarting'
  /** It could not be pulled, three times. */
  | 'failed';

/** How a task came to its end: by a person (Slack user id), or by itself (its media, its limits, its room). */
export type End = { how: 'stopped'; by: string } | { how: 'by-itself' };

export type TaskState =
  /** Accepted and written down; the call has not left. */
  | { name: 'queued' }
  /** The call may have left; without an answer nobody knows whether it was done. */
  | { name: 'starting'; since: number }
  | ({ name: 'live' } & Run)
  | ({ name: 'paused'; pausedAt: number; by: string } & Run)
  /** TRTC was asked to stop it and has not answered. */
  | ({ name: 'stopping'; by: string; was: 'live' | 'paused'; pausedAt?: number; pausedBy?: string } & Run)
  | ({ name: 'ended'; at: number; end: End } & Run)
  | { name: 'failed'; at: number; failure: Failure }
  /** The call left and its answer was lost. */
  | { name: 'unknown'; at: number; failure: Failure };

/** A state in which TRTC runs the task. */
export type RunningState = Extract<TaskState, { name: 'live' | 'paused' | 'stopping' }>;

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
  /** What was asked for, with later changes, to fill the form in again; without secrets. */
  draft: Draft;
  /** Slack user id of whoever asked for it. */
  requestedBy: string;
  requestedAt: number;
  /** Where to answer. */
  channel: string;
  /** Absent until the card is posted. */
  thread?: Thread;
  state: TaskState;
  /** Absent while TRTC has said nothing of it. */
  source?: Source;
  /** How often in a row TRTC could not pull the source. */
  sourceFailures?: number;
  /** EventMsTs of the newest event that TRTC sent: older ones that come later say nothing new. */
  lastEventAt?: number;
}

/** A task that TRTC runs. */
export type RunningTask = Task & { state: RunningState };

export function isRunning(task: Task): task is RunningTask {
  return task.state.name === 'live' || task.state.name === 'paused' || task.state.name === 'stopping';
}

/** Whether nothing can happen to the task any more. */
export function isOver(task: Task): boolean {
  return task.state.name === 'ended' || task.state.name === 'failed';
}
