import type { GrantStore, HistoryStore, TaskStore } from '../ingest/ports.ts';
import type { Clock, Journal } from '../ingest/runtime.ts';
import type {
  Claims,
  DraftStore,
  PresetStore,
  Queue,
  SharedLimit,
  SharedPace,
  StoreRisk,
} from '../ingest/storage-ports.ts';
import { type Backend, guarded } from './backend.ts';
import { openLevel } from './level/open.ts';
import { openMemory } from './local/memory.ts';
import { createDraftStore } from './stores/drafts.ts';
import { createGrantStore } from './stores/grants.ts';
import { createHistoryStore } from './stores/history.ts';
import { createPresetStore } from './stores/presets.ts';
import { createTaskStore } from './stores/tasks.ts';

export interface Store {
  tasks: TaskStore;
  history: HistoryStore;
  presets: PresetStore;
  grants: GrantStore;
  drafts: DraftStore;
  leases: Claims;
  /** The jobs kept under a name. */
  queue<Job>(name: string): Queue<Job>;
  /** Limits that are held together with other instances; undefined where the store has room for one only. */
  limit: SharedLimit | undefined;
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

export interface StoreSurroundings {
  clock: Clock;
  journal: Journal;
}

/** Opens the storage that a URL names: file:PATH, redis://… or memory:. Throws whatever its driver throws. */
export async function openBackend(url: string, { clock, journal }: StoreSurroundings): Promise<Backend> {
  if (url.startsWith('memory:')) return openMemory(clock, journal);
  if (/^rediss?:/.test(url)) {
    // The drivers of Redis take long to load, and a file does without them.
    const { openRedis } = await import('./redis/open.ts');
    return openRedis(url, journal);
  }
  return openLevel(filePath(url), clock, journal);
}

/** Opens the storage that STORE_URL names. Throws StoreUnavailable. */
export async function openStore(
  url: string,
  surroundings: StoreSurroundings,
  open = openBackend,
): Promise<Store> {
  const { clock } = surroundings;
  const backend = await guarded(() => open(url, surroundings));
  const probe = backend.collection('probe');
  return {
    tasks: createTaskStore(backend, surroundings.journal),
    history: createHistoryStore(backend, clock),
    grants: createGrantStore(backend),
    presets: createPresetStore(backend),
    drafts: createDraftStore(backend.collection('drafts')),
    leases: guardedClaims(backend.leases),
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

function guardedClaims({ claim, release }: Claims): Claims {
  return {
    claim: (key, by, ttlMs) => guarded(() => claim(key, by, ttlMs)),
    release: (key, by) => guarded(() => release(key, by)),
  };
}

/** `file:data/x` is below the working directory, `file:/data/x` and `file:///data/x` are not. */
export function filePath(url: string): string {
  return url.replace(/^file:(\/\/(?=\/))?/, '');
}
