import type { Keyv } from 'keyv';
import type { Draft } from '../../ingest/fields.ts';
import type { DraftStore } from '../../ingest/storage-ports.ts';
import { guarded } from '../backend.ts';

/** Drafts by their id. */
export function createDraftStore(collection: Keyv): DraftStore {
  return {
    get: (id) => guarded(() => collection.get<Draft>(id)),
    put: (id, draft, ttlMs) =>
      guarded(async () => {
        await collection.set(id, draft, ttlMs);
      }),
  };
}
