import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { SharedRateLimit } from '../../ingest/storage-ports.ts';
import { guarded } from '../backend.ts';
import type { RedisScripts } from './scripts.ts';

/** A place can become free sooner than was foreseen, since answers come early. */
const longestPauseMs = 50;

/** Places of limits in Redis. Those that an instance took before it died are free again when their time is over. */
export function createRedisLimit(run: RedisScripts, keyOf: (name: string) => string): SharedRateLimit {
  /** The last one who waits for a place of each API: the next one waits behind it. */
  const last = new Map<string, Promise<unknown>>();

  async function untilTaken(key: string, holder: string, places: number, mostMs: number): Promise<void> {
    for (;;) {
      const freeInMs = Number(await guarded(() => run('takePlace', [key], [places, holder, mostMs])));
      if (freeInMs === 0) return;
      await setTimeout(Math.min(freeInMs, longestPauseMs));
    }
  }

  return {
    async take(api, places, mostMs) {
      const key = keyOf(`limit:${api}`);
      const holder = randomUUID();
      const take = () => untilTaken(key, holder, places, mostMs);
      const mine = (last.get(api) ?? Promise.resolve()).then(take, take);
      last.set(api, mine);
      await mine;
      return (inMs) => guarded(async () => void (await run('freePlace', [key], [holder, inMs])));
    },
  };
}
