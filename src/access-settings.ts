import type { AccessPolicy } from './ingest/access.ts';
import type { Settings } from './settings.ts';

/** Who may use the bot, and where. */
export function accessPolicy(from: Settings): AccessPolicy {
  const allowed = from.INGEST_ALLOWLIST ?? [];
  const admins = from.INGEST_ADMINS ?? [];
  const groups = (list: readonly string[]) => new Set(list.filter((id) => id.startsWith('S')));
  const users = (list: readonly string[]) => new Set(list.filter((id) => /^[UW]/.test(id)));
  return {
    everyMember: allowed.includes('*'),
    users: users(allowed),
    groups: groups(allowed),
    adminUsers: users(admins),
    adminGroups: groups(admins),
    channels: from.INGEST_CHANNELS === undefined ? undefined : new Set(from.INGEST_CHANNELS),
  };
}
