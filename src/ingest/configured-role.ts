import type { AccessPolicy, AccountKind, Directory, Role } from './access.ts';

/** A role that somebody has by the settings, and how. */
export interface ConfiguredRole {
  role: Extract<Role, 'operator' | 'admin'>;
  through: { type: 'user' } | { type: 'group'; id: string } | { type: 'every-member' };
}

export interface ConfiguredRoles {
  /** Highest first. */
  roles: readonly ConfiguredRole[];
  /** Groups of the settings that could not be read, so that nobody knows who is in them. */
  unread: readonly string[];
}

/** The roles that a user has by the settings, from memory. `kind` is undefined if the account could not be read. */
export function configuredRoles(
  user: string,
  kind: AccountKind | undefined,
  policy: AccessPolicy,
  directory: Directory,
): ConfiguredRoles {
  const through = (users: ReadonlySet<string>, groups: ReadonlySet<string>): ConfiguredRole['through'][] => [
    ...(users.has(user) ? [{ type: 'user' } as const] : []),
    ...[...groups]
      .filter((id) => directory.members(id)?.has(user) === true)
      .map((id) => ({ type: 'group', id }) as const),
  ];
  const admin = through(policy.adminUsers, policy.adminGroups);
  const operator = through(policy.users, policy.groups);
  if (policy.everyMember && kind === 'member') operator.push({ type: 'every-member' });
  const groups = new Set([...policy.adminGroups, ...policy.groups]);
  return {
    roles: [
      ...admin.map((way) => ({ role: 'admin', through: way }) as const),
      ...operator.map((way) => ({ role: 'operator', through: way }) as const),
    ],
    unread: [...groups].filter((id) => directory.members(id) === undefined),
  };
}
