import type { SharedPace } from '../../ingest/storage-ports.ts';
import { guarded } from '../backend.ts';
import type { RedisScripts } from './scripts.ts';

/** Turns in Redis, by the clock of Redis, which all instances share. */
export function createRedisPace(run: RedisScripts, keyOf: (name: string) => string): SharedPace {
  const keysOf = (key: string) => [keyOf(`pace:${key}`), keyOf(`pace-first:${key}`)];
  return {
    take: (key, { intervalMs, burst }, goesFirst) =>
      guarded(async () =>
        Number(await run('takeTurn', keysOf(key), [intervalMs, burst, goesFirst ? 'first' : ''])),
      ),
    hold: (key, { intervalMs, burst }, ms) =>
      guarded(async () => void (await run('holdTurns', keysOf(key), [intervalMs, burst, ms]))),
  };
}
