// Not quick: it kills a process at one step after another.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  type Bot,
  deliverTo,
  people,
  type StandIns,
  settingsOf,
  startBot,
  startStandIns,
} from '../../sandbox/stage.ts';
import { openStore, type Store } from '../../src/storage/open.ts';
import { openRedis } from '../../src/storage/redis/open.ts';
import { cards, channels } from '../support/bot-stage.ts';
import { builtCrashingBot } from '../support/built.ts';
import { type CrashingBot, startCrashingBot } from '../support/crashing-bot.ts';
import { createRedisServer, hasRedis, type RedisServer } from '../support/redis-server.ts';
import { createTestLogger } from '../support/test-logger.ts';
import { until } from '../support/until.ts';
import { at, rightInTheEnd, rowCount } from './show-aftermath.ts';

/** Each point takes some seconds: a dead process's job is found after two, and news of rows is gathered for two. */
const longTest = 1_800_000;
/** A dead instance's jobs are taken up after so long, which is sooner than in earnest. */
const lockMs = 1_000;
/** Leases, and what others leave to whoever has them, last for so long at most. */
const leaseMs = 40_000;
const refusal = { kind: 'error', code: 'InvalidParameter.StreamUrl' } as const;
/** So soon after whatever happened last a board is right. */
const rightAfterMs = 5_000;
/** Of a board, as Redis counts it, less what calls may take to arrive. */
const editsApartMs = 1_500 - 200;
const logger = createTestLogger();

const inEarnest = hasRedis ? describe : describe.skip;
if (!hasRedis)
  console.warn('NOT TESTED: there is no redis-server here, so a show on two instances was left out.');

let redis: RedisServer;
let standIns: StandIns;
const bots: Bot[] = [];
const children: CrashingBot[] = [];
const stores: Store[] = [];

beforeAll(async () => {
  builtCrashingBot();
  standIns = await startStandIns();
  redis = await createRedisServer();
}, longTest);

afterAll(async () => {
  await standIns.slack.close();
  await standIns.trtc.close();
  await redis.remove();
});

beforeEach(() => redis.start());
afterEach(async () => {
  await endAll();
  await redis.kill();
});

/** Ends all instances of a point, and forgets all that they kept. */
async function endAll(): Promise<void> {
  await Promise.all(bots.splice(0).map(({ app }) => app.stop()));
  await Promise.all(children.splice(0).map((child) => child.kill()));
  await Promise.all(stores.splice(0).map((store) => store.close()));
}

async function anew(): Promise<void> {
  await endAll();
  await redis.kill();
  await redis.start();
  standIns.slack.reset();
  standIns.trtc.reset();
}

const settings = () => ({ ...settingsOf(standIns), LOG_LEVEL: 'silent', STORE_URL: redis.url });
const alice = () => standIns.slack.person(people.alice.id);
const start = () => alice().command('show start evening');

/** An instance that goes on, whatever becomes of others. */
interface Survivor {
  bot: Bot;
  /** Lets it take up requests, also those of others. */
  takeUp(): Promise<void>;
  /** Lets it be later, so that nobody has to wait until others have let go. */
  advance(ms: number): void;
}

async function survivor(): Promise<Survivor> {
  let ahead = 0;
  let begin: (() => Promise<void>) | undefined;
  const bot = await startBot(settings(), {
    clock: () => Date.now() + ahead,
    async openBackend(url) {
      const backend = await openRedis(url, logger, lockMs);
      return {
        ...backend,
        queue<Job>(name: string) {
          const its = backend.queue<Job>(name);
          const held = async (work: (job: Job) => Promise<void>) => {
            begin = () => its.start(work);
          };
          return { ...its, start: held };
        },
      };
    },
  });
  bots.push(bot);
  return {
    bot,
    takeUp: async () => begin?.(),
    advance: (ms) => {
      ahead += ms;
    },
  };
}

async function instance(): Promise<Bot> {
  const bot = await startBot(settings(), { openBackend: (url) => openRedis(url, logger, lockMs) });
  bots.push(bot);
  return bot;
}

/** The store as somebody sees it who takes part in nothing; it has the show. */
async function withShow(): Promise<Store> {
  const store = await openStore(redis.url, { clock: Date.now, logger }, (url) => openRedis(url, logger));
  stores.push(store);
  await store.shows.put({
    ...{ name: 'evening', channel: channels.live.id, defaults: {}, by: people.alice.id, at: 1 },
    rows: Array.from({ length: rowCount }, (_, n) => ({ room: `room${n}`, url: `https://a.b/${n}.mp4` })),
  });
  return store;
}

/** Resolves when all that was asked for is done, and people were told of it. */
function allTold(store: Store): Promise<void> {
  const queue = store.queue('requests');
  return until(async () => {
    const left = [queue.depth(), store.tasks.due(Number.MAX_SAFE_INTEGER, 1)] as const;
    const [depth, untold] = await Promise.all(left);
    return depth === 0 && untold.length === 0;
  });
}

/** Every step would take a quarter of an hour; another residue each day walks them all. Odd, so that TRTC refuses every other time. */
const stride = 21;
const residue = Number(process.env.CRASH_RESIDUE ?? 0) % stride;

inEarnest('Of two instances on one Redis', () => {
  test(
    'one dies at any point of the start of a show, and the other one ends it: each row started once, also if TRTC refuses it, each result told once, one board, which is right',
    async () => {
      let reached = 0;
      for (let n = 1 + residue; ; n += stride) {
        await anew();
        const { trtc } = standIns;
        // What is over at once must not be begun anew by whoever goes on.
        if (n % 2 === 0) trtc.fail(refusal, { action: 'StartStreamIngest', times: rowCount });
        const store = await withShow();
        const other = await survivor();
        const doomed = await startCrashingBot(n, settings());
        children.push(doomed);
        deliverTo(standIns.slack, doomed.port);
        await start();
        // It is the one that has the request: the other one goes on only with what that leaves.
        await doomed.diedOrDid(/queue requests: a job begins/);
        await other.takeUp();
        const end = await doomed.diedOrDid(/queue requests: a job is over/);
        await doomed.kill();
        deliverTo(standIns.slack, other.bot.port);
        other.advance(leaseMs);
        await allTold(store);
        const isKept = doomed.steps.includes('queue requests.add: is done');
        await at(doomed.steps, () =>
          rightInTheEnd(standIns, store, { lost: end === 'died', nothing: !isKept }),
        );
        if (end === 'did') break;
        reached += 1;
      }
      expect(reached).toBeGreaterThan(4);
    },
    longTest,
  );

  test.each(['at once', 'while its rows are begun', 'when all of it is told'])(
    'both get one press, the second %s, and each row is started once, on one board',
    async (when) => {
      await anew();
      const store = await withShow();
      const [one, other] = [await instance(), await instance()];
      const { slack, trtc } = standIns;
      deliverTo(slack, one.port);
      const delivery = await start();
      if (when === 'while its rows are begun') await trtc.until(({ calls }) => calls.length > 0);
      if (when === 'when all of it is told') await trtc.until(({ tasks }) => tasks.length === rowCount);
      if (when === 'when all of it is told') await allTold(store);
      deliverTo(slack, other.port);
      await slack.redeliver(delivery);
      deliverTo(slack, one.port);
      await slack.redeliver(delivery);
      await trtc.until(({ tasks }) => tasks.length === rowCount);
      await allTold(store);
      await rightInTheEnd(standIns, store);
    },
    longTest,
  );

  test.each(['once it has the press', 'once the board stands', 'once a row is begun'])(
    'one is ended in good order %s, and the other one goes on: each row started once, on one board',
    async (when) => {
      await anew();
      const store = await withShow();
      const [one, other] = [await instance(), await survivor()];
      const { slack, trtc } = standIns;
      deliverTo(slack, one.port);
      await start();
      if (when === 'once the board stands') await slack.until((now) => cards(now)[0]);
      if (when === 'once a row is begun') await trtc.until(({ calls }) => calls.length > 0);
      bots.splice(bots.indexOf(one), 1);
      const ended = one.app.stop();
      await other.takeUp();
      deliverTo(slack, other.bot.port);
      await ended;
      await trtc.until(({ tasks }) => tasks.length === rowCount);
      await allTold(store);
      await rightInTheEnd(standIns, store);
    },
    longTest,
  );

  test(
    'each gets the press of another person at the same time, and each row is started once, on one board, whose pace they keep together',
    async () => {
      await anew();
      const store = await withShow();
      const [one, other] = [await instance(), await instance()];
      const { slack, trtc } = standIns;
      // So long that both are there before the board stands.
      slack.fail({ kind: 'delay', ms: 500 }, { method: 'chat.postMessage' });
      deliverTo(slack, one.port);
      const first = start();
      deliverTo(slack, other.port);
      const second = slack.person(people.carol.id).command('show start evening');
      await Promise.all([first, second]);
      await trtc.until(({ tasks }) => tasks.length === rowCount);
      await allTold(store);
      await rightInTheEnd(standIns, store);
      await slack.person(people.carol.id).command('show stop evening');
      await trtc.until(({ tasks }) => tasks.every(({ state }) => state === 'ended'));
      const last = Date.now();
      await slack.until((now) => cards(now)[0]?.text.startsWith(`⏹ ${rowCount}`));
      expect(Date.now() - last).toBeLessThan(rightAfterMs);
      await allTold(store);
      const edits = slack.calls.filter(({ method }) => method === 'chat.update').map((call) => call.at);
      const apart = edits.slice(1).map((moment, n) => moment - (edits[n] ?? 0));
      expect(Math.min(editsApartMs, ...apart)).toBe(editsApartMs);
      expect(slack.calls.filter(({ status }) => status === 429)).toEqual([]);
    },
    longTest,
  );
});
