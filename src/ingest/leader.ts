import { createRounds } from '../async/interval-loop.ts';
import type { Wait } from '../async/wait.ts';
import { StoreUnavailable } from './errors.ts';
import type { Journal } from './runtime.ts';
import type { Claims } from './storage-ports.ts';

/** Which of the instances that share a store does what is to be done once. */
export interface Leader {
  /** Whether it is this one now. */
  leads(): boolean;
  start(): void;
  /** Resolves when another one can be it. */
  stop(): Promise<void>;
}

const key = 'leader';
/** Where the leader dies, another one is found after so long. */
const leaseMs = 15_000;
const renewMs = 5_000;

/** Takes part in finding the leader, under a name that no other instance has. */
export function createLeader(options: {
  leases: Claims;
  name: string;
  wait: Wait;
  journal: Journal;
}): Leader {
  const { leases, name, wait, journal } = options;
  const rounds = createRounds(renew, renewMs, wait);
  let leading = false;

  async function renew(): Promise<void> {
    const led = leading;
    leading = await orFalse(async () => (await leases.claim(key, name, leaseMs)) === name);
    if (leading && !led) journal.info({ instance: name }, 'This instance leads');
  }

  async function orFalse(work: () => Promise<boolean>): Promise<boolean> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      journal.warn({ error }, 'The instances could not agree on a leader');
      return false;
    }
  }

  return {
    leads: () => leading,
    start: rounds.start,
    async stop() {
      await rounds.stop();
      leading = await orFalse(async () => {
        await leases.release(key, name);
        return false;
      });
    },
  };
}
