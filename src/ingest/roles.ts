import { type AccessPolicy, type AccountKind, type Directory, includes, type Role } from './access.ts';
import { type ConfiguredRole, type ConfiguredRoles, configuredRoles } from './configured-role.ts';
import type { GrantBook } from './grants.ts';
import type { HistoryEntry } from './history.ts';
import type { HistoryStore } from './ports.ts';
import { remember } from './remember.ts';
import type { Clock, Logger } from './runtime.ts';

export interface RolePorts {
  policy: AccessPolicy;
  directory: Directory;
  grants: GrantBook;
  history: HistoryStore;
  logger: Logger;
  clock: Clock;
}

export type Allowed =
  | { type: 'granted'; before: Role | undefined; account: AccountKind }
  /** Has been granted that very role before. */
  | { type: 'same' }
  /** The settings give that role or more; `granted` is what was granted besides. */
  | { type: 'settled'; settled: ConfiguredRole; granted: Role | undefined }
  | { type: 'no-person'; account: 'bot' | 'gone' }
  /** The directory did not say who that is. */
  | { type: 'unreadable' };

export interface Denied {
  /** The granted role that was taken back; undefined if there was none. */
  taken: Role | undefined;
  /** What the settings give all the same. */
  settled: ConfiguredRoles;
  /** Whether full members have rights by the settings and the directory did not say whether this is one. */
  accountUnread: boolean;
}

export interface Roles {
  /** Grants a role, unless the settings give it already. Throws StoreUnavailable. */
  allow(change: { user: string; role: Role; by: string }): Promise<Allowed>;
  /** Takes back what was granted; what the settings give stays. Throws StoreUnavailable. */
  deny(change: { user: string; by: string }): Promise<Denied>;
}

/** How granted roles change. Each change is in the history and in the log. */
export function createRoles(ports: RolePorts): Roles {
  const { policy, directory, grants, history, logger, clock } = ports;

  return {
    async allow({ user, role, by }) {
      const account = await directory.readKind(user);
      if (account === undefined) return { type: 'unreadable' };
      if (account === 'bot' || account === 'gone') return { type: 'no-person', account };
      await readAgain();
      const before = grants.roleOf(user);
      const { roles } = configuredRoles(user, account, policy, directory);
      const settled = roles.find((one) => includes(one.role, role));
      if (settled !== undefined) return { type: 'settled', settled, granted: before };
      if (before === role) return { type: 'same' };
      const at = clock();
      await grants.grant({ user, by, role, at });
      await changed({ at, by, what: 'allowed', whom: user, about: role });
      return { type: 'granted', before, account };
    },

    async deny({ user, by }) {
      await readAgain();
      const taken = grants.roleOf(user);
      if (taken !== undefined) {
        await grants.revoke(user);
        await changed({ at: clock(), by, what: 'denied', whom: user, about: taken });
      }
      const account = policy.everyMember ? await directory.readKind(user) : undefined;
      return {
        taken,
        settled: configuredRoles(user, account, policy, directory),
        accountUnread: policy.everyMember && account === undefined,
      };
    },
  };

  /** Other instances may have changed roles, and groups their members, since they were read. */
  async function readAgain(): Promise<void> {
    await Promise.all([grants.load(), directory.refreshGroups()]);
  }

  function changed(entry: HistoryEntry): Promise<void> {
    logger.info({ ...entry }, 'A role changed');
    return remember(entry, { history, logger });
  }
}
