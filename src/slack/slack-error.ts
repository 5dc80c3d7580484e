import { WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';

/** Slack's own word for why a call failed, such as `not_in_channel`; where there was no such answer, a word of ours. */
export function slackReason(error: unknown): string {
  return error instanceof WebAPIPlatformError ? error.data.error : 'slack_unreachable';
}

/** Whether Slack took too long to bring the request, or the bot to open a form for it: its trigger lives three seconds. */
export function isTooLateForForm(error: unknown): boolean {
  if (!(error instanceof WebAPIPlatformError)) return false;
  const { error: reason, response_metadata } = error.data;
  // Slack says it in either way (https://github.com/slackapi/bolt-python/issues/434).
  const details = response_metadata?.messages ?? [];
  return reason === 'expired_trigger_id' || details.some((detail) => /trigger_id` expired/.test(detail));
}

/** Whether the trigger of a form has opened it before: Slack delivers requests more than once. */
export function isFormOpenAlready(error: unknown): boolean {
  return slackReason(error) === 'exchanged_trigger_id';
}

/** Whether a form that was to be changed is not there any more: the person closed it. */
export function isFormClosed(error: unknown): boolean {
  return ['not_found', 'view_not_found', 'hash_conflict'].includes(slackReason(error));
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
