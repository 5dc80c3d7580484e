import type { Draft } from './fields.ts';
import type { Grant } from './grant.ts';
import type { HistoryEntry } from './history.ts';
import type { Preset } from './preset.ts';
import type { Region } from './region.ts';
import type { StartRequest } from './request.ts';
import type { Task, Thread } from './task.ts';
import type { TaskEvent } from './task-event.ts';

/** Milliseconds since the epoch. */
export type Clock = () => number;

/** The next random number, at least 0 and below 1. */
export type Random = () => number;

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
export interface SendJournal {
  /** Awaited right before a request leaves; if it rejects, the request does not leave. */
  sending(): Promise<void>;
  /** Awaited when the answer says that nothing was done and the call will be made again. */
  refusedForNow(): Promise<void>;
}

/** What names a task at TRTC. */
export interface TaskRef {
  sdkAppId: number;
  region: Region;
  taskId: string;
}

/** What can be changed while a stream runs; what is absent stays as it is. */
export interface StreamChange {
  url?: string;
  volume?: number;
  tempo?: number;
  progress?: boolean;
  paused?: boolean;
}

/** The service that runs the streams. Every method throws GatewayError. */
export interface Gateway {
  /** Starts a stream, once. Throws also what the journal threw. */
  start(call: StartCall, journal: SendJournal): Promise<StartAnswer>;
  /** Ends a stream; one that has already ended is no error. */
  stop(ref: TaskRef): Promise<void>;
  /** Throws TaskGone for a stream that has ended. */
  update(ref: TaskRef, change: StreamChange): Promise<void>;
  /** Whether TRTC runs the task. */
  isRunning(ref: TaskRef): Promise<boolean>;
}

/** A part of something longer, newest first. */
export interface Page<T> {
  items: readonly T[];
  /** How many there are in all. */
  total: number;
}

/** Every method throws StoreUnavailable. */
export interface TaskStore {
  get(handle: string): Promise<Task | undefined>;
  put(task: Task): Promise<void>;
  /**
   * Changes a record with nobody in between: `next` gets the newest one and gives what it becomes, or undefined to
   * leave it. Gives the record as it was written; undefined where there is none or it was left.
   */
  change(handle: string, next: (task: Task) => Task | undefined): Promise<Task | undefined>;
  byTaskId(taskId: string): Promise<Task | undefined>;
  /** Every task that is not over, oldest first. */
  active(): Promise<readonly Task[]>;
  /** Tasks that are over. */
  over(offset: number, limit: number): Promise<Page<Task>>;
}

/** Roles that were given. Every method throws StoreUnavailable. */
export interface GrantStore {
  all(): Promise<readonly Grant[]>;
  /** In place of the one that the user had. */
  put(grant: Grant): Promise<void>;
  remove(user: string): Promise<void>;
}

/** Starts that were saved. Every method throws StoreUnavailable. */
export interface PresetStore {
  get(name: string): Promise<Preset | undefined>;
  /** In the order of their names. */
  all(): Promise<readonly Preset[]>;
  /** In place of the one of that name. */
  put(preset: Preset): Promise<void>;
  /** False where there was none. */
  remove(name: string): Promise<boolean>;
}

/** What was done, by whom and when, kept for 90 days. Every method throws StoreUnavailable. */
export interface HistoryStore {
  add(entry: HistoryEntry): Promise<void>;
  page(offset: number, limit: number): Promise<Page<HistoryEntry>>;
}

/** Things that may be done once. Throws StoreUnavailable. */
export interface Claims {
  /** True for the first who asks for this key, false for everyone after, until `ttlMs` have passed. */
  claim(key: string, ttlMs: number): Promise<boolean>;
}

/** What people began to fill in, kept for a while so that they can go on with it. Every method throws StoreUnavailable. */
export interface DraftStore {
  get(id: string): Promise<Draft | undefined>;
  /** Keeps the draft for `ttlMs`. It must hold no secrets. */
  put(id: string, draft: Draft, ttlMs: number): Promise<void>;
}

/** Where people follow a task. */
export interface Notifier {
  /** Posts the card. Throws CannotPost. */
  announce(task: Task): Promise<Thread>;
  /** Tells the thread what has happened to a task and brings the card up to date, in the order of the calls. Does not throw. */
  tell(task: Task, event: TaskEvent): Promise<void>;
}

/** What the operators of the bot should know. Values are never secret. */
export interface Journal {
  info(facts: Record<string, unknown>, message: string): void;
  warn(facts: Record<string, unknown>, message: string): void;
  error(facts: Record<string, unknown>, message: string): void;
}
