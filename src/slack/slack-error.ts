import { WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';

/** Slack's own word for why a call failed, such as `not_in_channel`; where there was no such answer, a word of ours. */
export function slackReason(error: unknown): string {
  return error instanceof WebAPIPlatformError ? error.data.error : 'slack_unreachable';
}

/** Refusals that pass by themselves, or when whoever runs the bot has mended its token. */
const passing = new Set([
  'accesslimited',
  'account_inactive',
  'fatal_error',
  'internal_error',
  'invalid_auth',
  'missing_scope',
  'not_authed',
  'ratelimited',
  'rate_limited',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
  'token_expired',
  'token_revoked',
]);

/** Whether the same call will never work, whoever tries it again. */
export function isPermanent(error: unknown): boolean {
  return error instanceof WebAPIPlatformError && !passing.has(error.data.error);
}

/** How long Slack asked to wait; undefined where it did not. */
export function retryAfterMs(error: unknown): number | undefined {
  return error instanceof WebAPIRateLimitedError ? error.retryAfter * 1000 : undefined;
}
