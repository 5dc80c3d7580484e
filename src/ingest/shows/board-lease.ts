import type { Wait } from '../../async/wait.ts';
import { createLeaseHolder } from '../lease.ts';
import type { Random } from '../runtime.ts';
import type { Leases } from '../storage-ports.ts';
import type { ShowRun } from './run.ts';

export interface BoardLeasePorts {
  leases: Leases;
  random: Random;
  wait: Wait;
}

/** Longer than a board may wait for its turn to be posted between two renewals. */
const leaseMs = 40_000;
const renewMs = 10_000;
/** Somebody else posts the board meanwhile. */
const pollMs = 200;

/** Whether what is asked for is there already, and what it is. */
export type Found<T> = { found: T } | undefined;

/**
 * Of all who want to post the board of a run, here or at another instance, one does at a time. The others wait, and look
 * before each try whether it is there. Throws StoreUnavailable, and what `look` and `post` throw.
 */
export type OnePosts = <T>(
  run: Pick<ShowRun, 'id'>,
  look: () => Promise<Found<T>>,
  post: () => Promise<T>,
) => Promise<T>;

export function createBoardLease(ports: BoardLeasePorts): OnePosts {
  const underLease = createLeaseHolder(ports, { leaseMs, renewMs });

  return async (run, look, post) => {
    for (;;) {
      const there = await look();
      if (there !== undefined) return there.found;
      const done = await underLease(
        `board:${run.id}`,
        async () => (await look()) ?? { found: await post() },
        async () => {},
      );
      if (done !== undefined) return done.found;
      await ports.wait(pollMs, new AbortController().signal);
    }
  };
}
