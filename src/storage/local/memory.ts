import type { Clock, Logger } from '../../ingest/runtime.ts';
import type { Backend } from '../backend.ts';
import { createKeyv } from '../keyv.ts';
import { localLeases } from './leases.ts';
import { memoryIndex } from './memory-index.ts';
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
