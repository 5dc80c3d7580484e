import { createMutex } from '../async/keyed-mutex.ts';
import type { Grant, Grants } from './access.ts';
import type { GrantStore } from './ports.ts';
import type { Logger } from './runtime.ts';

export interface GrantBook extends Grants {
  /** Reads the store again: other instances may have written to it. Throws StoreUnavailable. */
  load(): Promise<void>;
  list(): readonly Grant[];
  /** Grants a role, in place of the one before. Throws StoreUnavailable. */
  grant(grant: Grant): Promise<void>;
  /** Takes a granted role back. Throws StoreUnavailable. */
  revoke(user: string): Promise<void>;
}

/** The granted roles, kept in memory so that rights can be checked without waiting. */
export function createGrantBook(store: GrantStore, logger: Logger): GrantBook {
  let grants = new Map<string, Grant>();
  /** One after the other: what was read before a change must not replace what the change left. */
  const { run: inTurn } = createMutex();

  function load(): Promise<void> {
    return inTurn(async () => {
      grants = new Map((await store.all()).map((grant) => [grant.user, grant]));
    });
  }

  return {
    roleOf: (user) => grants.get(user)?.role,
    list: () => [...grants.values()],
    load,
    async refresh() {
      if (!store.isShared) return;
      await load().catch((error) => logger.warn({ error }, 'The given roles are those of before'));
    },
    grant: (grant) =>
      inTurn(async () => {
        await store.put(grant);
        grants.set(grant.user, grant);
      }),
    revoke: (user) =>
      inTurn(async () => {
        await store.remove(user);
        grants.delete(user);
      }),
  };
}
