import { type Backend, guarded } from '../backend.ts';

/** More than anybody makes by hand. */
const most = 10_000;

/** A few things that people made by hand, each under an id, all of which can be read at once. Every method throws StoreUnavailable. */
export interface Entries<T> {
  get(id: string): Promise<T | undefined>;
  /** The newest first. */
  all(): Promise<readonly T[]>;
  /** In place of the one of that id. `at` is when it was made, in ms since the epoch. */
  put(id: string, entry: T, at: number): Promise<void>;
  /** False if there was none. */
  remove(id: string): Promise<boolean>;
}

/** The entries kept under a name. */
export function createEntries<T>(backend: Backend, name: string): Entries<T> {
  const entries = backend.collection(name);
  const index = backend.index(name);
  return {
    get: (id) => guarded(() => entries.get<T>(id)),
    all: () =>
      guarded(async () => {
        const ids = await index.highest(0, most);
        const found = ids.length === 0 ? [] : await entries.get<T>(ids);
        return found.filter((entry) => entry !== undefined);
      }),
    put: (id, entry, at) =>
      guarded(async () => {
        await entries.set(id, entry);
        await index.put(id, at);
      }),
    remove: (id) =>
      guarded(async () => {
        await index.remove(id);
        return entries.delete(id);
      }),
  };
}
