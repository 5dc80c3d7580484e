/**
 * The errors of the reference pages of chat.postMessage and chat.update (docs.slack.dev), those that both have first. A
 * call can be made to fail with each of them.
 */
export const slackErrors = {
  'Of every method': [
    ...['access_denied', 'accesslimited', 'account_inactive', 'app_access_restricted', 'deprecated_endpoint'],
    ...['ekm_access_denied', 'enterprise_is_restricted', 'external_channel_migrating', 'fatal_error'],
    ...['internal_error', 'invalid_arg_name', 'invalid_arguments', 'invalid_array_arg', 'invalid_auth'],
    ...[
      'invalid_charset',
      'invalid_form_data',
      'invalid_post_type',
      'method_deprecated',
      'missing_post_type',
    ],
    ...['missing_scope', 'no_permission', 'not_allowed_token_type', 'not_authed', 'org_login_required'],
    ...['ratelimited', 'request_timeout', 'service_unavailable', 'team_access_not_granted'],
    ...['team_added_to_org', 'token_expired', 'token_revoked', 'two_factor_setup_required'],
  ],
  'Of chat.postMessage': [
    ...['as_user_not_supported', 'attachment_payload_limit_exceeded', 'cannot_reply_to_message'],
    ...['channel_not_found', 'channel_type_not_supported', 'duplicate_channel_not_found'],
    ...['duplicate_message_not_found', 'invalid_blocks', 'invalid_blocks_format', 'invalid_metadata_format'],
    ...['invalid_metadata_schema', 'is_archived', 'markdown_text_conflict', 'message_limit_exceeded'],
    ...['messages_tab_disabled', 'metadata_must_be_sent_from_app', 'metadata_too_large'],
    ...['msg_blocks_too_long', 'msg_too_long', 'no_text', 'not_in_channel', 'rate_limited'],
    ...['restricted_action', 'restricted_action_non_threadable_channel'],
    ...['restricted_action_read_only_channel', 'restricted_action_thread_locked'],
    ...['restricted_action_thread_only_channel', 'send_on_behalf_not_allowed'],
    ...['slack_connect_canvas_sharing_blocked', 'slack_connect_clip_sharing_blocked'],
    ...['slack_connect_file_link_sharing_blocked', 'slack_connect_lists_sharing_blocked'],
    ...['too_many_attachments', 'too_many_contact_cards'],
  ],
  'Of chat.update': [
    ...['block_mismatch', 'cant_broadcast_message', 'cant_update_message', 'edit_window_closed'],
    ...['external_channel_migrating', 'is_inactive', 'message_not_found', 'update_failed'],
  ],
} as const;

export const allSlackErrors: readonly string[] = [...new Set(Object.values(slackErrors).flat())];

/** What Slack shows now and then in the place of an answer, with status 200 (slack-ruby-client 350, python-slack-sdk 718). */
export const slackPages = {
  'a page of HTML':
    '<!DOCTYPE html><html><head><title>Slack</title></head><body>Sorry! T0PSECRET</body></html>',
  'an empty body': '',
  'words of a proxy': 'upstream connect error or disconnect/reset before headers',
  'half of an answer': '{"ok":true,"channel":"C0',
  'JSON that is no answer': '[]',
  'an answer without ok': '{"error":"internal_error"}',
} as const;
