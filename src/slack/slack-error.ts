import { WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';

/** Slack's own word for why a call failed, such as `not_in_channel`; where there was no such answer, a word of ours. */
export function slackReason(error: unknown): string {
  return error instanceof WebAPIPlatformError ? error.data.error : 'slack_unreachable';
}

/** Refusals that pass by themselves. */
const passing = new Set([
  'fatal_error',
  'internal_error',
  'ratelimited',
  'rate_limited',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
]);

/** Refusals that pass when whoever runs the bot has mended its token. */
const mendable = new Set([
  'accesslimited',
  'account_inactive',
  'invalid_auth',
  'missing_scope',
  'not_authed',
  'token_expired',
  'token_revoked',
]);

/** Whether the same call will never work, whoever tries it again. */
export function isPermanent(error: unknown): boolean {
  return !mayPassSoon(error) && !mendable.has(slackReason(error));
}

/** Whether the same call may work in a moment, with nobody doing anything about it. */
export function mayPassSoon(error: unknown): boolean {
  return !(error instanceof WebAPIPlatformError) || passing.has(error.data.error);
}

/** How long Slack asked to wait; undefined where it did not. */
export function retryAfterMs(error: unknown): number | undefined {
  return error instanceof WebAPIRateLimitedError ? error.retryAfter * 1000 : undefined;
}
