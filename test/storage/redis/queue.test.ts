import { afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { StoreUnavailable } from '../../../src/ingest/errors.ts';
import type { Queue } from '../../../src/ingest/storage-ports.ts';
import type { Backend } from '../../../src/storage/backend.ts';
import { openRedis } from '../../../src/storage/redis/open.ts';
import { createGate, type Gate } from '../../support/gate.ts';
import { buildSecond, runSecond, type Second } from '../../support/processes.ts';
import { createRedisServer, hasRedis, type RedisServer } from '../../support/redis-server.ts';
import { createTestLogger, type Notes } from '../../support/test-logger.ts';
import { until } from '../../support/until.ts';

interface Job {
  say: string;
}

/** A worker that waited while Redis was frozen asks again after seconds; on a busy machine that adds up. */
jest.setTimeout(60_000);

/** Short, so that a process that died is missed soon; long enough for one that is merely slow. */
const lockMs = 2_000;

(hasRedis ? describe : describe.skip)('A queue in Redis', () => {
  let server: RedisServer;
  let logger: Notes;
  let given: string[];
  let gate: Gate;
  let undo: (() => Promise<void>)[];

  beforeAll(buildSecond);
  beforeEach(async () => {
    logger = createTestLogger();
    given = [];
    gate = createGate();
    undo = [];
    server = await createRedisServer({ keeps: true });
    await server.start();
  });
  afterEach(async () => {
    gate.open();
    for (const step of undo.reverse()) await step();
    await server.remove();
  });

  async function open(lock?: number): Promise<Backend> {
    const backend = await openRedis(server.url, logger, lock);
    undo.push(() => backend.close());
    return backend;
  }
  async function openQueue(lock?: number): Promise<Queue<Job>> {
    const queue: Queue<Job> = (await open(lock)).queue('requests');
    undo.push(() => queue.stop());
    return queue;
  }
  const start = (queue: Queue<Job>) =>
    queue.start(async ({ say }) => {
      given.push(say);
      await gate.pass();
    });
  const isGiven = (say: string) => until(async () => given.includes(say));
  const failureOf = (work: Promise<unknown>) => work.then(() => undefined).catch((error: unknown) => error);
  const works = async (work: () => Promise<unknown>) => (await failureOf(work())) === undefined;
  const outages = () => logger.notes.filter(({ message }) => /trouble with Redis/.test(message));

  test('gives a job whose process was killed to another one, and none that is under way', async () => {
    const queue = await openQueue(lockMs);
    await start(queue);
    await queue.add('one', { say: 'held' });
    await isGiven('held');
    const dying: Second = runSecond('take-up', server.url, lockMs);
    undo.push(dying.kill);
    await dying.says('started');
    // The jobs go to both: until one has gone to the other process.
    for (let n = 0; !dying.said.some((line) => line.startsWith('given')); n += 1)
      await queue.add(`job ${n}`, { say: `job ${n}` });
    const left = (await dying.says('given')).replace('given ', '');
    expect(given).not.toContain(left);
    await dying.kill();
    // What was locked before that lock was, and is not given again, has a lock that was renewed.
    await isGiven(left);
    expect(new Set(given).size).toBe(given.length);
    gate.open();
    await until(async () => (await queue.depth()) === 0);
  });

  describe.each([
    ['was killed', (redis: RedisServer) => redis.kill(), (redis: RedisServer) => redis.start()],
    [
      'does not answer',
      async (redis: RedisServer) => redis.freeze(),
      async (redis: RedisServer) => redis.thaw(),
    ],
  ])('that %s', (_, take, bring) => {
    test('fails, and works again when Redis is back', async () => {
      const queue = await openQueue();
      await start(queue);
      await take(server);
      for (const work of [() => queue.add('lost', { say: 'lost' }), () => queue.has('lost'), queue.depth])
        expect(await failureOf(work())).toBeInstanceOf(StoreUnavailable);
      await bring(server);
      await until(() => works(() => queue.add('two', { say: 'second' })));
      await isGiven('second');
    });

    test('keeps what is done in the meantime, and does not give it again', async () => {
      const queue = await openQueue();
      await start(queue);
      await queue.add('one', { say: 'first' });
      await isGiven('first');
      await take(server);
      expect(await works(() => queue.has('one'))).toBe(false);
      gate.open();
      await bring(server);
      await until(async () => (await works(queue.depth)) && (await queue.depth()) === 0);
      expect(given).toEqual(['first']);
    });

    test('says so once each time', async () => {
      const queue = await openQueue();
      await start(queue);
      for (const times of [1, 2]) {
        await take(server);
        await until(async () => outages().length > times - 1);
        await bring(server);
        const say = `after ${times}`;
        await until(() => works(() => queue.add(say, { say })));
        await isGiven(say);
        expect(outages()).toHaveLength(times);
      }
      // Twice the seconds after which a Redis that does not answer is given up, and those after which it is tried again.
    }, 60_000);

    test('can be stopped, when what is under way is done', async () => {
      const queue = await openQueue();
      await start(queue);
      await queue.add('one', { say: 'first' });
      await isGiven('first');
      await take(server);
      const stopped = queue.stop();
      gate.open();
      await stopped;
    });

    test('can be stopped before it has noticed', async () => {
      const queue = await openQueue();
      await start(queue);
      await take(server);
      await queue.stop();
    });

    test('cannot be started', async () => {
      const queue = await openQueue();
      await take(server);
      expect(await failureOf(start(queue))).toBeInstanceOf(StoreUnavailable);
    });
  });

  test('has lost nothing that it took after Redis was killed, with and without a worker', async () => {
    const queue = await openQueue();
    const all = Array.from({ length: 50 }, (_, n) => `${n}`);
    for (const say of all) await queue.add(`job ${say}`, { say });
    await server.kill();
    await server.start();
    await until(() => works(queue.depth));
    expect(await queue.depth()).toBe(50);
    await start(queue);
    await until(async () => given.length === 50);
    await server.kill();
    await server.start();
    gate.open();
    await until(async () => (await works(queue.depth)) && (await queue.depth()) === 0);
    expect(given.toSorted()).toEqual(all.toSorted());
  });
});
