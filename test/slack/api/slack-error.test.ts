import { expect, test } from '@jest/globals';
import { allSlackErrors, slackPages } from '../../../sandbox/slack/error-codes.ts';
import type { Fault } from '../../../sandbox/slack/index.ts';
import {
  type RefusalKind,
  refusalKind,
  retryAfterMs,
  slackReason,
} from '../../../src/slack/api/slack-error.ts';
import { live, slackStage } from '../../support/slack-stage.ts';

/** What the bot makes of a call that fails so. */
async function read(fault: Fault) {
  const { slack, web } = await slackStage();
  slack.fail(fault);
  const error = await web.posting.chat.postMessage({ channel: live, text: 'x' }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { kind: refusalKind(error), reason: slackReason(error), retryAfterMs: retryAfterMs(error) };
}

/** Which of Slack's documented errors never pass; all the others do, by themselves or when somebody mends something. */
const final: Readonly<Record<string, Exclude<RefusalKind, 'passing'>>> = {
  as_user_not_supported: 'unfit',
  attachment_payload_limit_exceeded: 'unfit',
  block_mismatch: 'unfit',
  cannot_reply_to_message: 'message-gone',
  cant_broadcast_message: 'unfit',
  cant_update_message: 'uneditable',
  channel_not_found: 'place-gone',
  channel_type_not_supported: 'place-gone',
  duplicate_channel_not_found: 'place-gone',
  duplicate_message_not_found: 'message-gone',
  edit_window_closed: 'uneditable',
  invalid_arg_name: 'unfit',
  invalid_arguments: 'unfit',
  invalid_array_arg: 'unfit',
  invalid_blocks: 'unfit',
  invalid_blocks_format: 'unfit',
  invalid_charset: 'unfit',
  invalid_form_data: 'unfit',
  invalid_metadata_format: 'unfit',
  invalid_metadata_schema: 'unfit',
  invalid_post_type: 'unfit',
  is_archived: 'place-gone',
  is_inactive: 'place-gone',
  markdown_text_conflict: 'unfit',
  message_not_found: 'message-gone',
  messages_tab_disabled: 'place-gone',
  metadata_must_be_sent_from_app: 'unfit',
  metadata_too_large: 'unfit',
  missing_post_type: 'unfit',
  msg_blocks_too_long: 'unfit',
  msg_too_long: 'unfit',
  no_text: 'unfit',
  not_in_channel: 'place-gone',
  slack_connect_canvas_sharing_blocked: 'unfit',
  slack_connect_clip_sharing_blocked: 'unfit',
  slack_connect_file_link_sharing_blocked: 'unfit',
  slack_connect_lists_sharing_blocked: 'unfit',
  too_many_attachments: 'unfit',
  too_many_contact_cards: 'unfit',
};
const unsaid: readonly string[] = ['ratelimited', 'rate_limited', 'message_limit_exceeded'];

test('What is said to be final is on Slack’s pages', () => {
  expect(Object.keys(final).filter((error) => !allSlackErrors.includes(error))).toEqual([]);
});

test.each([...allSlackErrors, 'an_error_of_tomorrow'])(
  'Slack’s %s is known for what it is',
  async (error) => {
    expect(await read({ kind: 'error', error })).toEqual({
      kind: final[error] ?? 'passing',
      reason: error,
      retryAfterMs: unsaid.includes(error) ? 5_000 : undefined,
    });
  },
);

test.each<[string, Fault]>([
  ['an answer that got lost', { kind: 'lose-answer' }],
  ['a connection that was cut', { kind: 'reset' }],
  ['an error page', { kind: 'http', status: 503 }],
  ...Object.entries(slackPages).map(([name, body]): [string, Fault] => [name, { kind: 'page', body }]),
  ['a page in the place of an error', { kind: 'error', error: slackPages['a page of HTML'] }],
  ['an error without a name', { kind: 'error', error: '' }],
])('Nobody knows what Slack thinks after %s', async (_, fault) => {
  expect(await read(fault)).toEqual({
    kind: 'passing',
    reason: 'slack_unreachable',
    retryAfterMs: undefined,
  });
});

test.each([
  ['as long as Slack says', 7, 7_000],
  ['no time at all', 0, 0],
  ['five seconds, if Slack does not say for how long,', undefined, 5_000],
])('A limit passes after %s', async (_, retryAfterSeconds, ms) => {
  const fault = { kind: 'rate-limited', ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
  expect(await read(fault as Fault)).toMatchObject({ kind: 'passing', retryAfterMs: ms });
});

test.each([new TypeError('x'), 'not_in_channel', undefined])('%s is not Slack’s word', (error) => {
  expect([refusalKind(error), slackReason(error), retryAfterMs(error)]).toEqual([
    'passing',
    'slack_unreachable',
    undefined,
  ]);
});
