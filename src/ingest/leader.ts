import { createIntervalLoop } from '../async/interval-loop.ts';
import type { Wait } from '../async/wait.ts';
import { StoreUnavailable } from './errors.ts';
import type { Logger } from './runtime.ts';
import type { Leases } from './storage-ports.ts';

/** Which of the instances that share a store does what is to be done once. */
export interface Leader {
  /** Whether it is this one now. */
  leads(): boolean;
  start(): void;
  /** Resolves when another one can be it. */
  stop(): Promise<void>;
}

const key = 'leader';
/** If the leader dies, another one is found after so long. */
const leaseMs = 15_000;
const renewMs = 5_000;

/** Takes part in finding the leader, under a name that no other instance has. */
export function createLeader(options: { leases: Leases; name: string; wait: Wait; logger: Logger }): Leader {
  const { leases, name, wait, logger } = options;
  const rounds = createIntervalLoop(renew, renewMs, wait);
  let leading = false;

  async function renew(): Promise<void> {
    const led = leading;
    leading = await orFalse(async () => (await leases.acquire(key, name, leaseMs)) === name);
    if (leading && !led) logger.info({ instance: name }, 'This instance leads');
  }

  async function orFalse(work: () => Promise<boolean>): Promise<boolean> {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      logger.warn({ error }, 'The instances could not agree on a leader');
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
