// Not quick: real Redis, and news that is gathered for two seconds.
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Fault, Message } from '../../sandbox/slack/index.ts';
import { type Bot, channels, deliverTo, people } from '../../sandbox/stage.ts';
import { openStore } from '../../src/storage/open.ts';
import { openRedis } from '../../src/storage/redis/open.ts';
import { cards } from '../support/bot-stage.ts';
import { bots, redis, standIns, startDoomed, startInstance } from '../support/instances-on-redis.ts';
import { hasRedis } from '../support/redis-server.ts';
import { createTestLogger } from '../support/test-logger.ts';
import { until } from '../support/until.ts';

const longTest = 90_000;
const rowCount = 20;
const callbackKey = 'callbackKey0123456789';
const logger = createTestLogger();
const live = channels.live.id;

const inEarnest = hasRedis ? describe : describe.skip;
if (!hasRedis)
  console.warn(
    'NOT TESTED: there is no redis-server here, so the news of a show at two instances were left out.',
  );

beforeEach(async () => {
  const store = await openStore(redis.url, { clock: Date.now, logger }, (url) => openRedis(url, logger));
  await store.shows.put({
    ...{ name: 'evening', channel: live, defaults: {}, by: people.alice.id, at: 1 },
    rows: Array.from({ length: rowCount }, (_, n) => ({ room: `room${n}`, url: `https://a.b/${n}.mp4` })),
  });
  await store.close();
});

const settings = {
  TRTC_CALLBACK_KEY: callbackKey,
  // What becomes of the sources is known from callbacks alone.
  MONITOR_INTERVAL_SECONDS: '600',
};

/** An instance whose clock can be put ahead, so that nobody has to wait until others have let go of what they had. */
async function instance(): Promise<Bot & { advance(ms: number): void }> {
  let ahead = 0;
  const bot = await startInstance(settings, { clock: () => Date.now() + ahead });
  const advance = (ms: number) => {
    ahead += ms;
  };
  return { ...bot, advance };
}

const alice = () => standIns.slack.person(people.alice.id);

/** Starts the show at an instance; gives its thread without what is said of the start, which has each TaskId. */
async function startedAt({ port }: { port: number }): Promise<() => readonly Message[]> {
  const { slack, trtc } = standIns;
  deliverTo(slack, port);
  await alice().command('show start evening');
  await trtc.until(({ tasks }) => tasks.length === rowCount);
  const board = await slack.until((now) => cards(now)[0]);
  const thread = () => slack.thread(live, board.ts).slice(1);
  await slack.until(() => trtc.tasks.every(({ taskId }) => JSON.stringify(thread()).includes(taskId)));
  const before = thread().length;
  return () => thread().slice(before);
}

/** How often the messages name each room. */
function namings(messages: readonly Message[]): number[] {
  const text = messages.map((message) => message.text).join('\n');
  return Array.from({ length: rowCount }, (_, n) => text.split(`\`room${n}\``).length - 1);
}

const once = Array.from({ length: rowCount }, () => 1);

/** TRTC says of each of these sources that it fails, to the instances in turn, as a load balancer would have it. */
async function failSources(
  rooms: (n: number) => boolean,
  instances: readonly { port: number }[],
): Promise<void> {
  const { trtc } = standIns;
  const its = trtc.tasks.filter(({ roomId }) => rooms(Number(roomId.replace('room', ''))));
  for (const [n, { taskId }] of its.entries()) {
    const { port = 0 } = instances[n % instances.length] ?? {};
    trtc.callbackTo({ url: `http://127.0.0.1:${port}/trtc/events`, key: callbackKey });
    // The third failure in a row is told.
    const after = trtc.callbacks.length + 3;
    for (let failures = 0; failures < 3; failures += 1) trtc.source(taskId).fail();
    await trtc.until(({ callbacks }) => callbacks.length >= after);
  }
}

inEarnest('The thread of a show of which two instances hear news', () => {
  test(
    'says in one message which sources fail, and the channel gets one a minute',
    async () => {
      const both = [await instance(), await instance()] as const;
      const said = await startedAt(both[0]);
      const { slack } = standIns;
      await failSources((n) => n % 2 === 0, both);
      await slack.until(() => said().length > 0);
      await failSources((n) => n % 2 === 1, both);
      await slack.until(() => namings(said()).every((times) => times > 0));
      await Promise.all(bots.splice(0).map(({ app }) => app.stop()));
      expect(said().map(({ text }) => /\d+ rooms:/.exec(text)?.[0])).toEqual(['10 rooms:', '10 rooms:']);
      expect(said().map(({ reply_broadcast }) => reply_broadcast ?? false)).toEqual([true, false]);
      expect(namings(said())).toEqual(once);
    },
    longTest,
  );

  test(
    'says in one message what a person stopped at both',
    async () => {
      const [one, other] = [await instance(), await instance()];
      const said = await startedAt(one);
      const { slack, trtc } = standIns;
      const ids = trtc.tasks.map(({ taskId }) => taskId);
      deliverTo(slack, one.port);
      const first = alice().command(`stop ${ids.filter((_, n) => n % 2 === 0).join(' ')}`);
      deliverTo(slack, other.port);
      await Promise.all([first, alice().command(`stop ${ids.filter((_, n) => n % 2 === 1).join(' ')}`)]);
      await slack.until(() => namings(said()).every((times) => times > 0));
      await Promise.all(bots.splice(0).map(({ app }) => app.stop()));
      // Those of one duration stand together.
      expect(said().map(({ text }) => text)).toEqual([
        expect.stringMatching(/^\*\d+ rooms:\* ⏹ Stopped by <@U0ALICE>/),
      ]);
      expect(namings(said())).toEqual(once);
    },
    longTest,
  );

  const deaths: [string, Fault | undefined, string | undefined][] = [
    ['while it gathers', undefined, undefined],
    ['while Slack does not take it', { kind: 'stall' }, 'Slack chat.postMessage: has left'],
    ['when Slack has it and has not said so', { kind: 'lose-answer' }, 'Slack chat.postMessage: has left'],
  ];

  test.each(deaths)(
    'says all of it once if the one that tells is killed %s',
    async (_, fault, step) => {
      const child = await startDoomed(0, settings);
      const said = await startedAt(child);
      const other = await instance();
      const { slack } = standIns;
      if (fault !== undefined) slack.fail(fault, { method: 'chat.postMessage' });
      const before = child.steps.length;
      const did = (what: string) => child.steps.slice(before).includes(what);
      await failSources((n) => n < 10, [child]);
      // The first to hear of any is the first to tell, unless the machine gives it no time.
      await until(async () => did('store run-news.change: is done'));
      await failSources((n) => n >= 10, [other]);
      if (step !== undefined) await until(async () => did(step) || said().length > 0);
      if (fault?.kind === 'lose-answer') await slack.until(() => said().length > 0);
      await child.kill();
      other.advance(40_000);
      await slack.until(() => namings(said()).every((times) => times > 0));
      await Promise.all(bots.splice(0).map(({ app }) => app.stop()));
      expect(namings(said())).toEqual(once);
      expect(said().filter(({ reply_broadcast }) => reply_broadcast)).toHaveLength(1);
    },
    longTest,
  );
});
