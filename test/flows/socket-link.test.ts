import { describe, expect, test } from '@jest/globals';
import { stageFor, startOne } from '../support/bot-stage.ts';

const opening = 'apps.connections.open';
const refusals = [
  ...['invalid_auth', 'not_authed', 'account_inactive', 'token_revoked', 'token_expired'],
  ...['user_removed_from_team', 'team_disabled', 'missing_scope', 'not_allowed_token_type'],
];
const troubles = ['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'no_such_word'];

const socketStage = () => stageFor({ mode: 'socket' });

describe('A socket that closes is opened again, and the next start is made', () => {
  test.each([...refusals, ...troubles])('where Slack answers once with %s', async (error) => {
    const stage = await socketStage();
    const { slack } = stage;
    slack.fail({ kind: 'error', error }, { method: opening });
    slack.disconnect('drop');
    await slack.until(() =>
      slack.calls.some(({ method, answer }) => method === opening && says(answer, error)),
    );
    await slack.until((now) => now.connections === 1);
    await startOne(stage);
  });

  test.each(['invalid_auth', 'account_inactive', 'not_authed'])(
    'where Slack answers 12 times with %s',
    async (error) => {
      const stage = await socketStage();
      const { slack, log } = stage;
      slack.fail({ kind: 'error', error }, { method: opening, times: 12 });
      slack.disconnect('drop');
      await slack.until((now) => now.connections === 0);
      await slack.until((now) => now.connections === 1);
      expect(log.filter((line) => line.includes(`There is no socket to Slack (${error})`))).toHaveLength(1);
      await startOne(stage);
    },
  );

  test.each(['warning', 'refresh_requested', 'link_disabled', 'too_many_websockets', 'drop'] as const)(
    'after %s',
    async (reason) => {
      const stage = await socketStage();
      const { slack } = stage;
      const opened = slack.calls.filter(({ method }) => method === opening).length;
      slack.disconnect(reason);
      await slack.until(() => slack.calls.filter(({ method }) => method === opening).length > opened);
      await slack.until((now) => now.connections === 1);
      await startOne(stage);
    },
  );

  test('after many in a row, of which one alone is left', async () => {
    const stage = await socketStage();
    const { slack } = stage;
    for (const reason of ['refresh_requested', 'drop', 'warning', 'drop', 'link_disabled'] as const) {
      slack.disconnect(reason);
      await slack.until((now) => now.connections === 0);
      await slack.until((now) => now.connections === 1);
    }
    await startOne(stage);
    expect(slack.connections).toBe(1);
  });
});

test.each(['invalid_auth', 'not_authed', 'account_inactive', 'missing_scope'])(
  'At the start a token that Slack refuses with %s ends it',
  async (error) => {
    const started = stageFor({
      mode: 'socket',
      prepare: (slack) => slack.fail({ kind: 'error', error }, { method: opening }),
    });
    await expect(started).rejects.toThrow(error);
  },
);

test.each(troubles)('At the start %s passes', async (error) => {
  const stage = await stageFor({
    mode: 'socket',
    prepare: (slack) => slack.fail({ kind: 'error', error }, { method: opening, times: 2 }),
  });
  await startOne(stage);
});

test('A bot that Slack refuses a socket can be stopped', async () => {
  const { slack, app, log } = await socketStage();
  slack.fail({ kind: 'error', error: 'invalid_auth' }, { method: opening, times: Number.POSITIVE_INFINITY });
  slack.disconnect('drop');
  await slack.until(() => log.some((line) => line.includes('There is no socket to Slack (invalid_auth)')));
  await app.stop();
  expect(log.at(-1)).toContain('Stopped');
  expect(slack.connections).toBe(0);
});

function says(answer: unknown, error: string): boolean {
  return JSON.stringify(answer ?? '').includes(error);
}
