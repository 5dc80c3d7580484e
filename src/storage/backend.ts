import type { Keyv } from 'keyv';
import { StoreUnavailable } from '../ingest/errors.ts';

/** Ids in the order of a number, such as a moment. */
export interface OrderedIndex {
  /** Adds the id, or moves it. */
  put(id: string, score: number): Promise<void>;
  remove(id: string): Promise<void>;
  /** Removes every id whose score is below this one. */
  removeBelow(score: number): Promise<void>;
  /** Ids by falling score. */
  highest(offset: number, limit: number): Promise<string[]>;
  size(): Promise<number>;
}

/** One kind of storage. Collections throw whatever their driver throws: see `guarded`. */
export interface Backend {
  /** The values kept under a name, apart from those of other names. */
  collection(name: string): Keyv;
  /** The ids kept under a name, apart from those of other names. */
  index(name: string): OrderedIndex;
  /** True for the first who asks for the key, also among processes that share the storage, until `ttlMs` have passed. */
  claim(key: string, ttlMs: number): Promise<boolean>;
  close(): Promise<void>;
}

/** Does the work; whatever goes wrong with it is a StoreUnavailable with the driver's error as its cause. */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new StoreUnavailable("The bot's store cannot be read or written at the moment.", { cause });
  }
}
