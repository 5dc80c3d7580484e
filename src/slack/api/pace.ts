import { setTimeout } from 'node:timers/promises';
import { Interrupted, StoreUnavailable } from '../../ingest/errors.ts';
import type { Turn } from '../../ingest/ports.ts';
import type { Clock } from '../../ingest/runtime.ts';
import type { PaceLimit, SharedPace } from '../../ingest/storage-ports.ts';
import { retryAfterMs } from './slack-error.ts';

/** How fast messages are posted into one channel, and messages changed anywhere. */
export interface PaceLimits {
  post: PaceLimit;
  edit: PaceLimit;
  /** Of one board, which many tasks change at once; each of its changes takes a turn of `edit`, too. */
  board: PaceLimit;
}

/**
 * What Slack takes (its page on rate limits): about one message a second and channel with short bursts, and 50 calls a
 * minute of a method of tier 3, such as chat.update: ten at once and 40 more in a minute are 50 in any minute.
 */
export const slackPace: PaceLimits = {
  // A little slower than one a second, since calls take longer or shorter to arrive.
  post: { intervalMs: 1_050, burst: 10 },
  edit: { intervalMs: 1_500, burst: 10 },
  board: { intervalMs: 1_500, burst: 1 },
};

/** Cards go before everything else: somebody waits for what follows them. */
export type Rank = 'card' | 'other';

/** Calls of Slack that wait for their turn. All of them throw Interrupted, PaceTooSlow, and what `turn.sending` threw. */
export interface Pace {
  /** Does the call when a message may be posted into the channel; again for as often as Slack says to wait. */
  post<T>(channel: string, rank: Rank, turn: Turn, call: () => Promise<T>): Promise<T>;
  /** Does the call when a message may be changed. */
  edit<T>(call: () => Promise<T>): Promise<T>;
  /** Does the call when this board may be changed, by its id; it gets the moment at which its turn came, in ms since the epoch. */
  board<T>(id: string, call: (turnAt: number) => Promise<T>): Promise<T>;
  /** Does the call when messages may be read. */
  read<T>(call: () => Promise<T>): Promise<T>;
  /** Lets nobody wait any longer than a moment: to be called before the process ends. */
  stop(): void;
}

/** It is not its turn before the end of the time that somebody has for it. */
export class PaceTooSlow extends Error {
  readonly code = 'pace_too_slow';
}

/** Whoever has to wait for longer than this is told, in ms. */
const longWaitMs = 3_000;
/** Other instances may take a turn meanwhile, or give one back. */
const longestPauseMs = 1_000;
/** What leaves within so many ms is waited for by a process that ends. */
const lastMs = 5_000;
/** Whoever was sent back goes before others of the same rank. */
const ranks = { other: 0, otherAgain: 1, card: 2, cardAgain: 3 } as const;

interface Waiter {
  rank: number;
  turn: Turn;
  told: boolean;
  go(): void;
  giveUp(reason: Error): void;
}

interface Line {
  waiters: Waiter[];
  /** When the first of them leaves, as far as is known; milliseconds since the epoch. */
  freeAt: number;
}

export interface PaceOptions {
  shared: SharedPace;
  limits: PaceLimits;
  clock: Clock;
  /** Resolves after so many ms, and keeps the process alive until then. */
  pause?: (ms: number) => Promise<unknown>;
}

/** One line for each channel, one for edits and one for reading, in which this process waits; the pace is everybody's. */
export function createPace({ shared, limits, clock, pause = setTimeout }: PaceOptions): Pace {
  const lines = new Map<string, Line>();
  let endsAt = Number.POSITIVE_INFINITY;

  return {
    post: (channel, rank, turn, call) => inTurn(`post:${channel}`, limits.post, rank, turn, call),
    edit,
    board: (id, call) =>
      inTurn(`board:${id}`, limits.board, 'other', {}, () => {
        const turnAt = clock();
        return edit(() => call(turnAt));
      }),
    read: (call) => inTurn('read', limits.edit, 'other', {}, call),
    stop() {
      endsAt = clock() + lastMs;
      for (const [key, line] of lines) review(line, limitOf(key));
    },
  };

  function limitOf(key: string): PaceLimit {
    if (key.startsWith('post:')) return limits.post;
    return key.startsWith('board:') ? limits.board : limits.edit;
  }

  function edit<T>(call: () => Promise<T>): Promise<T> {
    return inTurn('edit', limits.edit, 'other', {}, call);
  }

  async function inTurn<T>(
    key: string,
    limit: PaceLimit,
    rank: Rank,
    turn: Turn,
    call: () => Promise<T>,
  ): Promise<T> {
    for (let its: number = ranks[rank]; ; its = ranks[`${rank}Again`]) {
      await inLine(key, limit, its, turn);
      await turn.sending?.();
      try {
        return await call();
      } catch (error) {
        const ms = retryAfterMs(error);
        if (ms === undefined) throw error;
        await hold(key, limit, ms);
      }
    }
  }

  function inLine(key: string, limit: PaceLimit, rank: number, turn: Turn): Promise<void> {
    return new Promise((go, giveUp) => {
      const waiter: Waiter = { rank, turn, told: false, go, giveUp };
      const line = lines.get(key);
      if (line !== undefined) {
        const behind = line.waiters.findIndex((other) => other.rank < rank);
        line.waiters.splice(behind < 0 ? line.waiters.length : behind, 0, waiter);
        return review(line, limit);
      }
      const begun = { waiters: [waiter], freeAt: 0 };
      lines.set(key, begun);
      void serve(key, limit, begun);
    });
  }

  /** Lets them go one after the other, until nobody waits. */
  async function serve(key: string, limit: PaceLimit, line: Line): Promise<void> {
    for (let [first] = line.waiters; first !== undefined; [first] = line.waiters) {
      const waitMs = await takeTurn(key, limit, first.rank >= ranks.card);
      if (waitMs === 0) {
        // Somebody else may be the first by now.
        line.waiters.shift()?.go();
        continue;
      }
      line.freeAt = clock() + waitMs;
      review(line, limit);
      if (line.waiters.length > 0) await pause(Math.min(waitMs, longestPauseMs));
    }
    lines.delete(key);
  }

  /** While the store is away, this process keeps the pace by itself, with no bursts. */
  async function takeTurn(key: string, limit: PaceLimit, goesFirst: boolean): Promise<number> {
    try {
      return await shared.take(key, limit, goesFirst);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      await pause(limit.intervalMs);
      return 0;
    }
  }

  async function hold(key: string, limit: PaceLimit, ms: number): Promise<void> {
    try {
      await shared.hold(key, limit, ms);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      await pause(ms);
    }
  }

  /** Sends away those for whom it comes too late, and tells those who wait for long. */
  function review(line: Line, { intervalMs }: PaceLimit): void {
    const now = clock();
    let place = 0;
    for (const waiter of [...line.waiters]) {
      // While it is not known that turns have run out, everybody may leave at once.
      const ms = line.freeAt > now ? line.freeAt - now + place * intervalMs : 0;
      const tooLate = now + ms > Math.min(waiter.turn.until ?? Number.POSITIVE_INFINITY, endsAt);
      if (tooLate) {
        line.waiters.splice(line.waiters.indexOf(waiter), 1);
        waiter.giveUp(now + ms > endsAt ? new Interrupted() : new PaceTooSlow());
        continue;
      }
      place += 1;
      if (ms < longWaitMs || waiter.told) continue;
      waiter.told = true;
      waiter.turn.waiting?.(ms);
    }
  }
}
