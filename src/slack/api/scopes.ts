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
