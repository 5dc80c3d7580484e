import { type StandIns, startStandIns } from '../../sandbox/stage.ts';
import { createRedisServer, hasRedis } from '../support/redis-server.ts';
import { type Contender, startContender } from './contender.ts';

type Measure = (standIns: StandIns, bots: readonly Contender[]) => Promise<string[]>;

/** Behind a title: what is left out where there is no Redis. */
export const leftOut = hasRedis ? '' : ' (not measured on Redis: there is no redis-server here)';

/** A row of a table for one instance on the file store, which `measure` gives the cells of behind its name. */
export function onFile(measure: Measure): Promise<string[]> {
  return measured('file store', [{}], measure);
}

/** The same for so many instances on a Redis of their own; no row if there is no redis-server here. */
export async function onRedis(instances: number, measure: Measure): Promise<string[][]> {
  if (!hasRedis) return [];
  const redis = await createRedisServer({ keeps: true });
  await redis.start();
  const settings = Array.from({ length: instances }, () => ({ STORE_URL: redis.url }));
  const name = instances === 1 ? 'Redis, 1 instance' : `Redis, ${instances} instances`;
  try {
    return [await measured(name, settings, measure)];
  } finally {
    await redis.remove();
  }
}

async function measured(
  name: string,
  settings: readonly Record<string, string>[],
  measure: Measure,
): Promise<string[]> {
  const standIns = await startStandIns();
  const bots = await Promise.all(settings.map((each) => startContender('bot', standIns, each)));
  try {
    return [name, ...(await measure(standIns, bots))];
  } finally {
    await Promise.all(bots.map((bot) => bot.stop()));
    await Promise.all([standIns.slack.close(), standIns.trtc.close()]);
  }
}
