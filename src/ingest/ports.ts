import type { Draft } from './fields.ts';
import type { StartRequest } from './request.ts';
import type { Task, Thread } from './task.ts';

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

/** The service that runs the streams. */
export interface Gateway {
  /** Starts a stream, once. Throws GatewayError, or what the journal threw. */
  start(call: StartCall, journal: SendJournal): Promise<StartAnswer>;
}

/** Every method throws StoreUnavailable. */
export interface TaskStore {
  get(handle: string): Promise<Task | undefined>;
  put(task: Task): Promise<void>;
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
  /** Tells the thread what the task has become and brings the card up to date. Does not throw. */
  tell(task: Task): Promise<void>;
}

/** What the operators of the bot should know. Values are never secret. */
export interface Journal {
  info(facts: Record<string, unknown>, message: string): void;
  warn(facts: Record<string, unknown>, message: string): void;
  error(facts: Record<string, unknown>, message: string): void;
}
