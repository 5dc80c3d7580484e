// Not quick: sockets are left to themselves for real seconds.
import { describe, expect, test } from '@jest/globals';
import type { Fault, SocketOddity } from '../../sandbox/slack/index.ts';
import { type Runtime, realRuntime } from '../../src/runtime.ts';
import { answered, example, people, replies, type Stage, stageFor } from '../support/bot-stage.ts';
import { eventually } from '../support/eventually.ts';

const method = 'apps.connections.open';

const refusals: [string, Fault][] = [
  ...[
    ...['invalid_auth', 'account_inactive', 'not_authed', 'token_revoked', 'token_expired'],
    ...['user_removed_from_team', 'team_disabled', 'not_allowed_token_type', 'missing_scope'],
    ...['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout'],
    ...['team_added_to_org', 'org_login_required', 'ekm_access_denied', 'a_word_that_nobody_knows'],
  ].map((error): [string, Fault] => [error, { kind: 'error', error }]),
  ['a limit', { kind: 'rate-limited', retryAfterSeconds: 7 }],
  ['a limit of no seconds', { kind: 'rate-limited', retryAfterSeconds: 0 }],
  ...[400, 401, 403, 404, 408, 500, 502, 503, 504].map((status): [string, Fault] => [
    `status ${status}`,
    { kind: 'http', status },
  ]),
  ['a page', { kind: 'page', body: '<!DOCTYPE html><title>Slack is down</title>' }],
  ['nothing', { kind: 'page', body: '' }],
  ['JSON that is no answer', { kind: 'page', body: '[]' }],
  ['yes without an address', { kind: 'page', body: '{"ok":true}' }],
  ['yes with an address that is none', { kind: 'page', body: '{"ok":true,"url":"nonsense"}' }],
  ['yes with an address where nobody is', { kind: 'page', body: '{"ok":true,"url":"ws://127.0.0.1:1/"}' }],
  ['a reset', { kind: 'reset' }],
  ['an answer that gets lost', { kind: 'lose-answer' }],
];

const oddities: [string, SocketOddity][] = [
  ...[302, 400, 401, 403, 404, 408, 429, 500, 502, 503].map((status): [string, SocketOddity] => [
    `refused with ${status}`,
    { kind: 'refused', status },
  ]),
  ['cut', { kind: 'reset' }],
  ...[1000, 1001, 1006, 1008, 1011, 1012, 4000].map((code): [string, SocketOddity] => [
    `closed at once with ${code}`,
    { kind: 'closed', code },
  ]),
];

/** What Slack asks to wait in the table above, which is waited for without losing time. */
const askedMs = 7_000;

/** A runtime that notes what is waited for. */
function noting(): { waits: number[]; runtime: Partial<Runtime> } {
  const waits: number[] = [];
  const wait: Runtime['wait'] = (ms, signal) => {
    waits.push(ms);
    return realRuntime.wait(ms === askedMs ? 0 : ms, signal);
  };
  return { waits, runtime: { sweepMs: 1_000, wait } };
}

const { runtime } = noting();

async function isBack(stage: Stage): Promise<void> {
  const { slack } = stage;
  await slack.until((now) => now.connections === 1);
  await eventually(
    async () => (await fetch(`http://127.0.0.1:${stage.port}/readyz`)).status,
    (status) => status === 200,
  );
}

/** A request after all that is done once, by the one connection that there is. */
async function worksOnce(stage: Stage): Promise<void> {
  const { slack, trtc } = stage;
  await isBack(stage);
  const delivery = await slack.person(people.alice.id).command(example);
  expect(delivery.status).toBe(200);
  await answered(slack);
  await slack.redeliver(delivery);
  await stage.app.stop();
  expect(trtc.tasks).toHaveLength(1);
  expect(replies(slack)).toHaveLength(1);
  expect(slack.mostConnections).toBe(1);
}

/** Why there was no socket, a line each, but for the end of the one that the test itself has cut. */
const warnings = ({ log }: Stage) =>
  log.filter((line) => line.includes('There is no socket') && !line.includes('right after it was opened'));

/** What else is said loudly: the attempts of Slack's client are not. */
const loud = ({ log }: Stage) =>
  log.filter((line) => /"level":[456]0/.test(line) && !/There is no socket|store can lose/.test(line));

describe('At a reconnect,', () => {
  test.each(refusals)('three answers of %s are ridden out, with one line', async (_, fault) => {
    const stage = await stageFor({ mode: 'socket', runtime });
    const { slack } = stage;
    slack.fail(fault, { method, times: 3 });
    slack.disconnect('drop');
    await slack.until(({ calls }) => calls.filter((call) => call.method === method).length === 5);
    await worksOnce(stage);
    expect(warnings(stage)).toHaveLength(1);
    expect(loud(stage)).toEqual([]);
  });

  test('Slack is given the time that it asks for', async () => {
    const { waits, runtime } = noting();
    const stage = await stageFor({ mode: 'socket', runtime });
    stage.slack.fail({ kind: 'rate-limited', retryAfterSeconds: 7 }, { method, times: 3 });
    stage.slack.disconnect('drop');
    await worksOnce(stage);
    expect(waits.filter((ms) => ms === askedMs)).toHaveLength(3);
  });

  test.each([
    [0, [10, 20, 30, 40, 50, 50, 50, 50]],
    [0.5, [7.5, 15, 22.5, 30, 37.5, 37.5, 37.5, 37.5]],
  ])('the pauses get longer, up to a limit, and differ from bot to bot (%s)', async (number, pauses) => {
    const { waits, runtime } = noting();
    const stage = await stageFor({ mode: 'socket', runtime: { ...runtime, random: () => number } });
    stage.slack.fail({ kind: 'error', error: 'invalid_auth' }, { method, times: 7 });
    // The first pause is after a socket that did not last.
    stage.slack.disconnect('drop');
    await stage.slack.until(({ calls }) => calls.filter((call) => call.method === method).length === 9);
    expect(waits.filter((ms) => ms <= 50)).toEqual(pauses);
  });

  test.each(oddities)('three sockets that are %s are ridden out, with one line', async (_, oddity) => {
    const stage = await stageFor({ mode: 'socket', runtime });
    const { slack } = stage;
    slack.meetSockets(oddity, oddity, oddity);
    slack.disconnect('refresh_requested');
    await slack.until(({ calls }) => calls.filter((call) => call.method === method).length === 5);
    await worksOnce(stage);
    expect(warnings(stage)).toHaveLength(1);
    if (oddity.kind === 'closed')
      expect(warnings(stage)[0]).toContain('it was closed before Slack had greeted');
    expect(loud(stage)).toEqual([]);
  });

  test('everything one after the other is ridden out, with one line for each reason', async () => {
    const stage = await stageFor({ mode: 'socket', runtime });
    const { slack } = stage;
    const each: Fault[] = [
      { kind: 'error', error: 'internal_error' },
      { kind: 'error', error: 'internal_error' },
      { kind: 'error', error: 'invalid_auth' },
      { kind: 'http', status: 503 },
      { kind: 'reset' },
      { kind: 'page', body: '' },
    ];
    for (const fault of each) slack.fail(fault, { method });
    slack.disconnect('drop');
    await slack.until(
      ({ calls }) => calls.filter((call) => call.method === method).length === each.length + 2,
    );
    await worksOnce(stage);
    expect(warnings(stage)).toHaveLength(each.length - 1);
  });

  test.each(['warning', 'refresh_requested', 'link_disabled', 'drop'] as const)(
    'a socket that is told %s is opened again, ten times over',
    async (reason) => {
      const stage = await stageFor({ mode: 'socket', runtime });
      for (let n = 0; n < 10; n += 1) {
        await isBack(stage);
        stage.slack.disconnect(reason);
        await stage.slack.until((now) => now.connections === 0);
      }
      await worksOnce(stage);
      expect(warnings(stage)).toEqual([]);
    },
  );

  test('the bot is not ready meanwhile, and can be stopped', async () => {
    const stage = await stageFor({ mode: 'socket', runtime });
    const { slack } = stage;
    slack.fail({ kind: 'error', error: 'invalid_auth' }, { method, times: Number.POSITIVE_INFINITY });
    slack.disconnect('drop');
    const body = await eventually(
      async () =>
        (await fetch(`http://127.0.0.1:${stage.port}/readyz`)).json() as Promise<{ slack: boolean }>,
      (now) => !now.slack,
    );
    expect(body).toMatchObject({ ready: false, slack: false });
    await stage.app.stop();
    expect(stage.log.join('')).toContain('Stopped');
  });
});

describe('At the first connection,', () => {
  test.each(['invalid_auth', 'not_authed', 'account_inactive', 'token_revoked', 'not_allowed_token_type'])(
    '%s ends the start with words that name the setting',
    async (error) => {
      const started = stageFor({
        mode: 'socket',
        runtime,
        prepare: (slack) => slack.fail({ kind: 'error', error }, { method, times: Number.POSITIVE_INFINITY }),
      });
      await expect(started).rejects.toThrow(`Slack does not take SLACK_APP_TOKEN (${error})`);
    },
  );

  test.each([
    ...refusals.filter(([name]) => /^(?:internal|service|status 5|a page|a reset|a limit)/.test(name)),
  ])('%s is ridden out', async (_, fault) => {
    const stage = await stageFor({
      mode: 'socket',
      runtime,
      prepare: (slack) => slack.fail(fault, { method, times: 2 }),
    });
    await worksOnce(stage);
  });
});
