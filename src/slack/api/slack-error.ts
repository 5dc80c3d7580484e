import { WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';

/**
 * What a refusal of Slack means for the same call. The lists are those of the reference pages of chat.postMessage,
 * chat.update and chat.delete; what is on none of them passes, by itself or when somebody has mended something.
 */
export type RefusalKind =
  /** There is no such place, or the bot is not let into it. */
  | 'place-gone'
  /** The message that it hangs on, or that it changes, is not there. */
  | 'message-gone'
  /** The message that it changes is there, and may not be changed any more. */
  | 'uneditable'
  /** Slack takes no message that looks like this. */
  | 'unfit'
  | 'passing';

const reasons: Readonly<Record<Exclude<RefusalKind, 'passing'>, readonly string[]>> = {
  'place-gone': [
    ...['channel_not_found', 'not_in_channel', 'is_archived', 'is_inactive', 'channel_is_frozen'],
    ...['user_not_found', 'user_disabled', 'cannot_dm_bot', 'messages_tab_disabled'],
    ...['channel_type_not_supported', 'method_not_supported_for_channel_type', 'duplicate_channel_not_found'],
  ],
  'message-gone': [
    ...['message_not_found', 'thread_not_found', 'cannot_reply_to_message', 'duplicate_message_not_found'],
    'invalid_thread_ts',
  ],
  uneditable: ['cant_update_message', 'cannot_update_message', 'edit_window_closed'],
  unfit: [
    ...['msg_too_long', 'msg_blocks_too_long', 'no_text', 'invalid_blocks', 'invalid_blocks_format'],
    ...['block_mismatch', 'markdown_text_conflict', 'cant_broadcast_message', 'too_many_contact_cards'],
    ...['too_many_attachments', 'invalid_attachments', 'attachment_payload_limit_exceeded'],
    ...['invalid_metadata_format', 'invalid_metadata_schema', 'metadata_too_large'],
    ...['metadata_must_be_sent_from_app', 'invalid_arguments', 'invalid_arg_name', 'invalid_array_arg'],
    ...['invalid_charset', 'invalid_form_data', 'invalid_json', 'json_not_object'],
    ...['invalid_post_type', 'missing_post_type', 'as_user_not_supported'],
    ...['slack_connect_file_link_sharing_blocked', 'slack_connect_canvas_sharing_blocked'],
    ...['slack_connect_lists_sharing_blocked', 'slack_connect_clip_sharing_blocked'],
  ],
};

const kindOf = new Map(
  Object.entries(reasons).flatMap(([kind, words]) => words.map((word) => [word, kind as RefusalKind])),
);

/** Slack's words are such as these; if it answers with a page, the client takes the whole page for its word. */
const word = /^[a-z][a-z0-9_.]{0,79}$/;

/** Slack's own word for why a call failed, such as `not_in_channel`; if there was no such answer, a word of ours. */
export function slackReason(error: unknown): string {
  const reason: unknown = error instanceof WebAPIPlatformError ? error.data.error : undefined;
  return typeof reason === 'string' && word.test(reason) ? reason : 'slack_unreachable';
}

/** The scopes that a call without one of them would have needed, as Slack names them; undefined if it does not. */
export function neededScopes(error: unknown): string | undefined {
  const needed: unknown =
    error instanceof WebAPIPlatformError ? Reflect.get(error.data, 'needed') : undefined;
  return typeof needed === 'string' ? needed : undefined;
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

/** What the failure of a call means for the same call. */
export function refusalKind(error: unknown): RefusalKind {
  return kindOf.get(slackReason(error)) ?? 'passing';
}

/** Slack's words for too many calls in answers that are not HTTP 429. */
const rateWords: readonly string[] = ['ratelimited', 'rate_limited', 'message_limit_exceeded'];
/** In ms, if Slack asks to wait and does not say for how long. */
const unsaidMs = 5_000;

/** How long Slack asked to wait, in ms; undefined if it did not. */
export function retryAfterMs(error: unknown): number | undefined {
  if (error instanceof WebAPIRateLimitedError) return Math.max(0, error.retryAfter) * 1000;
  if (!(error instanceof WebAPIPlatformError) || !rateWords.includes(error.data.error)) return undefined;
  const said: unknown = error.data.response_metadata?.retryAfter;
  return typeof said === 'number' && said >= 0 ? said * 1000 : unsaidMs;
}
