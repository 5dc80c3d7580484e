import type { Grant } from '../ingest/grant.ts';
import type { GrantStore } from '../ingest/ports.ts';
import { type Backend, guarded } from './backend.ts';

/** More than anybody gives roles to by hand. */
const everyGrant = 10_000;

/** Given roles by the user who has them. */
export function createGrantStore(backend: Backend): GrantStore {
  const grants = backend.collection('grants');
  const index = backend.index('grants');
  return {
    all: () =>
      guarded(async () => {
        const users = await index.highest(0, everyGrant);
        const found = users.length === 0 ? [] : await grants.get<Grant>(users);
        return found.filter((grant) => grant !== undefined);
      }),
    put: (grant) =>
      guarded(async () => {
        await grants.set(grant.user, grant);
        await index.put(grant.user, grant.at);
      }),
    remove: (user) =>
      guarded(async () => {
        await index.remove(user);
        await grants.delete(user);
      }),
  };
}
