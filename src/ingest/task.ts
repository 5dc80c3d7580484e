import type { Draft } from './fields.ts';
import type { Region } from './region.ts';
import type { Room } from './room.ts';
import type { SeenSource } from './seen-source.ts';
import type { SourceReport } from './source-report.ts';

/** Why a task has no stream, in words that a person can use. */
export interface Failure {
  code: string;
  message: string;
  hint: string;
  requestId?: string;
  /** What a look at its source found, if that is why. */
  seen?: SourceReport;
}

/** A stream that the service knows. Times are milliseconds since the epoch. */
export interface Run {
  since: number;
  taskId: string;
  requestId: string;
}

/**
 * What was said of the source, as far as it matters to how it stands. Events come twice, late and in any order (they are
 * sent again while the bot is down), so their own moments are kept: milliseconds since the epoch.
 */
export interface SourceEvents {
  /** When it last began to play. What is older than that says nothing any more. */
  startedAt?: number;
  /** When it was last pulled again, since then. */
  restartedAt?: number;
  /** When tries have failed since then, in their order; the newest few of them. */
  failedAt: readonly number[];
}

/** What the service says of the media that it pulls. */
export type Source =
  | 'fine'
  /** It is being pulled again after an interruption. */
  | 'restarting'
  /** It could not be pulled, three times. */
  | 'failed';

/** What was last said of a task's robot. */
export interface RobotSeen {
  what: 'entered' | 'left';
  /** By the clock of the service. Milliseconds since the epoch. */
  at: number;
  /** Whether people were told of it while the task ran: only if it left and its task did not end. */
  told?: true;
}

/** How a task came to its end: by a person (their id), or by itself (its media, its limits, its room). */
export type End = { how: 'stopped'; by: string } | { how: 'by-itself' };

export type TaskState =
  /** Accepted and written down; the call has not left. */
  | { name: 'queued' }
  /** The call may have left; without an answer nobody knows whether it was done. */
  | { name: 'starting'; since: number }
  | ({ name: 'live' } & Run)
  | ({ name: 'paused'; pausedAt: number; by: string } & Run)
  /** The service was asked to stop it and has not answered. */
  | ({
      name: 'stopping';
      by: string;
      was: 'live' | 'paused';
      askedAt?: number;
      pausedAt?: number;
      pausedBy?: string;
    } & Run)
  | ({ name: 'ended'; at: number; end: End } & Run)
  | { name: 'failed'; at: number; failure: Failure }
  /** The call left and its answer was lost. */
  | { name: 'unknown'; at: number; failure: Failure }
  /**
   * A person settled what could not be stopped: its robot was thrown out of the room; or `how` says otherwise: `cancelled`,
   * the call never left. `run` is absent if there was none, or none is known.
   */
  | { name: 'removed'; at: number; by: string; how?: 'not-there' | 'dismissed' | 'cancelled'; run?: Run };

/** What the bot saw when it looked because of a piece of news. */
export interface SeenInNews extends SeenSource {
  /** The source was changed after that of which the news speaks, and this is of the new one. */
  isOfNewSource?: true;
}

/** Something that happened to a task. `at` is in milliseconds since the epoch, `by` a person's id. */
export type TaskEvent =
  | { type: 'sending'; at: number }
  | { type: 'refused-for-now' }
  | { type: 'started'; at: number; taskId: string; requestId: string }
  | { type: 'failed'; at: number; failure: Failure }
  | { type: 'lost'; at: number; failure: Failure }
  /** `roomExists` is false if the room, or the robot in it, is not there. */
  | { type: 'removed'; at: number; by: string; roomExists: boolean }
  /** Nobody looked whether it runs. */
  | { type: 'dismissed'; at: number; by: string }
  /** Before its call had left. */
  | { type: 'cancelled'; at: number; by: string }
  | { type: 'paused'; at: number; by: string }
  | { type: 'resumed'; at: number; by: string }
  | { type: 'updated'; at: number; by: string; changes: Draft }
  | { type: 'stopping'; at: number; by: string }
  | { type: 'not-stopped' }
  /** `answerLost`: it may have been done all the same. */
  | { type: 'stop-failed'; at: number; by: string; failure: Failure; answerLost: boolean }
  | { type: 'ended'; at: number; seen?: SeenInNews }
  /** The service says something new of the media that it pulls; stream-events.ts writes it down. `first`: it never had it before. */
  | { type: 'source'; at: number; source: Source; first?: true; seen?: SeenInNews }
  /** Its robot was seen in its room, or leaving it; whoever follows the rooms writes it down. */
  | {
      type: 'robot';
      at: number;
      what: RobotSeen['what'];
      /** It tells how a start came out whose answer was lost. */
      settles?: true;
    }
  /** Something new of its source that only the card says. */
  | { type: 'noted'; at: number };

/** Something that people are told of. */
export type NewsEvent = Exclude<
  TaskEvent,
  { type: 'sending' | 'refused-for-now' | 'stopping' | 'not-stopped' | 'noted' }
>;

export interface NewsItem {
  /** Counts the news of a task, from 1. */
  n: number;
  event: NewsEvent;
}

/**
 * What people have not been told of a task yet, or its card does not say. It is written together with the state that it
 * speaks of.
 */
export interface Outbox {
  /** Oldest first; none if only the card is behind. */
  items: readonly NewsItem[];
  /** When whoever finds it is to tell it: until then that is up to whoever wrote it. Milliseconds since the epoch. */
  nextAt: number;
  /** How often in a row that has failed. */
  failures: number;
  /** Since when there is something; absent in old records. Milliseconds since the epoch. */
  since?: number;
}

/** A state in which the service runs the task. */
export type RunningState = Extract<TaskState, { name: 'live' | 'paused' | 'stopping' }>;

/** A stop that a person asked for and that was not done; with `answerLost` nobody knows. `at` is in ms since the epoch. */
export interface FailedStop {
  at: number;
  by: string;
  code: string;
  answerLost: boolean;
}

/** Where people read about the task: the card's channel and timestamp, which its thread hangs on. */
export interface Thread {
  channel: string;
  ts: string;
  /** It has taken the place of one that was deleted, or has been deleted itself; absent if neither is so. */
  fate?: 'replacement' | 'gone';
}

/** Where a task that a show has started stands. */
export interface TaskRow {
  /** Name of the show. */
  show: string;
  /** Id of its run. */
  run: string;
  id: number;
  /** Which request started it, by the id under which that is kept until it is done. */
  request: string;
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
  /** Id of the person who asked for it. */
  requestedBy: string;
  requestedAt: number;
  /** What identifies the request that asked for it, however often it is delivered; absent in old records. */
  requestKey?: string;
  /** The row of a show that it is; such a task has no card of its own. */
  row?: TaskRow;
  /** Where to answer. */
  channel: string;
  /** Absent until the card is posted. */
  thread?: Thread;
  state: TaskState;
  /** Whether it was resumed after a pause, of which no page says whether it counts for the longest duration of a loop. */
  wasPaused?: true;
  /** Absent if no stop has failed: from then on its robot can be removed. */
  stopFailed?: FailedStop;
  /**
   * The service has made the task, and it is not known yet whether it can pull the source: see task-source.ts. Absent in records
   * that are older than this rule.
   */
  unconfirmed?: true;
  /** Absent while the service has said nothing of it. */
  source?: Source;
  /** What the bot saw when the service last said that it fails. */
  seen?: SeenSource;
  /** How often in a row the service could not pull the source, as far as that is counted. */
  sourceFailures?: number;
  /** What that and `source` follow from; absent in old records. */
  sourceEvents?: SourceEvents;
  /** When the newest event happened that the service sent, by its clock: later ones may be older. */
  lastEventAt?: number;
  /** Absent if nothing was said of it: room events may not be set up. */
  robotSeen?: RobotSeen;
  /** How much news there has been of it. */
  newsCount?: number;
  /** How much of that its card says; absent in old records, and if it says what was asked for. */
  cardShows?: number;
  /** Absent if people have been told of everything, and the card says it. */
  outbox?: Outbox;
}

/** A task that the service runs. */
export type RunningTask = Task & { state: RunningState };

export function isRunning(task: Task): task is RunningTask {
  return task.state.name === 'live' || task.state.name === 'paused' || task.state.name === 'stopping';
}

/** Whether its start is under way. */
export function isStarting({ state }: Task): boolean {
  return state.name === 'queued' || state.name === 'starting';
}

/** Whether the service runs the task, or is going to: all that a stop of everything is about. */
export function isStartingOrRunning(task: Task): boolean {
  return isStarting(task) || isRunning(task);
}

/** Whether nothing can happen to the task any more. */
export function isOver(task: Task): boolean {
  return isOverState(task.state.name);
}

const overStates = ['ended', 'failed', 'removed'] as const;

export type OverState = (typeof overStates)[number];

export function isOverState(name: TaskState['name']): name is OverState {
  return overStates.some((over) => over === name);
}
