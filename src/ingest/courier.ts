import { CannotTellNow, StoreUnavailable } from './errors.ts';
import { historyEntry, newsId, toldUpTo } from './news.ts';
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
  /** Tells people and the history what is new of a task that was just changed. What cannot be told now is told later. Does not throw. */
  tell(task: Task): Promise<void>;
  /** Tells what others left untold, of the tasks for which that is due by then (milliseconds since the epoch). Does not throw. */
  sweep(until: number): Promise<void>;
}

/** Longer than Slack can take over a piece of news: three calls, each of which is given up after ten seconds. */
const leaseMs = 40_000;
const tasksAtOnce = 20;
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
/** What could not be told for so long is of no use to anybody. */
const keptMs = 24 * 60 * 60 * 1000;

/** Carries news from the records to the threads: in order, until it has arrived, and once. */
export function createCourier(ports: CourierPorts): Courier {
  const { tasks, history, leases, notifier, journal, clock, random } = ports;
  /** News of this process that nobody can have tried to tell yet. */
  const fresh = new Set<string>();
  const me = random().toString(36).slice(2);
  let rounds = 0;

  return {
    async tell(task) {
      const newest = task.untold?.items.at(-1);
      if (newest === undefined) return;
      const id = newsId(task, newest);
      fresh.add(id);
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
    try {
      for (let left = true; left; ) {
        if ((await leases.claim(key, carrier, leaseMs)) !== carrier) return;
        const goOn = await tellAll(handle).finally(() => leases.release(key, carrier));
        // What was written while the lease ended found it taken.
        left = goOn && (await tasks.get(handle))?.untold !== undefined;
      }
    } catch (error) {
      noted(error, 'The news of a task is left for later', handle);
    }
  }

  /** False where something could not be told. */
  async function tellAll(handle: string): Promise<boolean> {
    const task = await tasks.get(handle);
    const items = task?.untold?.items ?? [];
    const last = items.at(-1);
    if (task === undefined || last === undefined) return true;
    const told = isTooOld(items) ? giveUp(task) : await tried(task, items);
    await tasks.change(handle, (current) =>
      told === true ? toldUpTo(current, last.n) : putOff(current, clock(), told.retryAfterMs),
    );
    return told === true;
  }

  async function tried(task: Task, items: readonly NewsItem[]): Promise<true | CannotTellNow> {
    try {
      await tellEach(task, items);
      return true;
    } catch (error) {
      if (!(error instanceof CannotTellNow)) throw error;
      journal.warn({ error, task: task.handle }, 'The news of a task could not be told');
      return error;
    }
  }

  /** What somebody may have tried to tell before is told only where the thread does not have it. */
  async function tellEach(task: Task, items: readonly NewsItem[]): Promise<void> {
    const isDoubtful = items.some((item) => !fresh.has(newsId(task, item)));
    for (const item of items) fresh.delete(newsId(task, item));
    const there = isDoubtful && task.thread !== undefined ? await notifier.told(task) : new Set<number>();
    for (const item of items) {
      await remember(historyEntry(task, item.event), { history, journal }, newsId(task, item));
      if (!there.has(item.n)) await notifier.tell(task, item);
    }
    await notifier.show(task);
  }

  function isTooOld([oldest]: readonly NewsItem[]): boolean {
    return oldest !== undefined && clock() - oldest.event.at > keptMs;
  }

  function giveUp(task: Task): true {
    journal.error({ task: task.handle, untold: task.untold }, 'News of a task could not be told for a day');
    return true;
  }

  function noted(error: unknown, what: string, task?: string): void {
    if (!(error instanceof StoreUnavailable)) throw error;
    journal.error({ error, task }, what);
  }
}

function putOff(task: Task, at: number, retryAfterMs: number | undefined): Task | undefined {
  if (task.untold === undefined) return undefined;
  const failures = task.untold.failures + 1;
  const pause = retryAfterMs ?? Math.min(firstPauseMs * 2 ** (failures - 1), longestPauseMs);
  return { ...task, untold: { ...task.untold, failures, nextAt: at + pause } };
}
