import { CannotTellNow, StoreUnavailable } from './errors.ts';
import { historyEntry, later, newsId, toldUpTo } from './news.ts';
import type { Claims, Clock, HistoryStore, Journal, Notifier, Random, TaskStore } from './ports.ts';
import { remember } from './remember.ts';
import type { NewsItem, Task } from './task.ts';

export interface CourierPorts {
  tasks: TaskStore;
  history: HistoryStore;
  leases: Claims;
  notifier: Notifier;
  journal: Journal;
  clock: Clock;
  random: Random;
}

export interface Courier {
  /**
   * Tells people and the history what is new of a task that was just changed; with `again` somebody may have told the
   * thread before, so it is looked at first. What cannot be told now is told later. Does not throw.
   */
  tell(task: Task, again?: boolean): Promise<void>;
  /** Tells what others left untold, of the tasks for which that is due by then (milliseconds since the epoch). Does not throw. */
  sweep(until: number): Promise<void>;
}

/** Longer than Slack can take over a piece of news, after which it is renewed: three calls of ten seconds at most. */
const leaseMs = 40_000;
const tasksAtOnce = 20;
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
/** What could not be told for so long, and not for want of trying, is of no use to anybody. */
const keptMs = 24 * 60 * 60 * 1000;
const fewestTries = 20;

type Tried =
  | { outcome: 'told' }
  | { outcome: 'failed'; retryAfterMs: number | undefined }
  /** The lease ran out, and somebody else goes on. */
  | { outcome: 'taken' };

/** Carries news from the records to the threads: in order, until it has arrived, and once. */
export function createCourier(ports: CourierPorts): Courier {
  const { tasks, history, leases, notifier, journal, clock, random } = ports;
  /** News of this process that nobody can have tried to tell yet. */
  const fresh = new Set<string>();
  const me = random().toString(36).slice(2);
  let rounds = 0;

  return {
    async tell(task, again = false) {
      const newest = task.untold?.items.at(-1);
      if (newest === undefined) return;
      const id = newsId(task, newest);
      if (!again) fresh.add(id);
      await carry(task.handle);
      fresh.delete(id);
    },

    async sweep(until) {
      try {
        const handles = await tasks.untold(until, tasksAtOnce);
        await Promise.all(handles.map(carry));
      } catch (error) {
        noted(error, 'What is untold could not be looked up');
      }
    },
  };

  /** One carrier at a time for each task, in this process and in others; whoever is there takes along what is new. */
  async function carry(handle: string): Promise<void> {
    rounds += 1;
    const carrier = `${me}-${rounds}`;
    const key = `telling:${handle}`;
    const holds = async () => (await leases.claim(key, carrier, leaseMs)) === carrier;
    try {
      for (let left = true; left; ) {
        if (!(await holds())) return;
        const goOn = await tellAll(handle, holds).finally(() => leases.release(key, carrier));
        // What was written while the lease ended found it taken.
        left = goOn && (await tasks.get(handle))?.untold !== undefined;
      }
    } catch (error) {
      noted(error, 'The news of a task is left for later', handle);
    }
  }

  /** False where something could not be told. */
  async function tellAll(handle: string, holds: () => Promise<boolean>): Promise<boolean> {
    const task = await tasks.get(handle);
    const items = task?.untold?.items ?? [];
    const last = items.at(-1);
    if (task === undefined || last === undefined) return true;
    const tried = await tryToTell(task, items, holds);
    if (tried.outcome === 'told') await tasks.change(handle, (current) => toldUpTo(current, last.n));
    if (tried.outcome === 'failed') await putOff(task, items, tried.retryAfterMs);
    return tried.outcome === 'told';
  }

  async function tryToTell(
    task: Task,
    items: readonly NewsItem[],
    holds: () => Promise<boolean>,
  ): Promise<Tried> {
    try {
      return { outcome: (await tellEach(task, items, holds)) ? 'told' : 'taken' };
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      const isExpected = error instanceof CannotTellNow;
      journal[isExpected ? 'warn' : 'error'](
        { error, task: task.handle },
        'The news of a task could not be told',
      );
      return { outcome: 'failed', retryAfterMs: isExpected ? error.retryAfterMs : undefined };
    }
  }

  /** What somebody may have tried to tell before is told only where the thread does not have it. False where somebody else goes on. */
  async function tellEach(
    task: Task,
    items: readonly NewsItem[],
    holds: () => Promise<boolean>,
  ): Promise<boolean> {
    const isDoubtful = items.some((item) => !fresh.has(newsId(task, item)));
    for (const item of items) fresh.delete(newsId(task, item));
    const there = isDoubtful && task.thread !== undefined ? await notifier.told(task) : new Set<number>();
    for (const item of items) {
      if (!(await holds())) return false;
      // Nobody waits for the history.
      await Promise.all([
        remember(historyEntry(task, item.event), { history, journal }, newsId(task, item)),
        there.has(item.n) ? undefined : notifier.tell(task, item),
      ]);
    }
    await notifier.show(task);
    return true;
  }

  async function putOff(
    { handle, untold }: Task,
    items: readonly NewsItem[],
    retryAfterMs: number | undefined,
  ): Promise<void> {
    const now = clock();
    const tries = (untold?.failures ?? 0) + 1;
    const given = tries < fewestTries ? [] : items.filter(({ event }) => now - event.at > keptMs);
    if (given.length > 0)
      journal.error({ task: handle, news: given }, 'News of a task could not be told for a day');
    const pause = retryAfterMs ?? Math.min(firstPauseMs * 2 ** (tries - 1), longestPauseMs);
    await tasks.change(handle, (current) => later(current, given, { failures: tries, nextAt: now + pause }));
  }

  function noted(error: unknown, what: string, task?: string): void {
    if (!(error instanceof StoreUnavailable)) throw error;
    journal.error({ error, task }, what);
  }
}
