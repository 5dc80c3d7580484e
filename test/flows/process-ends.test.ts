import { beforeAll, describe, expect, test } from '@jest/globals';
import { freePort } from '../../sandbox/free-port.ts';
import { type BotProcess, buildBot, run, settings } from '../support/bot-process.ts';
import { example, people, replies, type Stage, secrets, stageFor } from '../support/bot-stage.ts';

beforeAll(buildBot);

/** Lets the process do something that nobody foresaw when it gets SIGUSR2. */
function onSignal(code: string): Record<string, string> {
  const listen = `process.on('SIGUSR2',()=>{${code}})`;
  return { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(listen)}` };
}

const throwsOnSignal = onSignal("throw new Error('unforeseen')");

function transportOf(mode: 'http' | 'socket'): Record<string, string> {
  return mode === 'http' ? {} : { SLACK_SIGNING_SECRET: '', SLACK_APP_TOKEN: secrets.appToken };
}

/** Runs a bot, and begins a start whose call TRTC has taken and does not answer yet. */
async function withCallUnderWay(stage: Stage, more: Record<string, string> = {}): Promise<BotProcess> {
  const { slack, trtc } = stage;
  const bot = run(settings(stage, more));
  const port = /"port":(\d+)/.exec(await bot.says('"Ready"'))?.[1];
  slack.deliverTo({ mode: 'http', url: `http://127.0.0.1:${port}/slack/events` });
  trtc.fail({ kind: 'stall' });
  await slack.person(people.alice.id).command(example);
  await trtc.until((api) => api.calls.some((call) => call.outcome.kind === 'stalled'));
  return bot;
}

function expectTaskIdTold({ slack, trtc }: Stage): void {
  expect(replies(slack).map((reply) => reply.text)).toEqual([
    expect.stringContaining(`TaskId \`${trtc.tasks[0]?.taskId}\``),
  ]);
}

/** What it says apart from its log. */
const linesOf = (bot: BotProcess) =>
  bot
    .output()
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('{'));

describe('The TaskId of a call that is under way is told, and the process ends with status 1 and one line, if', () => {
  test.each<[string, string, string]>([
    ['something throws', "throw new Error('unforeseen')", 'Cannot go on: unforeseen'],
    ['something rejects', "Promise.reject(new Error('unforeseen'))", 'Cannot go on: unforeseen'],
    ['it rejects with nothing', 'Promise.reject()', 'Cannot go on: undefined'],
    ['it throws null', 'throw null', 'Cannot go on: null'],
    ['it throws what is no text', 'throw Object.create(null)', 'Cannot go on: [Object: null prototype] {}'],
    ['it throws several lines', "throw new Error('a\\nb')", 'Cannot go on: a b'],
    [
      'it throws many times',
      "setInterval(()=>{throw new Error('again')},1);throw new Error('first')",
      'Cannot go on: first',
    ],
    [
      'nobody hears an error',
      "process.emit('error',new Error('heard by nobody'))",
      'Cannot go on: heard by nobody',
    ],
    [
      'an error holds secrets',
      `throw new Error('${secrets.botToken} and ${secrets.secretKey}')`,
      'Cannot go on: [secret] and [secret]',
    ],
  ])('%s', async (_, code, line) => {
    const stage = await stageFor();
    const bot = await withCallUnderWay(stage, onSignal(code));
    bot.process.kill('SIGUSR2');
    await bot.says('Stopping');
    stage.trtc.release();
    expect(await bot.ended).toBe(1);
    expectTaskIdTold(stage);
    expect(linesOf(bot)).toEqual([line]);
    expect(bot.output()).toContain('"Stopped"');
  });

  test('nobody reads any more what it says', async () => {
    const stage = await stageFor();
    const { slack, trtc } = stage;
    const bot = await withCallUnderWay(stage, { LOG_LEVEL: 'debug' });
    bot.process.stdout?.destroy();
    bot.process.stderr?.destroy();
    // Its line in the log is the first that nobody reads.
    await slack.person(people.alice.id).command('list');
    trtc.release();
    expect(await bot.ended).toBe(1);
    expectTaskIdTold(stage);
  });

  test('it has been asked to stop before', async () => {
    const stage = await stageFor();
    const bot = await withCallUnderWay(stage, throwsOnSignal);
    bot.process.kill('SIGTERM');
    await bot.says('Stopping');
    bot.process.kill('SIGUSR2');
    await bot.says('Cannot stop in good order: unforeseen');
    stage.trtc.release();
    expect(await bot.ended).toBe(1);
    expectTaskIdTold(stage);
  });
});

test('What is asked for while the process ends for an error is not taken, and the next one has the whole store', async () => {
  const stage = await stageFor();
  const { slack, trtc } = stage;
  const bot = await withCallUnderWay(stage, throwsOnSignal);
  bot.process.kill('SIGUSR2');
  await bot.says('Stopping');
  expect((await slack.person(people.alice.id).command(example)).status).toBe(0);
  trtc.release();
  expect(await bot.ended).toBe(1);
  const next = run(settings(stage));
  await next.says('"Ready"');
  next.process.kill('SIGTERM');
  expect(await next.ended).toBe(0);
  expect(trtc.tasks).toHaveLength(1);
  expectTaskIdTold(stage);
});

test.each(['SIGTERM', 'SIGINT'] as const)(
  'A signal (%s) ends it at once while it finishes for an error',
  async (signal) => {
    const bot = await withCallUnderWay(await stageFor(), throwsOnSignal);
    bot.process.kill('SIGUSR2');
    await bot.says('Stopping');
    bot.process.kill(signal);
    expect(await bot.ended).toBe(1);
    expect(linesOf(bot)).toEqual(['Cannot go on: unforeseen', 'Stopped at once: asked for a second time.']);
  },
);

describe('A start that fails closes the store and ends with status 1 and one line', () => {
  test.each(['http', 'socket'] as const)('if its port is taken, over %s', async (mode) => {
    const stage = await stageFor();
    const bot = run(settings(stage, { PORT: String(stage.port), ...transportOf(mode) }));
    expect(await bot.ended).toBe(1);
    expect(linesOf(bot)).toEqual([`Cannot start: PORT ${stage.port} is in use by another program.`]);
    expect(bot.output()).toContain('"Stopped"');
    expect(stage.slack.connections).toBe(0);
  });

  test('if Slack does not take the bot token', async () => {
    const stage = await stageFor();
    const bot = run(settings(stage, { SLACK_BOT_TOKEN: 'xoxb-revoked-token' }));
    expect(await bot.ended).toBe(1);
    expect(linesOf(bot)).toEqual([expect.stringMatching(/^Cannot start: .*invalid_auth/)]);
    expect(bot.output()).toContain('"Stopped"');
  });
});

test.each([
  ['http', 'auth.test'],
  ['socket', 'auth.test'],
  ['socket', 'apps.connections.open'],
] as const)(
  'A bot over %s that is stopped while it waits for %s ends with status 0',
  async (mode, method) => {
    const stage = await stageFor();
    const { slack } = stage;
    slack.fail({ kind: 'stall' }, { method, times: Number.POSITIVE_INFINITY });
    const bot = run(settings(stage, { PORT: String(await freePort()), ...transportOf(mode) }));
    await slack.until(({ calls }) =>
      calls.some((call) => call.method === method && call.answer === undefined),
    );
    bot.process.kill('SIGTERM');
    expect(await bot.ended).toBe(0);
    expect(linesOf(bot)).toEqual([]);
  },
);
