import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import {
  channels,
  everythingSeen,
  group,
  people,
  type Stage,
  sdkAppId,
  secrets,
  stageFor,
  startOne,
} from '../support/bot-stage.ts';

const { carol } = people;
const folder = mkdtempSync(join(tmpdir(), 'store-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The lines of the doctor's answer. */
async function examined({ slack }: Stage, channel: string = channels.live.id, nth = 1): Promise<string[]> {
  await slack.person(carol.id).command('doctor', { channel });
  const answer = await slack.until(
    (now) => now.ephemerals.filter(({ via, user }) => via === 'response_url' && user === carol.id)[nth - 1],
  );
  expect(answer.user).toBe(carol.id);
  return answer.text.split('\n');
}

const inMemory =
  '⚠️ The store is in memory: every task is forgotten when the bot stops. *What to do:* Set STORE_URL to a folder, or to Redis.';
const setUp =
  "In TRTC's console, under *Callback Configuration* of the application, give the field for online media input the bot's address with `/trtc/events`, and enter the same key.";
const noCallbacks = `⚠️ TRTC_CALLBACK_KEY is not set: events are found by polling every 30 s instead. *What to do:* Set TRTC_CALLBACK_KEY, or "callbackKey" in TRTC_APPS, to 1 to 32 letters and digits, and restart the bot. ${setUp}`;

describe('doctor', () => {
  test('says of each part that it works, to the admin alone, and shows no secret', async () => {
    const stage = await stageFor();
    expect(await examined(stage)).toEqual([
      '*Everything works*, 2 could be better.',
      '✅ The bot token works: the bot is `ingest` in `Studio`.',
      '✅ The app has every scope that it needs.',
      `✅ The bot can write in <#${channels.live.id}>.`,
      `✅ The user group <!subteam^${group.id}> of INGEST_ALLOWLIST can be read, and has 1 member.`,
      `✅ TRTC takes the credentials for application \`${sdkAppId}\` in ap-singapore.`,
      '✅ The store can be written and read.',
      inMemory,
      `✅ The bot has the key to mint UserSig for \`${sdkAppId}\`.`,
      noCallbacks,
      "✅ Slack's requests come in by HTTP.",
      '✅ Slack and TRTC are reached directly, since HTTP_PROXY is not set.',
    ]);
    expect(stage.slack.channels.flatMap(({ id }) => stage.slack.messages(id))).toEqual([]);
    expect(stage.slack.ephemerals.every(({ user }) => user === carol.id)).toBe(true);
    expect(stage.trtc.calls.map(({ action }) => action)).toEqual(['DescribeStreamIngest']);
    for (const secret of Object.values(secrets)) expect(everythingSeen(stage)).not.toContain(secret);
    expect(stage.log.join('')).toContain('The store can lose what it takes');
  });

  test('tells a firewall in front of TRTC from a refusal of TRTC', async () => {
    const stage = await stageFor();
    stage.trtc.fail({ kind: 'http', status: 403, body: '<html>' });
    expect(await examined(stage)).toContain(
      `❌ TRTC was not asked about application \`${sdkAppId}\` (\`Http.403\`). *What to do:* A firewall, proxy or gateway does not let the bot through: ask whoever runs the network to open the way to TRTC_ENDPOINT.`,
    );
  });

  test('knows Socket Mode, callbacks, and a store that keeps what it takes', async () => {
    const settings = { STORE_URL: `file:${folder}/ingest`, TRTC_CALLBACK_KEY: 'callbackKey1' };
    const stage = await stageFor({ mode: 'socket', settings });
    const lines = await examined(stage);
    expect(lines[0]).toBe('*Everything works*.');
    expect(lines).toContain("✅ TRTC's events are taken at `/trtc/events`, signed with TRTC_CALLBACK_KEY.");
    expect(lines).toContain("✅ Slack's requests come in by Socket Mode, which is connected.");
    expect(everythingSeen(stage)).not.toContain('callbackKey1');
    expect(stage.log.join('')).not.toContain('The store can lose what it takes');
  });

  // 62717: 701/0 comes with the start, and is sent again for a minute; EventMsTs is a String in its table.
  test('warns where a task ran for a minute and no event came, and says so no more once one has', async () => {
    let now = Date.now();
    const key = 'callbackKey1';
    const stage = await stageFor({
      settings: { TRTC_CALLBACK_KEY: key },
      runtime: { clock: () => now },
    });
    const { handle, taskId } = await startOne(stage);
    const taken = "✅ TRTC's events are taken at `/trtc/events`, signed with TRTC_CALLBACK_KEY";
    expect((await examined(stage)).filter((line) => line.includes('event'))).toEqual([`${taken}.`]);
    now += 60_000;
    const silent = `⚠️ No event came of task \`${handle}\`, the newest of application \`${sdkAppId}\` that ran for a minute: events there are found by polling every 30 s. *What to do:* ${setUp} If the log says that an event with a wrong signature was refused, the two keys differ.`;
    expect(await examined(stage, channels.live.id, 2)).toContain(silent);
    stage.trtc.callbackTo({ url: `http://127.0.0.1:${stage.port}/trtc/events`, key });
    const event = { EventMsTs: String(now), TaskId: taskId, Status: 0 };
    await stage.trtc.sendEvent({ EventGroupId: 7, EventType: 701, EventInfo: event });
    const lines = await examined(stage, channels.live.id, 3);
    expect(lines).not.toContain(silent);
    expect(lines).toContain(`${taken}, and they do come.`);
  });

  test('says which of several applications has no callback key', async () => {
    const apps = [
      { name: 'prod', sdkAppId, secretKey: secrets.sdkSecretKey, callbackKey: 'callbackKey1' },
      { name: 'test', sdkAppId: 1_400_000_001, secretKey: secrets.sdkSecretKey },
    ];
    const stage = await stageFor({
      settings: { TRTC_SDK_APP_ID: '', TRTC_SDK_SECRET_KEY: '', TRTC_APPS: JSON.stringify(apps) },
    });
    const lines = await examined(stage);
    expect(lines).toContain(
      "✅ TRTC's events are taken at `/trtc/events`, each signed with its own callback key.",
    );
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^⚠️ No callback key is set for `test` \(`1400000001`\): events there are found by /,
      ),
    );
    expect(everythingSeen(stage)).not.toContain('callbackKey1');
  });

  test.each([
    [
      { TENCENTCLOUD_SECRET_ID: 'AKIDwrong' },
      'AuthFailure.SecretIdNotFound',
      'Tencent does not know the SecretId: check TENCENTCLOUD_SECRET_ID.',
    ],
    [
      { TENCENTCLOUD_SECRET_KEY: 'wrong-cloud-key' },
      'AuthFailure.SignatureFailure',
      'The signature does not fit: check TENCENTCLOUD_SECRET_KEY.',
    ],
    [
      { TRTC_SDK_APP_ID: '1400000001' },
      'InvalidParameter.SdkAppId',
      'Check the SdkAppId in TRTC_SDK_APP_ID or TRTC_APPS, and that it belongs to this Tencent account.',
    ],
  ])('says what is wrong where TRTC refuses %j', async (settings, code, remedy) => {
    const stage = await stageFor({ settings });
    const app = 'TRTC_SDK_APP_ID' in settings ? settings.TRTC_SDK_APP_ID : sdkAppId;
    const lines = await examined(stage);
    expect(lines[0]).toBe('*1 thing does not work*, 2 could be better.');
    expect(lines.filter((line) => line.startsWith('❌'))).toEqual([
      expect.stringMatching(
        new RegExp(
          `^❌ TRTC refuses application \`${app}\` \\(\`${code}\`\\)\\. \\*What to do:\\* ${remedy} RequestId \`[-\\w]+\`$`,
        ),
      ),
    ]);
    expect(everythingSeen(stage)).not.toMatch(/AKIDwrong|wrong-cloud-key/);
  });

  test('looks at each application by itself, and says which one has no key', async () => {
    const apps = [
      { name: 'prod', sdkAppId, secretKey: secrets.sdkSecretKey },
      { name: 'test', sdkAppId: 1_400_000_001, region: 'ap-tokyo' },
    ];
    const stage = await stageFor({
      settings: { TRTC_SDK_APP_ID: '', TRTC_SDK_SECRET_KEY: '', TRTC_APPS: JSON.stringify(apps) },
    });
    const lines = await examined(stage);
    expect(lines).toContain(
      `✅ TRTC takes the credentials for application \`prod\` (\`${sdkAppId}\`) in ap-singapore.`,
    );
    expect(lines).toContainEqual(
      expect.stringContaining(
        '❌ TRTC refuses application `test` (`1400000001`) (`InvalidParameter.SdkAppId`).',
      ),
    );
    expect(lines).toContain(
      '⚠️ The bot has no key for `test` (`1400000001`): every start there needs `--user` and `--user-sig`. *What to do:* Set TRTC_SDK_SECRET_KEY, or "secretKey" in TRTC_APPS, and restart the bot.',
    );
    expect(stage.trtc.calls.map(({ region }) => region).toSorted()).toEqual([
      'ap-bangkok',
      'ap-singapore',
      'ap-tokyo',
    ]);
  });

  test.each([
    ['FailedOperation.TaskNotExist', '✅ TRTC takes the credentials'],
    ['InvalidParameter.TaskId', '✅ TRTC takes the credentials'],
    ['UnauthorizedOperation', '❌ TRTC refuses application'],
    ['UnsupportedRegion', '⚠️ TRTC takes the credentials .* but not all calls in ap-singapore'],
  ])('%s of TRTC means: %s', async (code, beginning) => {
    const stage = await stageFor();
    stage.trtc.fail({ kind: 'error', code });
    expect(await examined(stage)).toContainEqual(expect.stringMatching(`^${beginning}`));
  });

  test('UnsupportedRegion of every region means: ❌ TRTC refuses application', async () => {
    const stage = await stageFor();
    stage.trtc.fail({ kind: 'error', code: 'UnsupportedRegion' }, { times: Number.POSITIVE_INFINITY });
    expect(await examined(stage)).toContainEqual(expect.stringMatching(/^❌ TRTC refuses application/));
  });

  test('TRTC without an answer is told from TRTC that refuses', async () => {
    const stage = await stageFor();
    stage.trtc.fail({ kind: 'reset' }, { times: 9 });
    expect(await examined(stage)).toContain(
      `❌ TRTC gave no answer about application \`${sdkAppId}\` (\`Network.Lost\`). *What to do:* Check the network between the bot and TRTC (TRTC_ENDPOINT), and try again in a minute.`,
    );
  });

  test('says how to be invited to a channel that the bot is not in', async () => {
    const stage = await stageFor();
    expect(await examined(stage, channels.elsewhere.id)).toContain(
      `❌ The bot cannot write in <#${channels.elsewhere.id}> (\`not_in_channel\`). *What to do:* Invite it there with \`/invite\`; direct messages between people are out of its reach.`,
    );
  });

  test('a token that was revoked is one line, and the rest is looked at all the same', async () => {
    const stage = await stageFor();
    stage.slack.fail({ kind: 'error', error: 'token_revoked' }, { method: 'auth.test' });
    const lines = await examined(stage);
    expect(lines[1]).toBe(
      '❌ The bot token did not work (`token_revoked`). *What to do:* Put the Bot User OAuth Token of the installed app into SLACK_BOT_TOKEN, and restart the bot.',
    );
    expect(lines).toContain('✅ The store can be written and read.');
  });

  test('groups of the settings that cannot be read, or are empty, are named with their setting', async () => {
    const stage = await stageFor({ settings: { INGEST_ADMINS: `${carol.id},S0GONE1,${group.id}` } });
    stage.slack.groups.splice(0, 1, { ...group, users: [] });
    const lines = await examined(stage);
    expect(lines).toContain(
      '❌ The user group <!subteam^S0GONE1> of INGEST_ADMINS cannot be read (`no_such_subteam`). *What to do:* There is no active group `S0GONE1`: correct INGEST_ADMINS.',
    );
    expect(lines).toContain(
      `⚠️ The user group <!subteam^${group.id}> of INGEST_ADMINS and INGEST_ALLOWLIST has no members. *What to do:* Add people to it in Slack.`,
    );
  });
});
