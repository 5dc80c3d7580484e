import type { Grant } from '../../ingest/access.ts';
import type { GrantStore } from '../../ingest/ports.ts';
import type { Backend } from '../backend.ts';
import { createEntries } from './entries.ts';

/** Granted roles by the user who has them. */
export function createGrantStore(backend: Backend): GrantStore {
  const grants = createEntries<Grant>(backend, 'grants');
  return {
    isShared: backend.isShared,
    all: grants.all,
    put: (grant) => grants.put(grant.user, grant, grant.at),
    remove: async (user) => {
      await grants.remove(user);
    },
  };
}
