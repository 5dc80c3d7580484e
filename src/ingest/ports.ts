import type { Draft } from './fields.ts';
import type { Grant } from './grant.ts';
import type { HistoryEntry } from './history.ts';
import type { Preset } from './preset.ts';
import type { Region } from './region.ts';
import type { StartRequest } from './request.ts';
import type { Room } from './room.ts';
import type { NewsItem, Task, Thread } from './task.ts';

/** Milliseconds since the epoch. */
export type Clock = () => number;

/** Resolves after so many milliseconds; rejects when the signal is aborted. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

/** The next random number, at least 0 and below 1. */
export type Random = () => number;
/** Bytes that follow from a text, evenly spread, and look the same on every machine. */
export type Digest = (text: string) => Uint8Array;

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
  /** Awaited where a request has to wait before it may leave; if it rejects, the request does not leave. */
  waiting(): Promise<void>;
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

/** What names a robot in a room, where the TaskId is not known. */
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
  /** Throws a robot out of its room, which ends its stream if it plays there; false where it is not in that room. */
  removeRobot(robot: RobotRef): Promise<boolean>;
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
  /** Writes the first record of a task; false, and nothing is written, where there is one of that handle. */
  create(task: Task): Promise<boolean>;
  /**
   * Changes a record with nobody in between, in this process or another: `next` gets the newest one and gives what it
   * becomes, or undefined to leave it; it may be asked more than once. Gives the record as it was written; undefined
   * where there is none or it was left.
   */
  change(handle: string, next: (task: Task) => Task | undefined): Promise<Task | undefined>;
  byTaskId(taskId: string): Promise<Task | undefined>;
  /** Every task that is not over, oldest first. */
  active(): Promise<readonly Task[]>;
  /** Tasks that are over. */
  over(offset: number, limit: number): Promise<Page<Task>>;
  /** Handles of tasks with news that are to be told by then (milliseconds since the epoch), the most overdue first. */
  untold(until: number, limit: number): Promise<readonly string[]>;
}

/** Roles that were given. Every method throws StoreUnavailable. */
export interface GrantStore {
  /** Whether other processes write to it as well. */
  readonly isShared: boolean;
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
  /** Adds an entry; one that is added again under its id is there once. */
  add(id: string, entry: HistoryEntry): Promise<void>;
  page(offset: number, limit: number): Promise<Page<HistoryEntry>>;
}

/** What one may have and nobody else at the same time. Every method throws StoreUnavailable. */
export interface Claims {
  /**
   * Claims the key for `by`, unless somebody else has it, until `ttlMs` have passed since it was last claimed. Gives
   * whoever has it then.
   */
  claim(key: string, by: string, ttlMs: number): Promise<string>;
  /** Ends a claim before its time, where `by` has it. */
  release(key: string, by: string): Promise<void>;
}

/** Work that is kept until it is done, and is taken up again where the process that had it died. */
export interface Queue<Job> {
  /** Keeps the job; where there is one of this id already, that stays. Throws StoreUnavailable. */
  add(id: string, job: Job): Promise<void>;
  /** Whether the job is still to be done. Throws StoreUnavailable. */
  has(id: string): Promise<boolean>;
  /** How many jobs are kept. Throws StoreUnavailable. */
  depth(): Promise<number>;
  /**
   * Begins to work: gives each job to `work`, one of an id at a time, those that were left by a process that died among
   * them. It must reject with nothing but Interrupted: the job is then kept for the next process. Throws StoreUnavailable.
   */
  start(work: (job: Job) => Promise<void>): Promise<void>;
  /** Takes up no more; resolves when what was taken up is done. */
  stop(): Promise<void>;
}

/** Keeps texts from whoever can read the store. */
export interface Seal {
  close(text: string): string;
  /** Undefined where it was closed with another key, or changed since. */
  open(sealed: string): string | undefined;
}

/** A limit that all instances hold together. */
export interface SharedLimit {
  /**
   * Waits for one of so many places of an API, and takes it for `mostMs` at most. Gives the way to say in how many ms it
   * is free again. Throws StoreUnavailable.
   */
  take(api: string, places: number, mostMs: number): Promise<(inMs: number) => Promise<void>>;
}

/** How fast turns may be taken: one in so many milliseconds on the average, and so many of them at once. */
export interface PaceLimit {
  intervalMs: number;
  burst: number;
}

/** A pace that all instances keep together. Every method throws StoreUnavailable. */
export interface SharedPace {
  /**
   * Takes a turn of the key; gives 0, or in how many ms to ask again where there is none now. Whoever `goesFirst` and
   * has to wait goes before all who do not.
   */
  take(key: string, limit: PaceLimit, goesFirst: boolean): Promise<number>;
  /** Lets nobody take a turn of the key for so many ms, and no two at once right after that. */
  hold(key: string, limit: PaceLimit, ms: number): Promise<void>;
}

/** What people began to fill in, kept for a while so that they can go on with it. Every method throws StoreUnavailable. */
export interface DraftStore {
  get(id: string): Promise<Draft | undefined>;
  /** Keeps the draft for `ttlMs`. It must hold no secrets. */
  put(id: string, draft: Draft, ttlMs: number): Promise<void>;
}

/** What is asked and told while a message waits for its turn. */
export interface Turn {
  /** Awaited right before the message leaves; if it rejects, the message does not leave. */
  sending?(): Promise<void>;
  /** Told once if the message has to wait for long: in about how many ms it leaves. */
  waiting?(ms: number): void;
  /** No longer than until then (milliseconds since the epoch). */
  until?: number;
}

/** Where people follow a task. Messages may wait for their turn, cards before all others. */
export interface Notifier {
  /**
   * Posts the card; with `again` it may be there from before, and is looked for first. Throws CannotPost; Interrupted
   * where the process ends before it is the card's turn; and what `turn.sending` threw.
   */
  announce(task: Task, again: boolean, turn?: Turn): Promise<Thread>;
  /** The numbers of the news that the thread already has. Throws CannotTellNow. */
  told(task: Task): Promise<ReadonlySet<number>>;
  /**
   * Tells the thread; where that is gone for good, whoever asked for the task. Gives the thread that has taken the place
   * of the task's, where it has. Throws CannotTellNow, and what `turn.sending` threw.
   */
  tell(task: Task, news: NewsItem, turn?: Turn): Promise<Thread | undefined>;
  /** Tells whoever asked for the task, and nobody else, of what the thread could not be told. Throws CannotTellNow. */
  tellInPerson(task: Task, news: NewsItem): Promise<void>;
  /**
   * Brings the card up to date with what `current` gives when it is its turn; if that rejects, nothing is done. Gives
   * the thread that has taken the place of the task's, where it has. Throws CannotTellNow, and what `current` threw.
   */
  show(current: () => Promise<Task>): Promise<Thread | undefined>;
}

/**
 * How a store that works can lose what it has taken: with its process (`in-memory`), where its memory is full
 * (`evicts`), or where it crashes (`unsaved`).
 */
export type StoreRisk = 'in-memory' | 'evicts' | 'unsaved';

/** What the operators of the bot should know. Values are never secret. */
export interface Journal {
  info(facts: Record<string, unknown>, message: string): void;
  warn(facts: Record<string, unknown>, message: string): void;
  error(facts: Record<string, unknown>, message: string): void;
}
