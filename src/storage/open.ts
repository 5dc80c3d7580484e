import type { GrantStore, HistoryStore, TaskStore } from '../ingest/ports.ts';
import type { Clock, Logger } from '../ingest/runtime.ts';
import type {
  DraftStore,
  Leases,
  PresetStore,
  Queue,
  RunNewsStore,
  RunStore,
  SharedPace,
  SharedRateLimit,
  ShowStore,
  StoreRisk,
} from '../ingest/storage-ports.ts';
import { type Backend, guarded } from './backend.ts';
import { openLevel } from './level/open.ts';
import { openMemory } from './local/memory.ts';
import { createDraftStore } from './stores/drafts.ts';
import { createGrantStore } from './stores/grants.ts';
import { createHistoryStore } from './stores/history.ts';
import { createPresetStore } from './stores/presets.ts';
import { createRunNewsStore } from './stores/run-news.ts';
import { createRunStore } from './stores/runs.ts';
import { createShowStore } from './stores/shows.ts';
import { createTaskStore } from './stores/tasks.ts';

export interface Store {
  tasks: TaskStore;
  history: HistoryStore;
  presets: PresetStore;
  grants: GrantStore;
  drafts: DraftStore;
  shows: ShowStore;
  runs: RunStore;
  runNews: RunNewsStore;
  leases: Leases;
  /** The jobs kept under a name. */
  queue<Job>(name: string): Queue<Job>;
  /** Limits that are held together with other instances; undefined if the store has room for one only. */
  limit: SharedRateLimit | undefined;
  /** Turns that are taken together with other instances. */
  pace: SharedPace;
  /** Writes and reads something. Throws StoreUnavailable. */
  check(): Promise<void>;
  /** Looks for damage in all that is kept, which takes as long as reading it. Throws StoreUnavailable. */
  examine(): Promise<void>;
  /** How it can lose what it has taken. Throws StoreUnavailable. */
  risks(): Promise<readonly StoreRisk[]>;
  close(): Promise<void>;
}

export interface StoreRuntime {
  clock: Clock;
  logger: Logger;
}

/** Opens the storage that a URL names: file:PATH, redis://… or memory:. Throws whatever its driver throws. */
export async function openBackend(url: string, { clock, logger }: StoreRuntime): Promise<Backend> {
  if (url.startsWith('memory:')) return openMemory(clock, logger);
  if (/^rediss?:/.test(url)) {
    // The drivers of Redis take long to load, and a file does without them.
    const { openRedis } = await import('./redis/open.ts');
    return openRedis(url, logger);
  }
  return openLevel(filePath(url), clock, logger);
}

/** Opens the storage that STORE_URL names. Throws StoreUnavailable. */
export async function openStore(url: string, runtime: StoreRuntime, open = openBackend): Promise<Store> {
  const { clock } = runtime;
  const backend = await guarded(() => open(url, runtime));
  const probe = backend.collection('probe');
  return {
    tasks: createTaskStore(backend, runtime.logger),
    history: createHistoryStore(backend, clock),
    grants: createGrantStore(backend),
    presets: createPresetStore(backend),
    shows: createShowStore(backend),
    runs: createRunStore(backend, clock),
    runNews: createRunNewsStore(backend, clock),
    drafts: createDraftStore(backend.collection('drafts')),
    leases: guardedLeases(backend.leases),
    queue: (name) => backend.queue(name),
    limit: backend.limit,
    pace: backend.pace,
    check: () =>
      guarded(async () => {
        const written = String(clock());
        await probe.set('at', written);
        if ((await probe.get('at')) === undefined) throw new Error('What was written could not be read back');
      }),
    examine: () => guarded(() => backend.examine()),
    risks: () => guarded(() => backend.risks()),
    close: () => backend.close(),
  };
}

function guardedLeases({ acquire, release }: Leases): Leases {
  return {
    acquire: (key, by, ttlMs) => guarded(() => acquire(key, by, ttlMs)),
    release: (key, by) => guarded(() => release(key, by)),
  };
}

/** `file:data/x` is below the working directory, `file:/data/x` and `file:///data/x` are not. */
export function filePath(url: string): string {
  return url.replace(/^file:(\/\/(?=\/))?/, '');
}
