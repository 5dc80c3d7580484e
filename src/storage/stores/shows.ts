import type { Show } from '../../ingest/shows/show.ts';
import type { ShowStore } from '../../ingest/storage-ports.ts';
import type { Backend } from '../backend.ts';
import { createEntries } from './entries.ts';

/** Saved shows by their name. */
export function createShowStore(backend: Backend): ShowStore {
  const shows = createEntries<Show>(backend, 'shows');
  return {
    get: shows.get,
    all: async () => (await shows.all()).toSorted((a, b) => a.name.localeCompare(b.name)),
    put: (show) => shows.put(show.name, show, show.at),
    remove: shows.remove,
  };
}
