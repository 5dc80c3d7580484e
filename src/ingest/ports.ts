import type { Grant } from './access.ts';
import type { GatewayError } from './errors.ts';
import type { HistoryEntry } from './history.ts';
import type { Region } from './region.ts';
import type { StartRequest } from './request.ts';
import type { Room } from './room.ts';
import type { Page } from './storage-ports.ts';
import type { NewsItem, Task, Thread } from './task.ts';

export interface StartCall {
  request: StartRequest;
  /** UserId of the robot that enters the room. */
  robot: string;
}

export interface StartAnswer {
  taskId: string;
  requestId: string;
}

/** Told of every request at the moments that matter after a crash. */
export interface StartHooks {
  /** Awaited if a request has to wait before it may leave; if it rejects, the request does not leave. */
  waiting(): Promise<void>;
  /** Awaited right before a request leaves; if it rejects, the request does not leave. */
  sending(): Promise<void>;
  /** Awaited when the answer says that nothing was done and the call will be made again. */
  refusedForNow(): Promise<void>;
}

/** What names a task at the service. */
export interface TaskRef {
  sdkAppId: number;
  region: Region;
  taskId: string;
}

/** What names a robot in a room, if the TaskId is not known. */
export interface RobotRef {
  sdkAppId: number;
  region: Region;
  room: Room;
  /** Its UserId. */
  robot: string;
}

/** What can be changed while a stream runs; what is absent stays as it is. */
export interface StreamChange {
  url?: string;
  volume?: number;
  tempo?: number;
  progress?: boolean;
  paused?: boolean;
}

/** What a far side says of the bot's credentials; silent if it said nothing of them, or gave no answer at all. */
export type Verdict = 'accepted' | 'refused' | 'silent';

/** Whether the service takes the bot's credentials, asked about an application. */
export interface Verification {
  credentials: Verdict;
  /** Why the service does not take calls for the application; undefined if it does. */
  problem?: GatewayError;
}

/** The service that runs the streams. Every method but `verify` throws GatewayError. */
export interface Gateway {
  /** Starts a stream, once. Throws also what the hooks threw. */
  start(call: StartCall, hooks: StartHooks): Promise<StartAnswer>;
  /** Ends a stream; one that has already ended is no error. */
  stop(ref: TaskRef): Promise<void>;
  /** Throws TaskGone for a stream that has ended. */
  update(ref: TaskRef, change: StreamChange): Promise<void>;
  /** Whether the service runs the task. */
  isRunning(ref: TaskRef): Promise<boolean>;
  /** Throws a robot out of its room, which ends its stream if it plays there; false if it is not in that room. */
  removeRobot(robot: RobotRef): Promise<boolean>;
  /** Asks for an application whether the credentials are taken, and changes nothing. */
  verify(application: Pick<TaskRef, 'sdkAppId' | 'region'>): Promise<Verification>;
}

/** Every method throws StoreUnavailable. */
export interface TaskStore {
  get(handle: string): Promise<Task | undefined>;
  /** Writes the first record of a task; false, and nothing is written, if there is one of that handle. */
  create(task: Task): Promise<boolean>;
  /**
   * Changes a record with nobody in between, in this process or another: `next` gets the newest one and gives what it
   * becomes, or undefined to leave it; it may be asked more than once. Gives the record as it was written; undefined
   * if there is none or it was left.
   */
  change(handle: string, next: (task: Task) => Task | undefined): Promise<Task | undefined>;
  byTaskId(taskId: string): Promise<Task | undefined>;
  /** Every task that is not over, oldest first. */
  active(): Promise<readonly Task[]>;
  /** Tasks that are over. */
  over(offset: number, limit: number): Promise<Page<Task>>;
  /** Handles of tasks with news that are to be told by then (milliseconds since the epoch), the most overdue first. */
  due(until: number, limit: number): Promise<readonly string[]>;
}

/** Roles that were granted. Every method throws StoreUnavailable. */
export interface GrantStore {
  /** Whether other processes write to it as well. */
  readonly isShared: boolean;
  all(): Promise<readonly Grant[]>;
  /** In place of the one that the user had. */
  put(grant: Grant): Promise<void>;
  remove(user: string): Promise<void>;
}

/** What was done, by whom and when, kept for 90 days. Every method throws StoreUnavailable. */
export interface HistoryStore {
  /** Adds an entry; one that is added again under its id is there once. */
  add(id: string, entry: HistoryEntry): Promise<void>;
  page(offset: number, limit: number): Promise<Page<HistoryEntry>>;
}

/** What is asked and told while a message waits for its turn. */
export interface Turn {
  /** Awaited right before the message leaves; if it rejects, the message does not leave. */
  sending?(): Promise<void>;
  /** Told once if the message has to wait for long: in about how many ms it leaves. */
  waiting?(ms: number): void;
  /** No longer than until then (milliseconds since the epoch). */
  until?: number;
  /** Somebody may have told it before. Of the row of a show: its thread is looked at first. */
  again?: boolean;
}

/** Where people follow a task. Messages may wait for their turn, cards before all others. */
export interface Notifier {
  /**
   * Posts the card; with `again` it may be there from before, and is looked for first. Throws CannotPost; Interrupted
   * if the process ends before it is the card's turn; and what `turn.sending` threw.
   */
  announce(task: Task, again: boolean, turn?: Turn): Promise<Thread>;
  /**
   * The numbers of the news that the thread already has; none of the row of a show, whose thread is looked at when it is told.
   * Throws CannotNotifyNow.
   */
  delivered(task: Task): Promise<ReadonlySet<number>>;
  /**
   * Tells the thread; if that is gone for good, whoever asked for the task. Gives the thread that has taken the place
   * of the task's, if it has. Throws CannotNotifyNow, and what `turn.sending` threw.
   */
  notify(task: Task, news: NewsItem, turn?: Turn): Promise<Thread | undefined>;
  /** Tells whoever asked for the task, and nobody else, of what the thread could not be told. Throws CannotNotifyNow. */
  notifyInPerson(task: Task, news: NewsItem): Promise<void>;
  /**
   * Brings the card of a task up to date with what `current` gives when it is its turn; if that rejects, nothing is done. Gives
   * the thread that has taken the place of the task's, if it has. Throws CannotNotifyNow, and what `current` threw.
   */
  show(task: Task, current: () => Promise<Task>): Promise<Thread | undefined>;
}
