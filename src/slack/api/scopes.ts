import type { SlackCall } from './api-call.ts';

/** What the bot may do at Slack: the scopes of manifest.yml, each of which some call needs. */
export const botScopes = [
  'channels:history',
  'groups:history',
  'im:history',
  'mpim:history',
  'chat:write',
  'commands',
  'usergroups:read',
  'users:read',
] as const;

/** What the app may be given besides: without `files:read`, the rows of a show can only be pasted. */
export const optionalScopes = ['files:read'] as const;

/** What Slack last said that the app may do. */
export interface GrantedScopes {
  note(call: Pick<SlackCall, 'scopes'>): void;
  /** Whether it may do that; not, as long as Slack has said nothing. */
  has(scope: (typeof optionalScopes)[number]): boolean;
}

export function createGrantedScopes(): GrantedScopes {
  let granted: readonly string[] = [];
  return {
    note({ scopes }) {
      granted = scopes ?? granted;
    },
    has: (scope) => granted.includes(scope),
  };
}
