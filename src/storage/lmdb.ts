import { EventEmitter } from 'node:events';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Keyv, type KeyvStoreAdapter, type StoredData } from 'keyv';
import { type Database, open } from 'lmdb';
import type { Clock } from '../ingest/ports.ts';
import type { Backend } from './backend.ts';

/** A Keyv store on one LMDB database. A write is in the file when its promise resolves: kill -9 does not lose it. */
class LmdbStore extends EventEmitter implements KeyvStoreAdapter {
  /** Keyv gives iterators only to stores of dialects that it knows. */
  readonly opts = { dialect: 'sqlite', url: 'lmdb' };
  readonly #database: Database<string, string>;

  constructor(database: Database<string, string>) {
    super();
    this.#database = database;
  }

  async get<Value>(key: string): Promise<StoredData<Value> | undefined> {
    return this.#database.get(key) as StoredData<Value> | undefined;
  }

  async set(key: string, value: string): Promise<void> {
    await this.#database.put(key, value);
  }

  async delete(key: string): Promise<boolean> {
    return this.#database.remove(key);
  }

  async clear(): Promise<void> {
    await this.#database.clearAsync();
  }

  async *iterator<Value>(): AsyncGenerator<Array<string | Awaited<Value> | undefined>, void> {
    for (const { key, value } of this.#database.getRange()) yield [key, value];
  }
}

/** Storage in one file of this machine, which several processes may share. Throws where it cannot be opened. */
export function openLmdb(path: string, clock: Clock): Backend {
  mkdirSync(dirname(path), { recursive: true });
  const root = open({ path, maxDbs: 16 });
  const claims = root.openDB<number, string>({ name: 'claims' });
  for (const { key, value } of claims.getRange()) if (value <= clock()) claims.remove(key);

  return {
    collection(name) {
      const store = new LmdbStore(root.openDB<string, string>({ name, encoding: 'string' }));
      return new Keyv({ store, useKeyPrefix: false, throwOnErrors: true });
    },
    claim: (key, ttlMs) =>
      claims.transaction(() => {
        const takenUntil = claims.get(key);
        if (takenUntil !== undefined && takenUntil > clock()) return false;
        claims.put(key, clock() + ttlMs);
        return true;
      }),
    close: () => root.close(),
  };
}
