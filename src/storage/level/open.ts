import { EventEmitter } from 'node:events';
import { ClassicLevel } from 'classic-level';
import type { KeyvStoreAdapter, StoredData } from 'keyv';
import { createKeyedMutex, type KeyedMutex } from '../../async/keyed-mutex.ts';
import { StoreUnavailable } from '../../ingest/errors.ts';
import type { Clock, Logger } from '../../ingest/runtime.ts';
import type { Backend } from '../backend.ts';
import { damaged, damageIn } from '../damage.ts';
import { createKeyv } from '../keyv.ts';
import { localLeases } from '../local/leases.ts';
import { localPace } from '../local/pace.ts';
import { createLocalQueue } from '../local/queue.ts';
import { examineLevel } from './check.ts';
import { prepareFolder, unusableFolder } from './folder.ts';
import { keyIn, type LevelIndex, levelIndex, rangeOf } from './ordered-index.ts';
import { createLevelWriter, type Database, type LevelWriter } from './writer.ts';

/** What stores in one LevelDB share. */
interface Level {
  root: Database;
  writer: LevelWriter;
  mutex: KeyedMutex;
}

/** A Keyv store for the values of one name. Reads are made at once: the way to another thread takes longer. */
class LevelStore extends EventEmitter implements KeyvStoreAdapter {
  readonly #level: Level;
  readonly #name: string;
  /** Of a store's own options Keyv asks for nothing. */
  readonly opts = {};

  constructor(level: Level, name: string) {
    super();
    this.#level = level;
    this.#name = name;
  }

  async get<Value>(id: string): Promise<StoredData<Value> | undefined> {
    return this.#level.root.getSync(keyIn(this.#name, id)) as StoredData<Value> | undefined;
  }

  async set(id: string, value: string): Promise<void> {
    const key = keyIn(this.#name, id);
    await this.#level.mutex.run(key, () => this.#level.writer.write([{ type: 'put', key, value }]));
  }

  async delete(id: string): Promise<boolean> {
    const { root, mutex, writer } = this.#level;
    const key = keyIn(this.#name, id);
    return mutex.run(key, async () => {
      if (root.getSync(key) === undefined) return false;
      await writer.write([{ type: 'del', key }]);
      return true;
    });
  }

  async clear(): Promise<void> {
    await this.#level.root.clear(rangeOf(this.#name));
  }
}

/**
 * Storage in a folder of this machine, for one process: LevelDB locks it, and the system frees the lock when the process
 * ends, however that comes. Throws if it cannot be opened; StoreUnavailable if another process has it, StoreDamaged if
 * something of it is missing or cannot be read.
 */
export async function openLevel(path: string, clock: Clock, logger: Logger): Promise<Backend> {
  await prepareFolder(path);
  const { torn } = await examineLevel(path).catch((error) => {
    throw error instanceof StoreUnavailable ? error : (unusableFolder(path, error) ?? error);
  });
  for (const file of torn)
    logger.error(
      { path, file },
      'The store ends in the middle of a record, and has lost its latest ones: look at /ingest list and the rooms',
    );
  const root: Database = new ClassicLevel(path);
  await root.open().catch(({ cause }) => {
    throw reasonOf(cause, path);
  });
  const indexes = new Map<string, LevelIndex>();
  const writer = createLevelWriter(root, (writes) => {
    for (const each of indexes.values()) each.noteWritten(writes);
  });
  const level = { root, writer, mutex: createKeyedMutex() };

  function index(name: string): LevelIndex {
    const known = indexes.get(name) ?? levelIndex(root, name, level);
    indexes.set(name, known);
    return known;
  }

  const backend: Backend = {
    isShared: false,
    collection: (name) => createKeyv({ store: new LevelStore(level, name) }),
    index,
    records: (name) => ({
      read: async (ids) => ids.map((id) => root.getSync(keyIn(name, id))),
      swap: (id, before, text, places, as) =>
        level.mutex.run(id, async () => {
          const key = keyIn(name, id);
          if (root.getSync(key) !== before) return false;
          await level.writer.write([
            text === undefined ? { type: 'del', key } : { type: 'put', key, value: text },
            ...(as === undefined ? [] : [{ type: 'put' as const, key: nameIn(name, as), value: id }]),
            ...Object.entries(places).flatMap(([where, score]) => index(where).place(id, score)),
          ]);
          return true;
        }),
      named: async (as) => root.getSync(nameIn(name, as)),
    }),
    leases: localLeases(clock),
    queue: (name) => createLocalQueue(name, { backend, clock, logger }),
    limit: undefined,
    pace: localPace(clock),
    examine: async () => {
      await examineLevel(path);
    },
    risks: async () => [],
    async close() {
      await level.writer.end();
      await root.close();
    },
  };
  return backend;
}

function nameIn(records: string, name: string): string {
  return keyIn(`${records}-names`, name);
}

/** LevelDB's own error says that it could not be opened, and its cause says why. */
function reasonOf(cause: unknown, path: string): unknown {
  if ((cause as NodeJS.ErrnoException | undefined)?.code === 'LEVEL_LOCKED')
    return new StoreUnavailable(
      `The store ${path} is in use by another process. Stop that one first, or let them share a Redis.`,
    );
  const found = damageIn(cause);
  if (found !== undefined) return damaged(found, path, { cause });
  return unusableFolder(path, cause) ?? cause;
}
