import { expect, test } from '@jest/globals';
import type { Fault } from '../../sandbox/slack/index.ts';
import { isPermanent, retryAfterMs, slackReason } from '../../src/slack/slack-error.ts';
import { live, slackStage } from './slack-stage.ts';

/** What the bot makes of a call that fails so. */
async function read(fault: Fault) {
  const { slack, web } = await slackStage();
  slack.fail(fault);
  const error = await web.telling.chat.postMessage({ channel: live, text: 'x' }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  return { permanent: isPermanent(error), reason: slackReason(error), retryAfterMs: retryAfterMs(error) };
}

test.each(['channel_not_found', 'not_in_channel', 'is_archived', 'msg_too_long', 'restricted_action'])(
  'Slack’s %s is for good',
  async (error) => {
    expect(await read({ kind: 'error', error })).toEqual({
      permanent: true,
      reason: error,
      retryAfterMs: undefined,
    });
  },
);

test.each(['internal_error', 'fatal_error', 'service_unavailable', 'ratelimited', 'request_timeout'])(
  'Slack’s %s passes',
  async (error) => {
    expect(await read({ kind: 'error', error })).toMatchObject({ permanent: false, reason: error });
  },
);

test.each(['invalid_auth', 'token_revoked', 'account_inactive', 'missing_scope', 'not_authed'])(
  'Slack’s %s passes when whoever runs the bot has mended its token',
  async (error) => {
    expect(await read({ kind: 'error', error })).toMatchObject({ permanent: false, reason: error });
  },
);

test.each<[string, Fault]>([
  ['an answer that got lost', { kind: 'lose-answer' }],
  ['a connection that was cut', { kind: 'reset' }],
  ['an error page', { kind: 'http', status: 503 }],
])('Nobody knows what Slack thinks after %s', async (_, fault) => {
  expect(await read(fault)).toEqual({
    permanent: false,
    reason: 'slack_unreachable',
    retryAfterMs: undefined,
  });
});

test('A limit passes after as long as Slack says', async () => {
  expect(await read({ kind: 'rate-limited', retryAfterSeconds: 7 })).toMatchObject({
    permanent: false,
    retryAfterMs: 7_000,
  });
});

test.each([new TypeError('x'), 'not_in_channel', undefined])('%s is not Slack’s word', (error) => {
  expect([isPermanent(error), slackReason(error), retryAfterMs(error)]).toEqual([
    false,
    'slack_unreachable',
    undefined,
  ]);
});
