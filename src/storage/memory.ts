import { Keyv } from 'keyv';
import type { Clock, Journal } from '../ingest/ports.ts';
import type { Backend, OrderedIndex } from './backend.ts';
import { createLocalQueue } from './local-queue.ts';
import { memoryClaims } from './memory-claims.ts';
import { memoryIndex } from './memory-index.ts';

/** Storage that is gone with the process: for trying the bot out. */
export function openMemory(clock: Clock, journal: Journal): Backend {
  const indexes = new Map<string, OrderedIndex>();

  function index(name: string): OrderedIndex {
    const known = indexes.get(name) ?? memoryIndex();
    indexes.set(name, known);
    return known;
  }

  const backend: Backend = {
    collection: () => new Keyv({ store: new Map(), throwOnErrors: true }),
    index,
    records() {
      const texts = new Map<string, string>();
      return {
        collection: new Keyv({ store: texts, throwOnErrors: true, useKeyPrefix: false }),
        async swap(id, before, text, places) {
          if (texts.get(id) !== before) return false;
          if (text === undefined) texts.delete(id);
          else texts.set(id, text);
          for (const [where, score] of Object.entries(places)) {
            await (score === undefined ? index(where).remove(id) : index(where).put(id, score));
          }
          return true;
        },
      };
    },
    claims: memoryClaims(clock),
    leases: memoryClaims(clock),
    queue: (name) => createLocalQueue(name, { backend, clock, journal }),
    limit: undefined,
    async close() {},
  };
  return backend;
}
