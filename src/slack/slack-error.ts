import { WebAPIPlatformError } from '@slack/web-api';

/** Slack's own word for why a call failed, such as `not_in_channel`; where there was no such answer, a word of ours. */
export function slackReason(error: unknown): string {
  return error instanceof WebAPIPlatformError ? error.data.error : 'slack_unreachable';
}
