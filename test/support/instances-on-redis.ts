import { afterEach, beforeAll, beforeEach } from '@jest/globals';
import { type Bot, type StandIns, settingsOf, startBot, startStandIns } from '../../sandbox/stage.ts';
import type { Runtime } from '../../src/runtime.ts';
import { openRedis } from '../../src/storage/redis/open.ts';
import { builtCrashingBot } from './built.ts';
import { type CrashingBot, startCrashingBot } from './crashing-bot.ts';
import { createRedisServer, type RedisServer } from './redis-server.ts';

/** What a dead instance had is taken up by others after so long, which is sooner than in earnest. */
const lockMs = 1_000;
/** Building the bot that kills itself takes some seconds. */
const buildMs = 60_000;

/** Of each test that imports this, a Redis and stand-ins of its own. */
export let redis: RedisServer;
export let standIns: StandIns;
/** Stopped after each test, unless they are taken out. */
export const bots: Bot[] = [];
const children: CrashingBot[] = [];

beforeAll(() => {
  builtCrashingBot();
}, buildMs);

beforeEach(async () => {
  redis = await createRedisServer();
  await redis.start();
  standIns = await startStandIns();
});

afterEach(async () => {
  await Promise.all(bots.splice(0).map(({ app }) => app.stop()));
  await Promise.all(children.splice(0).map((child) => child.kill()));
  await standIns.slack.close();
  await standIns.trtc.close();
  await redis.remove();
});

const settingsWith = (more: Record<string, string>) => ({
  ...settingsOf(standIns),
  STORE_URL: redis.url,
  ...more,
});

/** One more instance in this process, with further settings. */
export async function startInstance(
  more: Record<string, string> = {},
  runtime: Partial<Runtime> = {},
): Promise<Bot> {
  const bot = await startBot(settingsWith(more), {
    ...runtime,
    openBackend: (url, { logger }) => openRedis(url, logger, lockMs),
  });
  bots.push(bot);
  return bot;
}

/** One in a process of its own, that is killed at a step; its leases are over after two seconds. */
export async function startDoomed(dieAt: number, more: Record<string, string> = {}): Promise<CrashingBot> {
  const child = await startCrashingBot(dieAt, settingsWith(more));
  children.push(child);
  return child;
}
