import type {
  Claims,
  Clock,
  DraftStore,
  GrantStore,
  HistoryStore,
  PresetStore,
  Random,
  TaskStore,
} from '../ingest/ports.ts';
import { type Backend, guarded } from './backend.ts';
import { createDraftStore } from './drafts.ts';
import { createGrantStore } from './grants.ts';
import { createHistoryStore } from './history.ts';
import { openLmdb } from './lmdb.ts';
import { openMemory } from './memory.ts';
import { createPresetStore } from './presets.ts';
import { openRedis } from './redis.ts';
import { createTaskStore } from './tasks.ts';

export interface Store {
  tasks: TaskStore;
  history: HistoryStore;
  presets: PresetStore;
  grants: GrantStore;
  drafts: DraftStore;
  claims: Claims;
  /** Writes and reads something. Throws StoreUnavailable. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the storage that STORE_URL names: file:PATH, redis://… or memory:. Throws StoreUnavailable. */
export async function openStore(url: string, clock: Clock, random: Random): Promise<Store> {
  const backend = await guarded(() => openBackend(url, clock));
  const probe = backend.collection('probe');
  return {
    tasks: createTaskStore(backend),
    history: createHistoryStore(backend, clock, random),
    grants: createGrantStore(backend),
    presets: createPresetStore(backend),
    drafts: createDraftStore(backend.collection('drafts')),
    claims: { claim: (key, ttlMs) => guarded(() => backend.claim(key, ttlMs)) },
    check: () =>
      guarded(async () => {
        const written = String(clock());
        await probe.set('at', written);
        if ((await probe.get('at')) === undefined) throw new Error('What was written could not be read back');
      }),
    close: () => backend.close(),
  };
}

async function openBackend(url: string, clock: Clock): Promise<Backend> {
  if (url.startsWith('memory:')) return openMemory(clock);
  if (/^rediss?:/.test(url)) return openRedis(url);
  return openLmdb(filePath(url), clock);
}

/** `file:data/x` is below the working directory, `file:/data/x` and `file:///data/x` are not. */
function filePath(url: string): string {
  return url.replace(/^file:(\/\/(?=\/))?/, '');
}
