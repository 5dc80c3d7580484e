import { EventEmitter } from 'node:events';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Keyv, type KeyvStoreAdapter, type StoredData } from 'keyv';
import { type Database, open } from 'lmdb';
import type { Clock } from '../ingest/ports.ts';
import type { Backend } from './backend.ts';
import { lmdbIndex } from './lmdb-index.ts';

/** In bytes. LMDB takes 1978, of which control characters need two each; what people type may be longer. */
const longestKey = 980;

/** A Keyv store on one LMDB database. A write is in the file when its promise resolves: kill -9 does not lose it. */
class LmdbStore extends EventEmitter implements KeyvStoreAdapter {
  readonly #isOpen: () => boolean;
  /** Keyv gives iterators only to stores of dialects that it knows. */
  readonly opts = { dialect: 'sqlite', url: 'lmdb' };
  readonly #database: Database<string, string>;

  constructor(database: Database<string, string>, isOpen: () => boolean) {
    super();
    this.#database = database;
    this.#isOpen = isOpen;
  }

  async get<Value>(key: string): Promise<StoredData<Value> | undefined> {
    if (Buffer.byteLength(key) > longestKey) return undefined;
    return this.#database.get(key) as StoredData<Value> | undefined;
  }

  async set(key: string, value: string): Promise<void> {
    assertOpen(this.#isOpen());
    await this.#database.put(key, value);
  }

  async delete(key: string): Promise<boolean> {
    assertOpen(this.#isOpen());
    const existed = this.#database.doesExist(key);
    await this.#database.remove(key);
    return existed;
  }

  async clear(): Promise<void> {
    assertOpen(this.#isOpen());
    await this.#database.clearAsync();
  }

  async *iterator<Value>(): AsyncGenerator<Array<string | Awaited<Value> | undefined>, void> {
    for (const { key, value } of this.#database.getRange()) yield [key, value];
  }
}

/** LMDB answers a write to a closed file with an exception that nobody can catch. */
function assertOpen(isOpen: boolean): void {
  if (!isOpen) throw new Error('The file is closed');
}

/** Storage in one file of this machine, which several processes may share. Throws where it cannot be opened. */
export function openLmdb(path: string, clock: Clock): Backend {
  mkdirSync(dirname(path), { recursive: true });
  const root = open({ path, maxDbs: 32 });
  let isOpen = true;
  const claims = root.openDB<number, string>({ name: 'claims' });
  for (const { key, value } of claims.getRange()) if (value <= clock()) claims.remove(key);

  return {
    collection(name) {
      const store = new LmdbStore(root.openDB<string, string>({ name, encoding: 'string' }), () => isOpen);
      return new Keyv({ store, useKeyPrefix: false, throwOnErrors: true });
    },
    index: (name) => lmdbIndex(root, name, () => assertOpen(isOpen)),
    async claim(key, ttlMs) {
      assertOpen(isOpen);
      return claims.transaction(() => {
        const takenUntil = claims.get(key);
        if (takenUntil !== undefined && takenUntil > clock()) return false;
        claims.put(key, clock() + ttlMs);
        return true;
      });
    },
    close() {
      isOpen = false;
      return root.close();
    },
  };
}
