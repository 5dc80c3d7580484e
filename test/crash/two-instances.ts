import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
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
import { channels } from '../support/bot-stage.ts';
import { builtCrashingBot } from '../support/built.ts';
import { type CrashingBot, startCrashingBot } from '../support/crashing-bot.ts';
import { createRedisServer, type RedisServer } from '../support/redis-server.ts';
import { createTestLogger } from '../support/test-logger.ts';
import { until } from '../support/until.ts';
import { rowCount } from './show-aftermath.ts';

/** Each point takes some seconds: a dead process's job is found after two, and news of rows is gathered for two. */
export const longTest = 1_800_000;
/** A dead instance's jobs are taken up after so long, which is sooner than in earnest. */
const lockMs = 1_000;
/** Leases, and what others leave to whoever has them, last for so long at most. */
const leaseMs = 40_000;
const logger = createTestLogger();

let redis: RedisServer;
export let standIns: StandIns;
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

/** Another point: nothing is there of those before. */
export async function anew(): Promise<void> {
  await endAll();
  await redis.kill();
  await redis.start();
  standIns.slack.reset();
  standIns.trtc.reset();
}

const settings = () => ({ ...settingsOf(standIns), LOG_LEVEL: 'silent', STORE_URL: redis.url });
export const alice = () => standIns.slack.person(people.alice.id);

/** An instance that goes on, whatever becomes of others. */
export interface Survivor {
  bot: Bot;
  /** Lets it take up requests, also those of others. */
  takeUp(): Promise<void>;
  /** Lets it be later, so that nobody has to wait until others have let go. */
  advance(ms: number): void;
}

export async function survivor(): Promise<Survivor> {
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

export async function instance(): Promise<Bot> {
  const bot = await startBot(settings(), { openBackend: (url) => openRedis(url, logger, lockMs) });
  bots.push(bot);
  return bot;
}

/** Ends an instance in good order, as SIGTERM does. */
export async function end(bot: Bot): Promise<void> {
  bots.splice(bots.indexOf(bot), 1);
  await bot.app.stop();
}

/** The store as somebody sees it who takes part in nothing; it has the show. */
export async function withShow(): Promise<Store> {
  const store = await openStore(redis.url, { clock: Date.now, logger }, (url) => openRedis(url, logger));
  stores.push(store);
  await store.shows.put({
    ...{ name: 'evening', channel: channels.live.id, defaults: {}, by: people.alice.id, at: 1 },
    rows: Array.from({ length: rowCount }, (_, n) => ({ room: `room${n}`, url: `https://a.b/${n}.mp4` })),
  });
  return store;
}

/** Resolves when all that was asked for is done, and people were told of it. */
export function allTold(store: Store): Promise<void> {
  const queue = store.queue('requests');
  return until(async () => {
    const left = [queue.depth(), store.tasks.due(Number.MAX_SAFE_INTEGER, 1)] as const;
    const [depth, untold] = await Promise.all(left);
    return depth === 0 && untold.length === 0;
  });
}

/** Asks something of an instance that dies at its n-th step; another one, which is there already, goes on with what that leaves. */
export async function killedAt(n: number, store: Store, ask: () => Promise<unknown>) {
  const other = await survivor();
  const doomed = await startCrashingBot(n, settings());
  children.push(doomed);
  deliverTo(standIns.slack, doomed.port);
  await ask();
  // It is the one that has the request.
  await doomed.diedOrDid(/queue requests: a job begins/);
  await other.takeUp();
  const end = await doomed.diedOrDid(/queue requests: a job is over/);
  await doomed.kill();
  deliverTo(standIns.slack, other.bot.port);
  other.advance(leaseMs);
  await allTold(store);
  const isKept = doomed.steps.includes('queue requests.add: is done');
  return { steps: doomed.steps, died: end === 'died', isKept };
}
