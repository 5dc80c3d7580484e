import { Keyv } from 'keyv';
import type { Clock } from '../ingest/ports.ts';
import type { Backend } from './backend.ts';
import { memoryIndex } from './memory-index.ts';

/** Storage that is gone with the process: for trying the bot out. */
export function openMemory(clock: Clock): Backend {
  const claims = new Map<string, number>();
  return {
    collection: () => new Keyv({ store: new Map(), throwOnErrors: true }),
    index: () => memoryIndex(),
    async claim(key, ttlMs) {
      const takenUntil = claims.get(key);
      if (takenUntil !== undefined && takenUntil > clock()) return false;
      claims.set(key, clock() + ttlMs);
      return true;
    },
    async close() {},
  };
}
