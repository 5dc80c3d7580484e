import { afterAll, describe, expect, test } from '@jest/globals';
import { answered, example, people, type Stage, stageFor, whispered } from '../support/bot-stage.ts';
import { eventually } from '../support/eventually.ts';
import { logLines, trtcCalled } from '../support/log-lines.ts';
import { createRedisServer, hasRedis, type RedisServer } from '../support/redis-server.ts';

const alice = people.alice.id;
let redis: RedisServer | undefined;
afterAll(() => redis?.remove());

const allWell = { ready: true, slack: true, store: true, slackToken: true, trtcCredentials: true };

async function get({ port }: Pick<Stage, 'port'>, path: string): Promise<[number, unknown]> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  return [response.status, await response.json()];
}

describe('Health', () => {
  test.each(['http', 'socket'] as const)('is served over %s', async (mode) => {
    const stage = await stageFor({ mode });
    expect(await get(stage, '/healthz')).toEqual([200, { status: 'ok' }]);
    expect(await get(stage, '/readyz')).toEqual([200, allWell]);
  });

  test('of the process depends on nothing', async () => {
    const stage = await stageFor();
    await stage.slack.close();
    await stage.trtc.close();
    expect(await get(stage, '/healthz')).toEqual([200, { status: 'ok' }]);
  });
});

describe('The bot is not ready', () => {
  test('while its socket is gone', async () => {
    const stage = await stageFor({ mode: 'socket' });
    const { slack } = stage;
    slack.fail({ kind: 'stall' }, { method: 'apps.connections.open', times: 100 });
    slack.disconnect('drop');
    await slack.until((now) => now.connections === 0);
    const answer = await eventually(
      () => get(stage, '/readyz'),
      ([status]) => status === 503,
    );
    expect(answer).toEqual([503, { ...allWell, ready: false, slack: false }]);
    await slack.close();
  });

  test.each(['token_revoked', 'invalid_auth', 'account_inactive'])(
    'from the moment that Slack answers a call with %s, until it takes the token again',
    async (error) => {
      const stage = await stageFor();
      const { slack } = stage;
      const mend = slack.fail({ kind: 'error', error }, { method: 'chat.postMessage', times: Infinity });
      await slack.person(alice).command(example);
      await whispered(slack);
      expect(await get(stage, '/readyz')).toEqual([503, { ...allWell, ready: false, slackToken: false }]);
      mend();
      await slack.person(alice).command(example);
      await answered(slack);
      expect(await get(stage, '/readyz')).toEqual([200, allWell]);
    },
  );

  test('from the moment that Tencent refuses the credentials of a call, until it takes them again', async () => {
    const stage = await stageFor();
    const { slack, trtc } = stage;
    trtc.fail({ kind: 'error', code: 'AuthFailure.SignatureFailure' });
    await slack.person(alice).command(example);
    await answered(slack);
    expect(await get(stage, '/readyz')).toEqual([503, { ...allWell, ready: false, trtcCredentials: false }]);
    await slack.person(alice).command(example);
    await trtc.until(({ tasks }) => tasks.length === 1);
    const answer = await eventually(
      () => get(stage, '/readyz'),
      ([status]) => status === 200,
    );
    expect(answer).toEqual([200, allWell]);
  });

  test('with credentials that Tencent does not know, before any call needs them', async () => {
    const stage = await stageFor({ settings: { TENCENTCLOUD_SECRET_KEY: 'wrong-cloud-key' } });
    expect(await get(stage, '/readyz')).toEqual([503, { ...allWell, ready: false, trtcCredentials: false }]);
  });

  test('once Slack has revoked the token, though no call needed it since', async () => {
    let now = Date.now();
    const stage = await stageFor({ runtime: { clock: () => now } });
    stage.slack.fail({ kind: 'error', error: 'token_revoked' }, { method: 'auth.test' });
    now += 30_000;
    expect(await get(stage, '/readyz')).toEqual([503, { ...allWell, ready: false, slackToken: false }]);
  });

  test.each(['reset', 'stall'] as const)('while Slack does not answer (%s)', async (kind) => {
    let now = Date.now();
    const stage = await stageFor({ runtime: { clock: () => now } });
    stage.slack.fail({ kind }, { method: 'auth.test' });
    now += 30_000;
    expect(await get(stage, '/readyz')).toEqual([503, { ...allWell, ready: false, slack: false }]);
  });
});

(hasRedis ? test : test.skip)(
  'The bot is not ready while its store is away, and ready when it is back',
  async () => {
    redis = await createRedisServer();
    await redis.start();
    const stage = await stageFor({ settings: { STORE_URL: redis.url } });
    await redis.kill();
    expect(await get(stage, '/readyz')).toEqual([503, { ...allWell, ready: false, store: false }]);
    await redis.start();
    const answer = await eventually(
      () => get(stage, '/readyz'),
      ([status]) => status === 200,
    );
    expect(answer).toEqual([200, allWell]);
  },
);

test('The bot stays ready while TRTC does not answer: nothing is known against its credentials', async () => {
  const stage = await stageFor();
  stage.trtc.fail({ kind: 'stall' });
  expect(await get(stage, '/readyz')).toEqual([200, allWell]);
  expect(stage.trtc.calls.map(({ outcome }) => outcome.kind)).toEqual(['stalled']);
});

// The keys are right, and the account is not allowed (34270).
test.each(['AuthFailure.UnRealNameAuthenticated', 'AuthFailure.UnauthorizedOperation'])(
  'The bot stays ready where Tencent says of a call %s: its credentials are right',
  async (code) => {
    const stage = await stageFor();
    stage.trtc.fail({ kind: 'error', code });
    await stage.slack.person(alice).command(example);
    expect((await answered(stage.slack)).reply.text).toContain(`\`${code}\``);
    expect(await get(stage, '/readyz')).toEqual([200, allWell]);
  },
);

test('However often it is looked at, each side is asked once in 30 seconds', async () => {
  const log = logLines();
  let now = Date.now();
  const stage = await stageFor({ runtime: { logTo: log, clock: () => now } });
  const asked = () => [
    stage.slack.calls.filter(({ method }) => method === 'auth.test').length,
    stage.trtc.calls.length,
  ];
  for (let n = 0; n < 5; n += 1) await get(stage, '/readyz');
  // The first question to Slack is the one that Bolt asks at the start.
  expect(asked()).toEqual([1, 1]);
  now += 30_000;
  await Promise.all([get(stage, '/readyz'), get(stage, '/readyz'), get(stage, '/readyz')]);
  expect(asked()).toEqual([2, 2]);
  await log.until(2, trtcCalled('DescribeStreamIngest'));
});
