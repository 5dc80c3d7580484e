import type { Role } from '../../ingest/access.ts';
import type { ConfiguredRole } from '../../ingest/configured-role.ts';
import { group } from './mrkdwn.ts';

export function aRole(role: Role): string {
  return role === 'viewer' ? 'a viewer' : `an ${role}`;
}

const settingOf = { admin: 'INGEST_ADMINS', operator: 'INGEST_ALLOWLIST' } as const;

/** `an admin by the setting INGEST_ADMINS (through @leads)`. */
export function bySetting({ role, through }: ConfiguredRole): string {
  const words = `${aRole(role)} by the setting ${settingOf[role]}`;
  switch (through.type) {
    case 'user':
      return words;
    case 'group':
      return `${words} (through ${group(through.id)})`;
    case 'every-member':
      return `${words} (every full member is)`;
  }
}
