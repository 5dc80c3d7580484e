/** What kind of account a user id belongs to. */
export type AccountKind = 'member' | 'guest' | 'outsider' | 'bot' | 'gone';

/** Who may use the bot, from the settings. Ids are Slack's: U… and W… for users, S… for user groups, C… for channels. */
export interface AccessPolicy {
  /** Every full member of the workspace may use it. */
  everyMember: boolean;
  users: ReadonlySet<string>;
  groups: ReadonlySet<string>;
  adminUsers: ReadonlySet<string>;
  adminGroups: ReadonlySet<string>;
  /** The only channels where it may be used; undefined where any will do. */
  channels: ReadonlySet<string> | undefined;
}

/** What is known about people without asking anybody, and what can be asked. */
export interface Directory {
  /** Members of a group as last read; undefined while it has never been read. */
  members(group: string): ReadonlySet<string> | undefined;
  /** Kind of an account as last read; undefined while it has never been read. */
  kind(user: string): AccountKind | undefined;
  /** Reads the groups again, unless that was done a moment ago. Does not throw. */
  refreshGroups(): Promise<void>;
  /** Reads the kind of an account; undefined where it cannot be read now. Does not throw. */
  readKind(user: string): Promise<AccountKind | undefined>;
}

export type Refusal =
  | { reason: 'not-listed' }
  | { reason: 'channel'; allowed: readonly string[] }
  | { reason: 'not-a-member'; kind: AccountKind }
  | { reason: 'unreadable' };

export type Decision = { allowed: true } | { allowed: false; refusal: Refusal };

export interface Access {
  /** Decides from what is in memory; undefined where somebody has to be asked first. */
  now(user: string, channel?: string): Decision | undefined;
  /** Decides, asking where memory does not tell. Does not throw. */
  check(user: string, channel?: string): Promise<Decision>;
  /** The users and groups who can help somebody who was refused. */
  helpers: { users: readonly string[]; groups: readonly string[] };
}

const yes: Decision = { allowed: true };
const no = (refusal: Refusal): Decision => ({ allowed: false, refusal });

/** The rights to use the bot: the policy of the settings, with the members of groups taken from the directory. */
export function createAccess(policy: AccessPolicy, directory: Directory): Access {
  const users = new Set([...policy.users, ...policy.adminUsers]);
  const groups = [...policy.groups, ...policy.adminGroups];
  const listed = (user: string) =>
    users.has(user) || groups.some((group) => directory.members(group)?.has(user) === true);
  const groupsUnread = () => groups.some((group) => directory.members(group) === undefined);

  function refusedChannel(channel: string | undefined): Decision | undefined {
    if (policy.channels === undefined || channel === undefined || policy.channels.has(channel))
      return undefined;
    return no({ reason: 'channel', allowed: [...policy.channels] });
  }

  function byKind(kind: AccountKind | undefined): Decision {
    if (kind === undefined) return no({ reason: 'unreadable' });
    return kind === 'member' ? yes : no({ reason: 'not-a-member', kind });
  }

  function now(user: string, channel?: string): Decision | undefined {
    const kind = policy.everyMember ? directory.kind(user) : undefined;
    if (listed(user) || kind === 'member') return refusedChannel(channel) ?? yes;
    if (groups.length > 0 || (policy.everyMember && kind === undefined)) return undefined;
    return policy.everyMember ? byKind(kind) : no({ reason: 'not-listed' });
  }

  async function check(user: string, channel?: string): Promise<Decision> {
    const known = now(user, channel);
    if (known !== undefined) return known;
    if (groups.length > 0) await directory.refreshGroups();
    if (listed(user)) return refusedChannel(channel) ?? yes;
    if (!policy.everyMember) return no({ reason: groupsUnread() ? 'unreadable' : 'not-listed' });
    const decision = byKind(directory.kind(user) ?? (await directory.readKind(user)));
    return decision.allowed ? (refusedChannel(channel) ?? yes) : decision;
  }

  return { helpers: { users: [...policy.adminUsers], groups: [...policy.adminGroups] }, now, check };
}
