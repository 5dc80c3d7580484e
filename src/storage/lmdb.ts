import { EventEmitter } from 'node:events';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Keyv, type KeyvStoreAdapter, type StoredData } from 'keyv';
import { type Database, open } from 'lmdb';
import type { Clock, Journal } from '../ingest/ports.ts';
import type { Backend } from './backend.ts';
import { ownFile } from './file-owner.ts';
import { lmdbClaims } from './lmdb-claims.ts';
import { type LmdbIndex, lmdbIndex } from './lmdb-index.ts';
import { createLocalQueue } from './local-queue.ts';
import { memoryClaims } from './memory-claims.ts';

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

/** Storage in one file of this machine, for one process. Throws where it cannot be opened, or another process has it open. */
export async function openLmdb(path: string, clock: Clock, journal: Journal): Promise<Backend> {
  mkdirSync(dirname(path), { recursive: true });
  const root = open({ path, maxDbs: 32 });
  const leave = await ownFile(path, root, journal).catch(async (error) => {
    await root.close();
    throw error;
  });
  let isOpen = true;
  const claims = lmdbClaims(root, clock, () => assertOpen(isOpen));
  const indexes = new Map<string, LmdbIndex>();

  function index(name: string): LmdbIndex {
    const known = indexes.get(name) ?? lmdbIndex(root, name, () => assertOpen(isOpen));
    indexes.set(name, known);
    return known;
  }

  function inTransaction<T>(work: () => T): Promise<T> {
    assertOpen(isOpen);
    return root.transaction(work);
  }

  const database = (name: string) => root.openDB<string, string>({ name, encoding: 'string' });
  const keyvOn = (of: Database<string, string>) =>
    new Keyv({ store: new LmdbStore(of, () => isOpen), useKeyPrefix: false, throwOnErrors: true });

  const backend: Backend = {
    collection: (name) => keyvOn(database(name)),
    index,
    records(name) {
      const texts = database(name);
      return {
        collection: keyvOn(texts),
        swap: (id, before, text, places) =>
          inTransaction(() => {
            if (texts.get(id) !== before) return false;
            if (text === undefined) texts.remove(id);
            else texts.put(id, text);
            for (const [where, score] of Object.entries(places)) index(where).place(id, score);
            return true;
          }),
      };
    },
    claims,
    leases: memoryClaims(clock),
    queue: (name) => createLocalQueue(name, { backend, clock, journal }),
    limit: undefined,
    async close() {
      isOpen = false;
      await root.close();
      leave();
    },
  };
  return backend;
}
