import { beforeAll, describe, expect, test } from '@jest/globals';
import { freePort } from '../../sandbox/free-port.ts';
import { type BotProcess, buildBot, run, settings } from '../support/bot-process.ts';
import {
  answered,
  cards,
  example,
  people,
  replies,
  type Stage,
  secrets,
  stageFor,
  startOne,
  toldInThread,
  whispered,
} from '../support/bot-stage.ts';

beforeAll(buildBot);

describe('the process', () => {
  test('without settings ends with status 1 and a line for each that is missing, and no stack trace', async () => {
    const bot = run({});
    expect(await bot.ended).toBe(1);
    expect(bot.output().trim().split('\n')).toEqual([
      'SLACK_BOT_TOKEN is not set',
      'TENCENTCLOUD_SECRET_ID is not set',
      'TENCENTCLOUD_SECRET_KEY is not set',
      'SLACK_SIGNING_SECRET is not set (or set SLACK_APP_TOKEN to use Socket Mode)',
      'TRTC_SDK_APP_ID is not set (or set TRTC_APPS for several applications)',
      'INGEST_ALLOWLIST is not set, nor is INGEST_ADMINS: nobody could use the bot (write * for every member)',
    ]);
  });

  test('that Slack does not let in ends with status 1 and one line', async () => {
    const stage = await stageFor();
    const bot = run(settings(stage, { SLACK_BOT_TOKEN: 'xoxb-revoked-token', LOG_LEVEL: 'silent' }));
    expect(await bot.ended).toBe(1);
    expect(bot.output()).toMatch(/^Cannot start: .*invalid_auth.*\n$/);
    expect(bot.output()).not.toContain('xoxb-revoked-token');
  });

  test('for which Slack opens no socket ends with status 1 and one line that names the token', async () => {
    const stage = await stageFor();
    const wrong = { SLACK_SIGNING_SECRET: '', SLACK_APP_TOKEN: 'xapp-1-revoked', LOG_LEVEL: 'silent' };
    const bot = run(settings(stage, { ...wrong, PORT: String(await freePort()) }));
    expect(await bot.ended).toBe(1);
    expect(bot.output()).toMatch(
      /^Cannot start: Slack does not take SLACK_APP_TOKEN \(invalid_auth\): .*\n$/,
    );
    expect(bot.output()).not.toContain('xapp-1-revoked');
  });

  test('whose port is taken ends with status 1 and one line', async () => {
    const stage = await stageFor();
    const bot = run(settings(stage, { PORT: String(stage.port), LOG_LEVEL: 'silent' }));
    expect(await bot.ended).toBe(1);
    expect(bot.output()).toBe(`Cannot start: PORT ${stage.port} is in use by another program.\n`);
  });

  test.each<[string, Record<string, string>, string]>([
    [
      'TRTC_ENDPOINT has a path',
      { TRTC_ENDPOINT: 'https://trtc.tencentcloudapi.com/v1' },
      'TRTC_ENDPOINT must be https://HOST and no more: nothing can stand behind the host\n',
    ],
    [
      'a token was copied with a zero-width space',
      { SLACK_BOT_TOKEN: `${secrets.botToken}\u200b` },
      `SLACK_BOT_TOKEN must be printable ASCII, and its character ${secrets.botToken.length + 1} is a zero-width character (U+200B): copy it once more from where it came, as plain text\n`,
    ],
    [
      'STORE_URL names a folder that cannot be made',
      { STORE_URL: 'file:/proc/ingest', LOG_LEVEL: 'silent' },
      "Cannot start: STORE_URL names the folder /proc/ingest, which cannot be used: no folder can be made there. (ENOENT: no such file or directory, mkdir '/proc/ingest')\n",
    ],
  ])('ends with status 1 and one line where %s', async (_, wrong, line) => {
    const bot = run(settings(await stageFor(), wrong));
    expect(await bot.ended).toBe(1);
    expect(bot.output()).toBe(line);
  });

  test.each(['SIGTERM', 'SIGINT'] as const)(
    'that is told to stop by %s takes no more requests, finishes what runs, and ends with status 0',
    async (signal) => {
      const stage = await stageFor();
      const { slack, trtc } = stage;
      const bot = run(settings(stage));
      const port = /"port":(\d+)/.exec(await bot.says('"Ready"'))?.[1];
      const address = `http://127.0.0.1:${port}/slack/events`;
      slack.deliverTo({ mode: 'http', url: address });
      trtc.fail({ kind: 'stall' });
      await slack.person(people.alice.id).command(example);
      await trtc.until((api) => api.calls.some((call) => call.outcome.kind === 'stalled'));

      bot.process.kill(signal);
      await bot.says('Stopping');
      const late = await slack.person(people.alice.id).command(example);
      expect(late.status).toBe(0);
      trtc.release();
      expect(await bot.ended).toBe(0);
      expect(replies(slack).map((reply) => reply.text)).toEqual([
        expect.stringContaining(`TaskId \`${trtc.tasks[0]?.taskId}\``),
      ]);
    },
  );
});

test.each([
  ["throw(new(Error)('unforeseen'))", 'Cannot go on: unforeseen'],
  ["Promise.reject(new(Error)('unforeseen'))", 'Cannot go on: unforeseen'],
  ['Promise.reject()', 'Cannot go on: undefined'],
])('what is under way when %s ends the process is finished first', async (code, line) => {
  const stage = await stageFor();
  const { slack, trtc } = stage;
  const onSignal = `data:text/javascript,process.on('SIGUSR2',()=>{${code}})`;
  const bot = await running(stage, 'key', { NODE_OPTIONS: `--import ${onSignal}` });
  trtc.fail({ kind: 'stall' });
  await slack.person(people.alice.id).command(example);
  await trtc.until((api) => api.calls.some((call) => call.outcome.kind === 'stalled'));
  bot.process.kill('SIGUSR2');
  await bot.says(line);
  await bot.says('Stopping');
  trtc.release();
  expect(await bot.ended).toBe(1);
  expect(replies(slack).map((reply) => reply.text)).toEqual([
    expect.stringContaining(`TaskId \`${trtc.tasks[0]?.taskId}\``),
  ]);
});

test('starts that wait for the limit when the bot is asked to end are made, and are told of', async () => {
  const stage = await stageFor();
  const { slack, trtc } = stage;
  const bot = await running(stage, 'key');
  const alice = slack.person(people.alice.id);
  const rooms = Array.from({ length: 23 }, (_, n) => `room${n}`);
  // So many that none has to wait for Slack's pace as well.
  const places = Array.from({ length: 5 }, (_, n) => `C0SHOW${n}`);
  for (const id of places)
    slack.channels.push({ id, name: id.toLowerCase(), members: [people.alice.id], botIsMember: true });
  const startIn = (room: string, n: number) =>
    alice.command(`start ${room} https://a.b/1.mp4`, { channel: places[n % places.length] ?? '' });
  const all = (look: typeof cards) => places.flatMap((channel) => look(slack, channel));
  await Promise.all(rooms.map(startIn));
  await slack.until(() => all(cards).length === rooms.length);
  bot.process.kill('SIGTERM');
  expect(await bot.ended).toBe(0);
  expect(bot.output()).toContain('Stopped');
  expect(trtc.tasks).toHaveLength(rooms.length);
  expect(all(replies)).toHaveLength(rooms.length);
});

test('a task outlives the process: killed without a warning and run again, the bot lists, follows and stops it', async () => {
  const stage = await stageFor();
  const { slack, trtc } = stage;
  const key = 'callbackKey123';
  const first = await running(stage, key);
  const { handle, taskId, card } = await startOne(stage);
  first.process.kill('SIGKILL');
  await first.ended;

  const second = await running(stage, key);
  const alice = slack.person(people.alice.id);
  await alice.command('list');
  expect((await whispered(slack)).text).toContain(handle);
  trtc.source(taskId).stutter();
  await toldInThread(slack, card.ts, 2);
  await alice.press({ message: card }, 'Pause');
  await toldInThread(slack, card.ts, 3);
  await alice.command(`stop ${handle}`);
  expect((await toldInThread(slack, card.ts, 4))[3]).toContain('Stopped by');
  second.process.kill('SIGTERM');
  expect(await second.ended).toBe(0);
});

test('a start whose answer was still out when the process was killed is said to be unknown, and is not sent again', async () => {
  const stage = await stageFor();
  const { slack, trtc } = stage;
  const first = await running(stage, 'key');
  trtc.fail({ kind: 'stall' });
  await slack.person(people.alice.id).command(example);
  await trtc.until((api) => api.calls.some((call) => call.outcome.kind === 'stalled'));
  first.process.kill('SIGKILL');
  await first.ended;

  await running(stage, 'key');
  const { card, reply } = await answered(slack);
  expect(card.text).toContain('may or may not be live');
  expect(reply.text).toContain('The bot was restarted while it waited for the answer');
  expect(trtc.calls).toHaveLength(1);
});

test('a stop that was under way when the process was killed is finished by the next one', async () => {
  const stage = await stageFor();
  const { slack, trtc } = stage;
  const first = await running(stage, 'key');
  const { handle, card } = await startOne(stage);
  trtc.callbackTo(undefined);
  trtc.fail({ kind: 'stall' }, { action: 'StopStreamIngest' });
  await slack.person(people.alice.id).command(`stop ${handle}`);
  await trtc.until((api) => api.calls.some((call) => call.outcome.kind === 'stalled'));
  first.process.kill('SIGKILL');
  await first.ended;

  await running(stage, 'key');
  expect((await toldInThread(slack, card.ts, 2))[1]).toContain(`Stopped by <@${people.alice.id}>`);
  expect(trtc.tasks[0]?.state).toBe('ended');
});

/** Runs the bot and lets Slack and TRTC know where it is. */
async function running(stage: Stage, key: string, more: Record<string, string> = {}): Promise<BotProcess> {
  const bot = run(settings(stage, { TRTC_CALLBACK_KEY: key, ...more }));
  const port = /"port":(\d+)/.exec(await bot.says('"Ready"'))?.[1];
  stage.slack.deliverTo({ mode: 'http', url: `http://127.0.0.1:${port}/slack/events` });
  stage.trtc.callbackTo({ url: `http://127.0.0.1:${port}/trtc/events`, key });
  return bot;
}
