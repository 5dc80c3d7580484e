import type { Wait } from '../async/wait.ts';
import { StoreUnavailable } from './errors.ts';
import type { Random } from './runtime.ts';
import type { Leases } from './storage-ports.ts';

/** A lease while somebody works under it. */
export interface HeldLease {
  /** Whether it is still theirs; renews it where it is. Throws StoreUnavailable. */
  holds(): Promise<boolean>;
}

/**
 * Does the work under the lease of a key, once; gives what it gave, or undefined where somebody else has the lease.
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
    const over = new AbortController();
    void keepRenewing(over.signal, async () => {
      if (await holds()) await renewed();
    });
    try {
      return await work({ holds });
    } finally {
      over.abort();
      await leases.release(key, holder);
    }
  };

  /** Does not reject: where the store is away, whoever works asks again before the next message. */
  async function keepRenewing(over: AbortSignal, renew: () => Promise<void>): Promise<void> {
    while (await hasPassed(over)) {
      await renew().catch((error: unknown) => {
        if (!(error instanceof StoreUnavailable)) throw error;
      });
    }
  }

  async function hasPassed(over: AbortSignal): Promise<boolean> {
    try {
      await wait(renewMs, over);
      return true;
    } catch {
      return false;
    }
  }
}
