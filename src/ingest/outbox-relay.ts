import type { Wait } from '../async/wait.ts';
import { CannotNotifyNow, StoreUnavailable, TakenOver } from './errors.ts';
import type { FailingSources } from './failing-source.ts';
import { createLeaseHolder, type HeldLease } from './lease.ts';
import { historyEntry, isCardBehind, later, newsId, shown, toldUpTo } from './outbox.ts';
import type { HistoryStore, Notifier, TaskStore } from './ports.ts';
import { remember } from './remember.ts';
import type { Clock, Logger, Random } from './runtime.ts';
import type { Leases } from './storage-ports.ts';
import type { NewsItem, Task, Thread } from './task.ts';

export interface OutboxRelayPorts {
  tasks: TaskStore;
  history: HistoryStore;
  leases: Leases;
  failingSources: FailingSources;
  notifier: Notifier;
  logger: Logger;
  clock: Clock;
  random: Random;
  wait: Wait;
}

export interface OutboxRelay {
  /**
   * Tells people and the history what is new of a task that was just changed; with `again` somebody may have told the
   * thread before, so it is looked at first. What cannot be told now is told later. Does not throw.
   */
  deliver(task: Task, again?: boolean): Promise<void>;
  /** Tells what others left in the outbox, of the tasks for which that is due by then (milliseconds since the epoch). Does not throw. */
  sweep(until: number): Promise<void>;
}

/** Longer than the far side can take over one message: three calls of ten seconds at most. */
const leaseMs = 40_000;
/** While a message waits for its turn, the lease is renewed so often; others need not look for longer than that. */
const renewMs = 10_000;
const tasksAtOnce = 20;
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
/** What could not be told for so long, and not for want of trying, is of no use to anybody. */
const keptMs = 24 * 60 * 60 * 1000;
const fewestTries = 20;

/** What came of a try to tell something. */
type Tried =
  | { kind: 'done' }
  | { kind: 'failed'; retryAfterMs: number | undefined }
  /** The lease ran out, and somebody else goes on. */
  | { kind: 'taken' };

/**
 * Carries news from the records to the threads: in order, until it has arrived, and once. Cards are brought up to date by
 * themselves: they wait for other turns than messages do, and neither holds up the other.
 */
export function createOutboxRelay(ports: OutboxRelayPorts): OutboxRelay {
  const { tasks, failingSources, notifier, logger, clock } = ports;
  /** News of this process that nobody can have tried to tell yet. */
  const fresh = new Set<string>();
  const underLease = createLeaseHolder(ports, { leaseMs, renewMs });

  return {
    async deliver(task, again = false) {
      if (task.outbox === undefined) return;
      // What only the card says comes without news: what is left beside it may have been tried before.
      const its = task.outbox.items.filter(({ n }) => !again && n === task.newsCount);
      for (const item of its) fresh.add(newsId(task, item));
      await carry(task.handle);
      for (const item of its) fresh.delete(newsId(task, item));
    },

    async sweep(until) {
      try {
        const handles = await tasks.due(until, tasksAtOnce);
        await Promise.all(handles.map(carry));
      } catch (error) {
        noted(error, 'What is to be told could not be looked up');
      }
    },
  };

  /** The thread is told first, unless its message has to wait: then the card need not. */
  async function carry(handle: string): Promise<void> {
    const left = (error: unknown) => noted(error, 'The news of a task is left for later', handle);
    let early: Promise<void> | undefined;
    const meanwhile = () => {
      early ??= carryCard(handle).catch(left);
    };
    try {
      await carryNews(handle, meanwhile);
      await early;
      await carryCard(handle);
    } catch (error) {
      left(error);
    } finally {
      await early;
    }
  }

  /** One carrier at a time for each task, in this process and in others; whoever is there takes along what is new. */
  async function carryNews(handle: string, meanwhile: () => void): Promise<void> {
    await whileLeft(`telling:${handle}`, handle, hasNews, async (task, lease) => {
      const last = task.outbox?.items.at(-1);
      if (last === undefined) return true;
      const tried = await tryTo(task, () => deliverEach(task, lease, meanwhile));
      if (tried.kind === 'done') await tasks.change(handle, (current) => toldUpTo(current, last.n));
      if (tried.kind === 'failed') await putOff(task, tried.retryAfterMs);
      return tried.kind === 'done';
    });
  }

  async function carryCard(handle: string): Promise<void> {
    await whileLeft(`showing:${handle}`, handle, isCardBehind, async (task, lease) => {
      if (!isCardBehind(task)) return true;
      if (task.thread === undefined) return sayShown(task);
      let newest = task;
      const current = async () => {
        await stillHeld(task, lease);
        newest = (await tasks.get(handle)) ?? task;
        return newest;
      };
      const tried = await tryTo(task, async () => {
        const moved = await notifier.show(task, current);
        if (moved !== undefined) await moveTo(handle, moved);
      });
      if (tried.kind === 'done') return sayShown(newest);
      // What could not be told is put off with its card.
      if (tried.kind === 'failed' && !hasNews(newest)) await putOff(newest, tried.retryAfterMs);
      return false;
    });
  }

  async function sayShown({ handle, newsCount = 0 }: Task): Promise<true> {
    await tasks.change(handle, (now) => shown(now, newsCount));
    return true;
  }

  /**
   * Does the work under a lease for as long as something is left, unless it says that it could not be done. What is
   * written while the lease ends is looked for after that: whoever wrote it found the lease taken.
   */
  async function whileLeft(
    key: string,
    handle: string,
    isLeft: (task: Task) => boolean,
    work: (task: Task, lease: HeldLease) => Promise<boolean>,
  ): Promise<void> {
    const round = async (lease: HeldLease) => {
      const task = await tasks.get(handle);
      return task === undefined || work(task, lease);
    };
    for (let left = true; left; ) {
      const done = await underLease(key, round, () => letOthersWait(handle));
      const task = done === true ? await tasks.get(handle) : undefined;
      left = task !== undefined && isLeft(task);
    }
  }

  /** Whoever looks around for what is left need not look at this for as long as the lease holds. */
  async function letOthersWait(handle: string): Promise<void> {
    await tasks.change(handle, (task) => later(task, [], { nextAt: clock() + leaseMs }));
  }

  async function tryTo(task: Task, work: () => Promise<void>): Promise<Tried> {
    try {
      await work();
      return { kind: 'done' };
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      if (error instanceof TakenOver) return { kind: 'taken' };
      const isExpected = error instanceof CannotNotifyNow;
      logger[isExpected ? 'warn' : 'error'](
        { error, task: task.handle },
        'The news of a task could not be told',
      );
      return { kind: 'failed', retryAfterMs: isExpected ? error.retryAfterMs : undefined };
    }
  }

  /** What somebody may have tried to tell before is told only if the thread does not have it. */
  async function deliverEach(task: Task, lease: HeldLease, meanwhile: () => void): Promise<void> {
    const items = task.outbox?.items ?? [];
    const isDoubtful = items.some((item) => !fresh.has(newsId(task, item)));
    for (const item of items) fresh.delete(newsId(task, item));
    const there =
      isDoubtful && task.thread !== undefined ? await notifier.delivered(task) : new Set<number>();
    let told = task;
    for (const item of items) {
      await stillHeld(task, lease);
      // Nobody waits for the history.
      const [, moved] = await Promise.all([
        remember(historyEntry(task, item.event), ports, newsId(task, item)),
        there.has(item.n) ? undefined : deliverOne(told, item, { lease, meanwhile, again: isDoubtful }),
      ]);
      if (moved !== undefined) told = { ...told, thread: moved };
    }
  }

  async function deliverOne(
    task: Task,
    item: NewsItem,
    { lease, meanwhile, again }: { lease: HeldLease; meanwhile: () => void; again: boolean },
  ): Promise<Thread | undefined> {
    const sending = () => stillHeld(task, lease);
    const seen = await withLook(task, item, meanwhile);
    const moved = await notifier.notify(task, seen, { sending, waiting: meanwhile, again });
    if (moved !== undefined) await moveTo(task.handle, moved);
    return moved;
  }

  /** A source that is said to fail is looked at first; the card waits for that as little as for anything else. */
  async function withLook(task: Task, item: NewsItem, meanwhile: () => void): Promise<NewsItem> {
    if (!failingSources.wantsLook(task, item.event)) return item;
    meanwhile();
    return failingSources.withLook(task, item);
  }

  async function stillHeld({ handle }: Task, lease: HeldLease): Promise<void> {
    if (!(await lease.holds())) throw new TakenOver(handle);
  }

  async function moveTo(handle: string, thread: Thread): Promise<void> {
    await tasks.change(handle, (task) => ({ ...task, thread }));
  }

  /** What is given up in the thread is told at least to whoever asked for the task. */
  async function putOff(task: Task, retryAfterMs: number | undefined): Promise<void> {
    const { handle, outbox } = task;
    const now = clock();
    const tries = (outbox?.failures ?? 0) + 1;
    const isOld = (at: number | undefined) => tries >= fewestTries && at !== undefined && now - at > keptMs;
    const abandoned = (outbox?.items ?? []).filter(({ event }) => isOld(event.at));
    for (const item of abandoned) await lastTry(task, item);
    const pause = retryAfterMs ?? Math.min(firstPauseMs * 2 ** (tries - 1), longestPauseMs);
    await tasks.change(handle, (current) => {
      const left = later(current, abandoned, { failures: tries, nextAt: now + pause });
      const isGivenUp = left.outbox?.items.length === 0 && isOld(left.outbox.since);
      return isGivenUp ? shown(left, left.newsCount ?? 0) : left;
    });
  }

  async function lastTry(task: Task, item: NewsItem): Promise<void> {
    logger.error({ task: task.handle, news: [item] }, 'News of a task could not be told for a day');
    await notifier.notifyInPerson(task, item).catch((error: unknown) => {
      logger.error({ error, task: task.handle, news: [item] }, 'Nor could whoever asked for it be told');
    });
  }

  function noted(error: unknown, what: string, task?: string): void {
    if (!(error instanceof StoreUnavailable)) throw error;
    logger.error({ error, task }, what);
  }
}

function hasNews({ outbox }: Task): boolean {
  return outbox !== undefined && outbox.items.length > 0;
}
