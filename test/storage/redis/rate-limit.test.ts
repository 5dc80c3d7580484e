import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { SharedRateLimit } from '../../../src/ingest/storage-ports.ts';
import { openStore, type Store } from '../../../src/storage/open.ts';
import { buildSecond, runSecond, type Second } from '../../support/processes.ts';
import { createRedisServer, hasRedis, type RedisServer } from '../../support/redis-server.ts';
import { createTestLogger } from '../../support/test-logger.ts';
import { until } from '../../support/until.ts';

const places = 20;
const hourMs = 60 * 60 * 1000;

(hasRedis ? describe : describe.skip)('A limit that processes share', () => {
  let server: RedisServer;
  let stores: Store[];
  let others: Second[];

  beforeAll(buildSecond);
  beforeEach(async () => {
    stores = [];
    others = [];
    server = await createRedisServer();
    await server.start();
  });
  afterEach(async () => {
    await Promise.all([...stores.map((store) => store.close()), ...others.map((each) => each.kill())]);
    await server.remove();
  });

  async function open(): Promise<Store & { limit: SharedRateLimit }> {
    const store = await openStore(server.url, { clock: Date.now, logger: createTestLogger() });
    stores.push(store);
    if (store.limit === undefined) throw new Error('no limit');
    return { ...store, limit: store.limit };
  }
  function run(...given: (string | number)[]): Second {
    const second = runSecond(...given);
    others.push(second);
    return second;
  }

  /** Whether a promise has resolved by the time that Redis has answered what was asked after it. */
  async function isTaken(taking: Promise<unknown>, store: Store): Promise<boolean> {
    let taken = false;
    void taking.then(() => {
      taken = true;
    });
    await store.check();
    return taken;
  }

  test('holds in any stretch of time, whoever calls', async () => {
    const windowMs = 300;
    const callers = [0, 1].map(() => run('call', server.url, 100, windowMs));
    await Promise.all(callers.map(({ ended }) => ended));
    const moments = callers
      .flatMap(({ said }) => said.map((line) => Number(line.replace('called ', ''))))
      .toSorted((a, b) => a - b);
    expect(moments).toHaveLength(200);
    const tooSoon = moments.filter((at, n) => at - (moments[n - places] ?? 0) < windowMs);
    expect(tooSoon).toEqual([]);
  });

  test('is for each API by itself', async () => {
    const { limit } = await open();
    await Promise.all(Array.from({ length: places }, () => limit.take('one', places, hourMs)));
    await limit.take('another', places, hourMs);
  });

  test('gives a place of a process that died to another when its time is over, and no sooner', async () => {
    const mostMs = 1_000;
    const { limit } = await open();
    const dead = run('hold', server.url, mostMs);
    await dead.says('held');
    await dead.kill();
    await limit.take('api', places, hourMs);
    const began = Number((await dead.says('began')).replace('began ', ''));
    expect(Date.now() - began).toBeGreaterThanOrEqual(mostMs);
  });

  test('lets a place be free sooner than it was taken for', async () => {
    const { limit } = await open();
    const free = await limit.take('api', 1, hourMs);
    await free(1);
    await limit.take('api', 1, hourMs);
  });

  test('lets no place be kept longer than it was taken for', async () => {
    const { limit } = await open();
    await limit.take('api', 2, hourMs);
    const free = await limit.take('api', 2, 300);
    await free(hourMs);
    await limit.take('api', 2, hourMs);
  });

  test('lets nobody give back what is somebody else’s by now', async () => {
    const store = await open();
    const { limit } = store;
    const tooLate = await limit.take('api', 1, 1);
    const free = await limit.take('api', 1, hourMs);
    await tooLate(0);
    const waiting = limit.take('api', 1, hourMs);
    expect(await isTaken(waiting, store)).toBe(false);
    await free(0);
    await waiting;
  });

  test('keeps a place that was taken for long beside one for a moment', async () => {
    const store = await open();
    const { limit } = store;
    const free = await limit.take('api', 2, hourMs);
    await limit.take('api', 2, 1);
    const over = Date.now() + 10;
    await until(async () => Date.now() > over);
    await limit.take('api', 2, hourMs);
    const third = limit.take('api', 2, hourMs);
    expect(await isTaken(third, store)).toBe(false);
    await free(0);
    await third;
  });

  test('goes to whoever has waited longest in a process', async () => {
    const { limit } = await open();
    let free = await limit.take('api', 1, hourMs);
    const came: number[] = [];
    const waiting: Promise<typeof free>[] = [];
    const wait = async (n: number) => {
      const next = await limit.take('api', 1, hourMs);
      came.push(n);
      return next;
    };
    waiting.push(wait(0));
    for (let n = 1; n < 5; n += 1) {
      await free(0);
      waiting.push(wait(n));
      free = (await waiting[n - 1]) ?? free;
    }
    await free(0);
    await Promise.all(waiting);
    expect(came).toEqual([0, 1, 2, 3, 4]);
  });
});
