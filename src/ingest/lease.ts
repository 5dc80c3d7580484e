import { createLoop } from '../async/interval-loop.ts';
import type { Wait } from '../async/wait.ts';
import { StoreUnavailable } from './errors.ts';
import type { Random } from './runtime.ts';
import type { Leases } from './storage-ports.ts';

/** A lease while somebody works under it. */
export interface HeldLease {
  /** Whether it is still theirs; renews it if it is. Throws StoreUnavailable. */
  holds(): Promise<boolean>;
}

/**
 * Does the work under the lease of a key, once; gives what it gave, or undefined if somebody else has the lease.
 * `renewed` is told while the work takes long. Throws StoreUnavailable, and what the work threw.
 */
export type UnderLease = <T>(
  key: string,
  work: (lease: HeldLease) => Promise<T>,
  renewed: () => Promise<void>,
) => Promise<T | undefined>;

/**
 * Leases that end `leaseMs` after they were last renewed, which is done every `renewMs` while the work is under way: it
 * may wait for long. Whoever does something that others must not do as well asks right before whether the lease holds.
 */
export function createLeaseHolder(
  { leases, random, wait }: { leases: Leases; random: Random; wait: Wait },
  { leaseMs, renewMs }: { leaseMs: number; renewMs: number },
): UnderLease {
  const me = random().toString(36).slice(2);
  let rounds = 0;

  return async (key, work, renewed) => {
    rounds += 1;
    const holder = `${me}-${rounds}`;
    const holds = async () => (await leases.acquire(key, holder, leaseMs)) === holder;
    if (!(await holds())) return undefined;
    const renewal = createLoop(async (pause) => {
      if (await pause(renewMs)) await renew(holds, renewed);
    }, wait);
    renewal.start();
    try {
      return await work({ holds });
    } finally {
      // A renewal that is under way would take the lease once more after its release.
      await renewal.stop();
      await leases.release(key, holder);
    }
  };
}

/** Does not reject if the store is away: whoever works asks again before the next message. */
async function renew(holds: HeldLease['holds'], renewed: () => Promise<void>): Promise<void> {
  try {
    if (await holds()) await renewed();
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
  }
}
