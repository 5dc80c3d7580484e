import type { AccessPolicy, Grant } from '../../ingest/access.ts';
import { type Message, messageOfLines } from '../format/message.ts';
import { calendarDate, channel, group, user } from '../format/mrkdwn.ts';

/** So many that a list can still be read. */
const most = { mentions: 30, grants: 40 };

/** Who may use the bot: by the settings, and by given roles with the newest first. */
export function whoMay(policy: AccessPolicy, grants: readonly Grant[]): Message {
  const admins = mentions(policy.adminUsers, policy.adminGroups);
  const everyone = policy.everyMember ? ['every full member of this workspace'] : [];
  const operators = [...everyone, ...mentions(policy.users, policy.groups)];
  const channels =
    policy.channels === undefined
      ? 'any channel'
      : `only ${some([...policy.channels].map(channel), most.mentions)}`;
  return messageOfLines([
    `*Admins* by the setting INGEST_ADMINS: ${some(admins, most.mentions)}`,
    `*Operators* by the setting INGEST_ALLOWLIST: ${some(operators, most.mentions)}`,
    `*Where* by the setting INGEST_CHANNELS: ${channels}`,
    ...grantedRoles(grants),
  ]);
}

function mentions(users: ReadonlySet<string>, groups: ReadonlySet<string>): string[] {
  return [...[...users].map(user), ...[...groups].map(group)];
}

function some(parts: readonly string[], limit: number): string {
  if (parts.length === 0) return 'nobody';
  const rest = parts.length - limit;
  return [...parts.slice(0, limit), ...(rest > 0 ? [`and ${rest} more that are not shown`] : [])].join(', ');
}

function grantedRoles(grants: readonly Grant[]): string[] {
  if (grants.length === 0) return ['*Given roles*: none'];
  const newestFirst = grants.toSorted((a, b) => b.at - a.at);
  const rest = newestFirst.length - most.grants;
  return [
    '*Given roles*',
    ...newestFirst.slice(0, most.grants).map(grantLine),
    ...(rest > 0 ? [`… and ${rest} older ones that are not shown.`] : []),
  ];
}

function grantLine({ user: id, role, by, at }: Grant): string {
  return `• ${user(id)}: ${role}, given by ${user(by)} on ${calendarDate(at)}`;
}
