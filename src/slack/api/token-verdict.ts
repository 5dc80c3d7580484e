import type { WebClient } from '@slack/web-api';
import type { Verdict } from '../../ingest/ports.ts';
import { opensSocket, type SlackCall, withoutBotToken } from './api-call.ts';
import { slackReason } from './slack-error.ts';

/** Slack's words for a bot token that it does not take (any more). */
export const tokenRefusals: ReadonlySet<string> = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
]);

/** Slack's words for an app-level token with which no socket can be opened, whenever it is tried. */
export const appTokenRefusals: ReadonlySet<string> = new Set([
  ...tokenRefusals,
  ...['not_allowed_token_type', 'missing_scope', 'no_permission', 'access_denied'],
  ...['user_removed_from_team', 'team_disabled', 'forbidden_team', 'team_access_not_granted'],
]);

/** What a call tells of the bot token. */
export function tokenVerdict({ method, outcome, reason }: SlackCall): Verdict {
  if (withoutBotToken.has(method)) return 'silent';
  if (outcome === 'ok') return 'accepted';
  return reason !== undefined && tokenRefusals.has(reason) ? 'refused' : 'silent';
}

/** What a call tells of the app-level token, with which sockets are opened. */
export function appTokenVerdict({ method, outcome, reason }: SlackCall): Verdict {
  if (method !== opensSocket) return 'silent';
  if (outcome === 'ok') return 'accepted';
  return reason !== undefined && appTokenRefusals.has(reason) ? 'refused' : 'silent';
}

/** Asks Slack whether it takes the bot token. Does not reject. */
export async function askAboutToken(web: WebClient): Promise<Verdict> {
  try {
    await web.auth.test();
    return 'accepted';
  } catch (error) {
    return tokenRefusals.has(slackReason(error)) ? 'refused' : 'silent';
  }
}
