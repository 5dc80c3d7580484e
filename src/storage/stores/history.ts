import type { HistoryEntry } from '../../ingest/history.ts';
import type { HistoryStore } from '../../ingest/ports.ts';
import type { Clock } from '../../ingest/runtime.ts';
import { type Backend, guarded } from '../backend.ts';

const keptMs = 90 * 24 * 60 * 60 * 1000;

/** What was done, in the order of time; entries older than 90 days go when somebody looks. */
export function createHistoryStore(backend: Backend, clock: Clock): HistoryStore {
  const entries = backend.collection('history');
  const index = backend.index('history');
  return {
    add: (id, entry) =>
      guarded(async () => {
        await Promise.all([entries.set(id, entry, keptMs), index.put(id, entry.at)]);
      }),
    page: (offset, limit) =>
      guarded(async () => {
        await index.removeBelow(clock() - keptMs);
        const ids = await index.highest(offset, limit);
        const items = ids.length === 0 ? [] : await entries.get<HistoryEntry>(ids);
        return { items: items.filter((entry) => entry !== undefined), total: await index.size() };
      }),
  };
}
