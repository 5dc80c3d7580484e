/** What kind of account a user id belongs to. */
export type AccountKind = 'member' | 'guest' | 'outsider' | 'bot' | 'gone';

/** Who may use the bot, from the settings. People, groups and channels are named by their ids. */
export interface AccessPolicy {
  /** Every full member of the workspace may use it. */
  everyMember: boolean;
  users: ReadonlySet<string>;
  groups: ReadonlySet<string>;
  adminUsers: ReadonlySet<string>;
  adminGroups: ReadonlySet<string>;
  /** The only channels where it may be used; undefined if any will do. */
  channels: ReadonlySet<string> | undefined;
}

/** What somebody may do: look, run streams, or also change who may. Each includes the one before it. */
export const roles = ['viewer', 'operator', 'admin'] as const;

export type Role = (typeof roles)[number];

export function includes(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}

/** A role that an admin gave somebody. */
export interface Grant {
  /** Id of the person who has it. */
  user: string;
  /** Id of the admin. */
  by: string;
  role: Role;
  /** Milliseconds since the epoch. */
  at: number;
}

/** The roles that were granted. They add to those of the settings and never take away. */
export interface Grants {
  /** From memory. */
  roleOf(user: string): Role | undefined;
  /** Reads what other instances have granted or taken back meanwhile. Does not throw. */
  refresh(): Promise<void>;
}

/** What is known about people without asking anybody, and what can be asked. */
export interface Directory {
  /** Members of a group as last read; undefined while it has never been read. */
  members(group: string): ReadonlySet<string> | undefined;
  /** Kind of an account as last read; undefined while it has never been read. */
  kind(user: string): AccountKind | undefined;
  /** Reads the groups again, unless that was done a moment ago. Does not throw. */
  refreshGroups(): Promise<void>;
  /** Reads the kind of an account; undefined if it cannot be read now. Does not throw. */
  readKind(user: string): Promise<AccountKind | undefined>;
}

export type Refusal =
  | { reason: 'not-listed' }
  /** Known, with a role that does not go so far. */
  | { reason: 'role'; has: Role; needs: Role }
  | { reason: 'channel'; allowed: readonly string[] }
  | { reason: 'not-a-member'; kind: AccountKind }
  | { reason: 'unreadable' };

export type Decision = { allowed: true; role: Role } | { allowed: false; refusal: Refusal };

export interface Access {
  /** Decides from what is in memory; undefined if somebody has to be asked first. */
  now(user: string, channel?: string, needs?: Role): Decision | undefined;
  /** Decides, asking if memory does not tell. Does not throw. */
  check(user: string, channel?: string, needs?: Role): Promise<Decision>;
  /** The users and groups who can help somebody who was refused. */
  helpers: { users: readonly string[]; groups: readonly string[] };
}

const no = (refusal: Refusal): Decision => ({ allowed: false, refusal });

/**
 * The rights to use the bot: those of the settings, with the members of groups taken from the directory, and those that
 * were given. What is not said to need another role needs that of an operator.
 */
export function createAccess(policy: AccessPolicy, directory: Directory, grants: Grants): Access {
  const groups = [...policy.groups, ...policy.adminGroups];
  const isIn = (user: string, list: ReadonlySet<string>) =>
    [...list].some((group) => directory.members(group)?.has(user) === true);
  const groupsUnread = () => groups.some((group) => directory.members(group) === undefined);

  function roleOf(user: string, kind: AccountKind | undefined): Role | undefined {
    if (policy.adminUsers.has(user) || isIn(user, policy.adminGroups)) return 'admin';
    const granted = grants.roleOf(user);
    if (granted === 'admin') return granted;
    if (policy.users.has(user) || isIn(user, policy.groups) || kind === 'member') return 'operator';
    return granted;
  }

  function refusedChannel(channel: string | undefined): Decision | undefined {
    if (policy.channels === undefined || channel === undefined || policy.channels.has(channel))
      return undefined;
    return no({ reason: 'channel', allowed: [...policy.channels] });
  }

  function granted(role: Role, needs: Role, channel: string | undefined): Decision {
    if (!includes(role, needs)) return no({ reason: 'role', has: role, needs });
    return refusedChannel(channel) ?? { allowed: true, role };
  }

  const kindInMemory = (user: string) => (policy.everyMember ? directory.kind(user) : undefined);

  function now(user: string, channel?: string, needs: Role = 'operator'): Decision | undefined {
    const kind = kindInMemory(user);
    const role = roleOf(user, kind);
    if (role !== undefined && includes(role, needs)) return granted(role, needs, channel);
    if (groups.length > 0 || (policy.everyMember && kind === undefined)) return undefined;
    return refused(role, needs, kind);
  }

  async function check(user: string, channel?: string, needs: Role = 'operator'): Promise<Decision> {
    await grants.refresh();
    const known = now(user, channel, needs);
    if (known !== undefined) return known;
    if (groups.length > 0) await directory.refreshGroups();
    const kind = policy.everyMember ? (directory.kind(user) ?? (await directory.readKind(user))) : undefined;
    const role = roleOf(user, kind);
    return role !== undefined && includes(role, needs)
      ? granted(role, needs, channel)
      : refused(role, needs, kind);
  }

  function refused(role: Role | undefined, needs: Role, kind: AccountKind | undefined): Decision {
    if (role !== undefined) return no({ reason: 'role', has: role, needs });
    if (!policy.everyMember) return no({ reason: groupsUnread() ? 'unreadable' : 'not-listed' });
    return no(
      kind === undefined || kind === 'member' ? { reason: 'unreadable' } : { reason: 'not-a-member', kind },
    );
  }

  return { helpers: { users: [...policy.adminUsers], groups: [...policy.adminGroups] }, now, check };
}
