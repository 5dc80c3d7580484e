import type { Pauses } from '../../async/pauses.ts';
import { CannotNotifyNow, Interrupted, StoreUnavailable, TakenOver } from '../../ingest/errors.ts';
import type { HeldLease } from '../../ingest/lease.ts';
import { newsId } from '../../ingest/outbox.ts';
import type { Turn } from '../../ingest/ports.ts';
import type { Clock } from '../../ingest/runtime.ts';
import { type Piece, pieceId, type RunNews } from '../../ingest/shows/run-news.ts';
import type { SharedNews, Told } from '../../ingest/shows/shared-news.ts';
import type { Task } from '../../ingest/task.ts';
import { type Gathered, gatheredNews } from '../blocks/gathered-news.ts';
import type { Message } from '../format/message.ts';

/** Messages that tell several pieces of news, each under the ids of what it tells. */
export interface GatheredMessage extends Message {
  ids: readonly string[];
  /** Whether the whole channel gets it too. */
  broadcast: boolean;
  /** One of the tasks that it tells of: whoever asked for that is told if the thread cannot be. */
  task: Task;
}

export interface GatheredThread {
  /**
   * Tells it together with what comes within two seconds, here and at other instances. Resolves when it is told, by
   * whichever; rejects with what `post` and `find` throw, and with StoreUnavailable if it is written down.
   */
  tell(told: Pick<Told, 'task' | 'news'>, turn: Turn): Promise<void>;
}

export interface GatheredThreadDeps {
  /** Posts a message into the thread. */
  post(message: GatheredMessage, turn: Turn): Promise<void>;
  /** What the thread has, by the ids of what it tells: when it was posted, in ms since the epoch. */
  find(): Promise<ReadonlyMap<string, number>>;
  shared: SharedNews;
  /** The lease under which this thread is told. */
  underLease<T>(work: (lease: HeldLease) => Promise<T>): Promise<T | undefined>;
  /** What comes within so many ms is one message. */
  gatherMs: number;
  /** Ended when the process ends: then what is gathered is told at once. */
  pauses: Pick<Pauses, 'pause'>;
  clock: Clock;
}

/** The channel is disturbed at most so often. */
const broadcastMs = 60_000;
/** Somebody else tells meanwhile. */
const pollMs = 500;

/** What this instance has to tell. */
interface Waiting extends Told {
  turn: Turn;
  /** Since when, in ms since the epoch. */
  at: number;
  /** Whether other instances know of it. */
  isShared: boolean;
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * The thread of one board. All instances put down for each other what they have to tell. Whoever's has waited for two seconds
 * tells all of it, under a lease, and the others find theirs told. If that one dies over it, the next one looks into the
 * thread first.
 */
export function createGatheredThread(deps: GatheredThreadDeps): GatheredThread {
  const { post, find, shared, underLease, gatherMs, pauses, clock } = deps;
  const mine = new Set<Waiting>();
  let unshared: Waiting[] = [];
  let sharing = Promise.resolve();
  let isServing = false;
  /** When the channel was told last, as far as this instance knows. */
  let broadcastAt = Number.NEGATIVE_INFINITY;

  return {
    tell({ task, news }, turn) {
      // The board need not wait for what its thread says.
      turn.waiting?.(gatherMs);
      return new Promise((resolve, reject) => {
        const about = { task, news, id: newsId(task, news), turn, at: clock(), isShared: false };
        const waiting: Waiting = {
          ...about,
          resolve: () => void (mine.delete(waiting) && resolve()),
          reject: (error) => void (mine.delete(waiting) && reject(error)),
        };
        mine.add(waiting);
        unshared.push(waiting);
        sharing = sharing.then(share);
        if (!isServing) void serve();
      });
    },
  };

  /** What comes while the store is asked is put down together. */
  async function share(): Promise<void> {
    const some = unshared;
    unshared = [];
    if (some.length === 0) return;
    try {
      await shared.put(some.map(pieceOf));
      for (const waiting of some) waiting.isShared = true;
    } catch (error) {
      // It is told all the same, by this instance.
      if (!(error instanceof StoreUnavailable)) rejectAll(some, error);
    }
  }

  async function serve(): Promise<void> {
    isServing = true;
    while (mine.size > 0) {
      const goesOn = await pauses.pause(untilDueMs());
      const waiting = [...mine];
      try {
        await sharing;
        await round(goesOn);
      } catch (error) {
        if (error instanceof StoreUnavailable) await tellUnwritten(waiting, error);
        // Whoever holds the lease by now tells all of it.
        else if (!(error instanceof TakenOver)) rejectAll(waiting, error);
      }
    }
    isServing = false;
  }

  function untilDueMs(): number {
    const since = Math.min(...[...mine].map(({ at }) => at));
    return Math.min(gatherMs, Math.max(0, since + gatherMs - clock()));
  }

  async function round(goesOn: boolean): Promise<void> {
    settle(await shared.get());
    if (mine.size === 0 || (goesOn && untilDueMs() > 0)) return;
    const done = await underLease(async (lease) => {
      await tellAll(lease);
      return true;
    });
    if (done === true || (await pauses.pause(pollMs))) return;
    rejectAll(mine, new CannotNotifyNow('the bot is being stopped', {}, { cause: new Interrupted() }));
  }

  /** Somebody else has told some of it. */
  function settle(now: RunNews): void {
    const told = new Set(toldIn(now));
    resolveAll([...mine].filter(({ id }) => told.has(id)));
  }

  async function tellAll(lease: HeldLease): Promise<void> {
    // What comes meanwhile is put down by itself.
    const its = [...mine];
    const before = await shared.begin(its.map(pieceOf));
    settle(before);
    const own = new Map(its.filter((waiting) => mine.has(waiting)).map((waiting) => [waiting.id, waiting]));
    const all = [...own.values(), ...(await shared.ofOthers(before, new Set(own.keys())))];
    broadcastAt = Math.max(broadcastAt, before.broadcastAt ?? 0);
    const left = isDoubtful(before, [...own.values()])
      ? await orRejecting(all, () => withoutThere(all))
      : all;
    for (const each of gatheredNews(left ?? [])) {
      const ids = idsOf(each.items);
      await orRejecting(each.items, async () => {
        await postOne(each, { sending: () => stillMine(lease, ids) });
        await shared.noteTold(ids, broadcastAt);
      });
    }
  }

  /** A lease that ran out, and that somebody else had since and gave back, can be had again. */
  async function stillMine(lease: HeldLease, ids: readonly string[]): Promise<void> {
    if ((await lease.holds()) && !toldIn(await shared.get()).some((id) => ids.includes(id))) return;
    throw new TakenOver('the telling of a thread');
  }

  /** Whether somebody may have told some of it. What is not there any more, somebody has tried. */
  function isDoubtful(before: RunNews, own: readonly Waiting[]): boolean {
    const known = new Set(before.pieces.map(pieceId));
    return (
      before.pieces.some(({ again, toldAt }) => again === true && toldAt === undefined) ||
      own.some(({ id, turn, isShared }) => turn.again === true || (isShared && !known.has(id)))
    );
  }

  /** What the thread has is told, and may have been told to the whole channel. */
  async function withoutThere(all: readonly Told[]): Promise<readonly Told[]> {
    const there = await find();
    const told = all.filter(({ id }) => there.has(id));
    const loud = gatheredNews(told).flatMap(({ items, broadcast }) => (broadcast ? items : []));
    broadcastAt = Math.max(broadcastAt, ...loud.map(({ id }) => there.get(id) ?? 0));
    resolveAll(told);
    if (told.length > 0) await shared.noteTold(idsOf(told), broadcastAt);
    return all.filter(({ id }) => !there.has(id));
  }

  async function postOne({ items, broadcast, ...content }: Gathered<Told>, turn: Turn): Promise<void> {
    const [first] = items;
    if (first === undefined) return;
    const isLoud = broadcast && clock() - broadcastAt >= broadcastMs;
    await post({ ...content, ids: idsOf(items), broadcast: isLoud, task: first.task }, turn);
    if (isLoud) broadcastAt = clock();
    resolveAll(items);
  }

  /** What cannot be told is tried by each instance that wants it told, when the outbox says so. */
  async function orRejecting<T>(items: readonly Told[], work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof StoreUnavailable || error instanceof TakenOver) throw error;
      rejectAll(items, error);
      await shared.leave(idsOf(items));
      return undefined;
    }
  }

  /** While the store is away, what it does not have is told at once, and what it has when it is back. */
  async function tellUnwritten(waiting: readonly Waiting[], away: StoreUnavailable): Promise<void> {
    rejectAll(
      waiting.filter(({ turn }) => turn.sending !== undefined),
      away,
    );
    for (const each of gatheredNews(waiting.filter((one) => mine.has(one))))
      await postOne(each, {}).catch((error) => rejectAll(each.items, error));
  }

  function resolveAll(told: Iterable<Told>): void {
    for (const waiting of waitingFor(told)) waiting.resolve();
  }

  function rejectAll(items: Iterable<Told>, error: unknown): void {
    for (const waiting of waitingFor(items)) waiting.reject(error);
  }

  /** Nobody here waits for what others have put down. */
  function waitingFor(items: Iterable<Told>): readonly Waiting[] {
    const ids = new Set([...items].map(({ id }) => id));
    return [...mine].filter(({ id }) => ids.has(id));
  }
}

function toldIn({ pieces }: RunNews): readonly string[] {
  return pieces.filter(({ toldAt }) => toldAt !== undefined).map(pieceId);
}

function idsOf(items: readonly Told[]): readonly string[] {
  return items.map(({ id }) => id);
}

function pieceOf({ task, news, turn }: Waiting): Piece {
  return { handle: task.handle, n: news.n, ...(turn.again === true ? { again: true } : {}) };
}
