import type { Draft } from './fields.ts';
import type { Preset } from './preset.ts';
import type { ShowRun } from './shows/run.ts';
import type { RunNews } from './shows/run-news.ts';
import type { Show } from './shows/show.ts';

/** A part of something longer, newest first. */
export interface Page<T> {
  items: readonly T[];
  /** How many there are in all. */
  total: number;
}

/** Starts that were saved. Every method throws StoreUnavailable. */
export interface PresetStore {
  get(name: string): Promise<Preset | undefined>;
  /** In the order of their names. */
  all(): Promise<readonly Preset[]>;
  /** In place of the one of that name. */
  put(preset: Preset): Promise<void>;
  /** False if there was none. */
  remove(name: string): Promise<boolean>;
}

/** Shows that were saved. Every method throws StoreUnavailable. */
export interface ShowStore {
  get(name: string): Promise<Show | undefined>;
  /** In the order of their names. */
  all(): Promise<readonly Show[]>;
  /** In place of the one of that name. */
  put(show: Show): Promise<void>;
  /** False if there was none. */
  remove(name: string): Promise<boolean>;
}

/** The boards of shows, each for 90 days after it was of use. Every method throws StoreUnavailable. */
export interface RunStore {
  /** The newest run of a show; undefined if it never had one. */
  current(show: string): Promise<ShowRun | undefined>;
  /** A run of a show by its id. */
  find(show: string, id: string): Promise<ShowRun | undefined>;
  /**
   * Changes the newest run of a show with nobody in between: `next` gets it and gives what it becomes, or undefined to
   * leave it; it may be asked more than once. One of another id takes its place. Gives the run as it was written;
   * undefined if it was left.
   */
  change(show: string, next: (run: ShowRun | undefined) => ShowRun | undefined): Promise<ShowRun | undefined>;
  /**
   * Drops older runs that made way 90 days ago, and newest ones that nobody has changed for so long, if they are over:
   * what runs has its board for as long as it runs.
   */
  dropOld(isOver: (run: ShowRun) => Promise<boolean>): Promise<void>;
}

/** What is to be told in the threads of boards, by the id of the run. Every method throws StoreUnavailable. */
export interface RunNewsStore {
  get(run: string): Promise<RunNews>;
  /** Changes it with nobody in between; `next` may be asked more than once. Gives it as it was written. */
  change(run: string, next: (now: RunNews) => RunNews): Promise<RunNews>;
}

/** What one may have and nobody else at the same time. Every method throws StoreUnavailable. */
export interface Leases {
  /**
   * Acquires the lease of the key for `by`, unless somebody else holds it, until `ttlMs` after the last time. Gives
   * whoever has it then.
   */
  acquire(key: string, by: string, ttlMs: number): Promise<string>;
  /** Ends a lease before its time, if `by` holds it. */
  release(key: string, by: string): Promise<void>;
}

/** Work that is kept until it is done, and is taken up again if the process that had it died. */
export interface Queue<Job> {
  /** Keeps the job; if there is one of this id already, that stays. Throws StoreUnavailable. */
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
  /** Undefined if it was closed with another key, or changed since. */
  open(sealed: string): string | undefined;
}

/** A limit that all instances hold together. */
export interface SharedRateLimit {
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
   * Takes a turn of the key; gives 0, or in how many ms to ask again if there is none now. Whoever `goesFirst` and
   * has to wait goes before all who do not.
   */
  take(key: string, limit: PaceLimit, goesFirst: boolean): Promise<number>;
  /** Lets nobody take a turn of the key for so many ms, and no two at once right after that. */
  hold(key: string, limit: PaceLimit, ms: number): Promise<void>;
}

/** What people began to fill in, kept for a while so that they can go on with it. Every method throws StoreUnavailable. */
export interface DraftStore {
  get(id: string): Promise<Draft | undefined>;
  /** Keeps the draft for `ttlMs`. Its secrets must be left out or closed. */
  put(id: string, draft: Draft, ttlMs: number): Promise<void>;
}

/**
 * How a store that works can lose what it has taken: with its process (`in-memory`), if its memory is full
 * (`evicts`), or if it crashes (`unsaved`).
 */
export type StoreRisk = 'in-memory' | 'evicts' | 'unsaved';
