import type { Clock, Logger } from '../../ingest/runtime.ts';
import type { Backend, OrderedIndex } from '../backend.ts';
import { createKeyv } from '../keyv.ts';
import { localLeases } from './leases.ts';

import { localPace } from './pace.ts';
import { createLocalQueue } from './queue.ts';

/** Storage that is gone with the process: for trying the bot out. */
export function openMemory(clock: Clock, logger: Logger): Backend {
  const index = byName(memoryIndex);
  const textsOf = byName(() => new Map<string, string>());
  const backend: Backend = {
    isShared: false,
    collection: (name) => createKeyv({ store: textsOf(name) }),
    index,
    records(name) {
      const texts = textsOf(name);
      const names = textsOf(`${name}-names`);
      return {
        read: async (ids) => ids.map((id) => texts.get(id)),
        async swap(id, before, text, places, as) {
          if (texts.get(id) !== before) return false;
          if (text === undefined) texts.delete(id);
          else texts.set(id, text);
          if (as !== undefined) names.set(as, id);
          // All of it is begun before it is anybody else's turn.
          await Promise.all(
            Object.entries(places).map(([where, score]) =>
              score === undefined ? index(where).remove(id) : index(where).put(id, score),
            ),
          );
          return true;
        },
        named: async (as) => names.get(as),
      };
    },
    leases: localLeases(clock),
    queue: (name) => createLocalQueue(name, { backend, clock, logger }),
    limit: undefined,
    pace: localPace(clock),
    async examine() {},
    risks: async () => ['in-memory'],
    async close() {},
  };
  return backend;
}

/** Makes a thing once for each name. */
function byName<T>(make: () => T): (name: string) => T {
  const made = new Map<string, T>();
  return (name) => {
    const thing = made.get(name) ?? make();
    made.set(name, thing);
    return thing;
  };
}

/** An ordered index that is gone with the process. */
function memoryIndex(): OrderedIndex {
  const scores = new Map<string, number>();
  const rising = () => [...scores].toSorted(([idA, a], [idB, b]) => a - b || (idA < idB ? -1 : 1));
  return {
    async put(id, score) {
      scores.set(id, score);
    },
    async remove(id) {
      scores.delete(id);
    },
    async removeBelow(score) {
      for (const [id, its] of scores) if (its < score) scores.delete(id);
    },
    highest: async (offset, limit) =>
      rising()
        .reverse()
        .slice(offset, offset + limit)
        .map(([id]) => id),
    upTo: async (score, limit) =>
      rising()
        .filter(([, its]) => its <= score)
        .slice(0, limit)
        .map(([id]) => id),
    size: async () => scores.size,
  };
}
