import type { Access, Refusal } from '../../ingest/access.ts';
import { type Message, message } from '../format/message.ts';
import { channel, group, listing, user } from '../format/mrkdwn.ts';
import { aRole } from '../format/role-words.ts';

/** Why somebody may not do this, and who can help. */
export function refusal(reason: Refusal, helpers: Access['helpers']): Message {
  return message(`🚫 ${why(reason)} ${whoHelps(reason, helpers)}`);
}

function why(reason: Refusal): string {
  switch (reason.reason) {
    case 'not-listed':
      return 'You are not on the list of people who may start streams.';
    case 'role':
      return `This takes the role of ${aRole(reason.needs)}, and you are ${aRole(reason.has)}.`;
    case 'channel':
      return `\`/ingest\` may be used only in ${listing(firstOf(reason.allowed.map(channel)))}.`;
    case 'not-a-member':
      return `Only full members of this workspace may start streams, and ${kinds[reason.kind]}.`;
    case 'unreadable':
      return 'Slack did not say just now whether you may start streams, so nothing was done.';
  }
}

/** So many that they can be read, and a word for the rest. */
function firstOf(mentions: readonly string[], most = 5): string[] {
  const rest = mentions.length - most;
  return rest > 0 ? [...mentions.slice(0, most), `${rest} more`] : [...mentions];
}

const kinds = {
  member: 'you are one',
  guest: 'you are a guest',
  outsider: 'you belong to another organisation',
  bot: 'bots are not',
  gone: 'your account is deactivated',
} as const;

function whoHelps(reason: Refusal, { users, groups }: Access['helpers']): string {
  if (reason.reason === 'unreadable') return 'Try again in a minute.';
  const admins = [...users.map(user), ...groups.map(group)];
  if (admins.length === 0) return 'Whoever runs this bot can change that (setting INGEST_ALLOWLIST).';
  return `${listing(admins.slice(0, 5))} can change that.`;
}
