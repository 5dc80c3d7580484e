import type { Keyv } from 'keyv';
import { StoreUnavailable } from '../ingest/errors.ts';
import type { Leases, Queue, SharedPace, SharedRateLimit, StoreRisk } from '../ingest/storage-ports.ts';
import { damaged, damageIn } from './damage.ts';

/** Ids in the order of a number, such as a moment. */
export interface OrderedIndex {
  /** Adds the id, or moves it. */
  put(id: string, score: number): Promise<void>;
  remove(id: string): Promise<void>;
  /** Removes every id whose score is below this one. */
  removeBelow(score: number): Promise<void>;
  /** Ids by falling score. */
  highest(offset: number, limit: number): Promise<string[]>;
  /** Ids whose score is at most this one, by rising score. */
  upTo(score: number, limit: number): Promise<string[]>;
  size(): Promise<number>;
}

/** Where a record stands in indexes, by their names: its score in each, undefined if it is not to be in it. */
export type Places = Readonly<Record<string, number | undefined>>;

/** Records that are written together with their places in indexes and their names, or not at all. */
export interface Records {
  /** The texts of these records, in the same order; undefined if there is none. */
  read(ids: readonly string[]): Promise<(string | undefined)[]>;
  /**
   * Writes the text in place of `before` (undefined: if there is none; as the text: removes it), and moves the
   * record in the indexes. With a name, it can be found by that from now on. False, and nothing is written, if the
   * record is not `before` any more.
   */
  swap(
    id: string,
    before: string | undefined,
    text: string | undefined,
    places: Places,
    name?: string,
  ): Promise<boolean>;
  /** The id of the record that has been given the name. */
  named(name: string): Promise<string | undefined>;
}

/** One kind of storage. Collections throw whatever their driver throws: see `guarded`. */
export interface Backend {
  /** Whether other processes may use it at the same time. */
  readonly isShared: boolean;
  /** The values kept under a name, apart from those of other names. */
  collection(name: string): Keyv;
  /** The ids kept under a name, apart from those of other names. */
  index(name: string): OrderedIndex;
  /** The records kept under a name; their indexes are those of `index`. */
  records(name: string): Records;
  /** Leases among all processes that share the storage; if no other process can be there, they end with this one. */
  leases: Leases;
  /** The jobs kept under a name. */
  queue<Job>(name: string): Queue<Job>;
  /** Limits that are held together with other processes; undefined if there are none. */
  limit: SharedRateLimit | undefined;
  /** Turns that are taken together with whoever shares the storage. */
  pace: SharedPace;
  /** Reads all that is kept, if the driver does not notice damage by itself. Throws StoreDamaged. */
  examine(): Promise<void>;
  /** How it can lose what it has taken. */
  risks(): Promise<readonly StoreRisk[]>;
  close(): Promise<void>;
}

/** Does the work; whatever goes wrong with it is a StoreUnavailable (a StoreDamaged if that is why), if it is not one already with the driver's error as its cause. */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof StoreUnavailable) throw cause;
    const found = damageIn(cause);
    if (found !== undefined) throw damaged(found, undefined, { cause });
    throw new StoreUnavailable("The bot's store cannot be read or written at the moment.", { cause });
  }
}
