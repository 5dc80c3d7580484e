import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import { StoreUnavailable } from '../../src/ingest/errors.ts';
import type { Queue } from '../../src/ingest/storage-ports.ts';
import { openStore, type Store } from '../../src/storage/open.ts';
import { createRedisServer, hasRedis, type RedisServer } from '../support/redis-server.ts';
import { draft, states, taskIn } from '../support/samples.ts';
import { createTestLogger } from '../support/test-logger.ts';
import { until } from '../support/until.ts';

const [state = { name: 'queued' as const }] = states;
const kept = { name: 'main', channel: 'C0LIVE', by: 'U1', at: 1 };
const everything: [string, (store: Store, queue: Queue<string>) => Promise<unknown>][] = [
  ['reading a task', (store) => store.tasks.get('k7f2qd')],
  ['creating a task', (store) => store.tasks.create(taskIn(state))],
  ['changing a task', (store) => store.tasks.change('k7f2qd', () => taskIn(state))],
  ['finding a task', (store) => store.tasks.byTaskId('task-1')],
  ['reading what is active', (store) => store.tasks.active()],
  ['reading what is untold', (store) => store.tasks.due(Date.now(), 10)],
  ['reading what is over', (store) => store.tasks.over(0, 10)],
  ['writing history', (store) => store.history.add('entry', { at: Date.now(), what: 'started' })],
  ['reading history', (store) => store.history.page(0, 10)],
  ['reading roles', (store) => store.grants.all()],
  ['giving a role', (store) => store.grants.put({ user: 'U1', by: 'U2', role: 'viewer', at: 1 })],
  ['taking a role', (store) => store.grants.remove('U1')],
  ['reading a preset', (store) => store.presets.get('main')],
  ['reading presets', (store) => store.presets.all()],
  ['saving a preset', (store) => store.presets.put({ name: 'main', draft, by: 'U1', at: 1 })],
  ['deleting a preset', (store) => store.presets.remove('main')],
  ['reading a show', (store) => store.shows.get('main')],
  ['reading shows', (store) => store.shows.all()],
  ['saving a show', (store) => store.shows.put({ ...kept, defaults: {}, rows: [draft] })],
  ['deleting a show', (store) => store.shows.remove('main')],
  ['reading what a thread is to be told', (store) => store.runNews.get('r1')],
  ['changing that', (store) => store.runNews.change('r1', (now) => now)],
  ['reading a draft', (store) => store.drafts.get('draft-1')],
  ['writing a draft', (store) => store.drafts.put('draft-1', draft, 1000)],
  ['leasing', (store) => store.leases.acquire('key', 'me', 1000)],
  ['ending a lease', (store) => store.leases.release('key', 'me')],
  ['adding a job', (_, queue) => queue.add('job', 'say')],
  ['looking for a job', (_, queue) => queue.has('job')],
  ['counting jobs', (_, queue) => queue.depth()],
  ['taking a place', async (store) => (await store.limit?.take('api', 20, 1000))?.(1)],
  ['the check', (store) => store.check()],
  ['looking for risks', (store) => store.risks()],
];

/** After so long Slack tells people that the bot does not answer. */
const slackMs = 3_000;
const runtime = { clock: Date.now, logger: createTestLogger() };

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );

test('A file that cannot be opened is a StoreUnavailable that keeps its cause', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'store-'));
  undo.push(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'file'), '');
  const error = await failureOf(openStore(`file:${folder}/file/ingest`, runtime));
  expect(error).toBeInstanceOf(StoreUnavailable);
  expect(error).toHaveProperty('cause.code', 'ENOTDIR');
});

(hasRedis ? describe : describe.skip)('Where Redis is away', () => {
  async function redis(): Promise<RedisServer> {
    const server = await createRedisServer();
    undo.push(server.remove);
    return server;
  }

  test('a store cannot be opened', async () => {
    const { url } = await redis();
    expect(await failureOf(openStore(url, runtime))).toBeInstanceOf(StoreUnavailable);
  });

  describe.each([
    ['was killed', (server: RedisServer) => server.kill(), (server: RedisServer) => server.start()],
    [
      'does not answer',
      async (server: RedisServer) => server.freeze(),
      async (server: RedisServer) => server.thaw(),
    ],
  ])('since it %s,', (_, take, bring) => {
    test('everything but closing is a StoreUnavailable with a cause, and works again when Redis is back', async () => {
      const server = await redis();
      await server.start();
      const store = await openStore(server.url, runtime);
      undo.push(() => store.close());
      const queue = store.queue<string>('requests');
      for (const [, work] of everything) await work(store, queue);
      await take(server);
      for (const [what, work] of everything) {
        const error = await failureOf(work(store, queue));
        expect([what, error]).toEqual([what, expect.any(StoreUnavailable)]);
        expect(error).toHaveProperty('cause', expect.any(Error));
      }
      await bring(server);
      await until(async () => (await failureOf(store.check())) === undefined);
      for (const [, work] of everything) await work(store, queue);
    });

    test('what waits for an answer fails while Slack still waits for its own', async () => {
      const server = await redis();
      await server.start();
      const store = await openStore(server.url, runtime);
      undo.push(() => store.close());
      const queue = store.queue<string>('requests');
      await take(server);
      const failed = Promise.all(everything.map(([, work]) => failureOf(work(store, queue))));
      const failures = await Promise.race([failed, setTimeout(slackMs, 'too late', { ref: false })]);
      expect(failures).toEqual(everything.map(() => expect.any(StoreUnavailable)));
    });

    test('a store can be closed', async () => {
      const server = await redis();
      await server.start();
      const store = await openStore(server.url, runtime);
      await take(server);
      await store.close();
    });
  });

  test('a store is not opened where nothing answers', async () => {
    const server = await redis();
    await server.start();
    server.freeze();
    expect(await failureOf(openStore(server.url, runtime))).toBeInstanceOf(StoreUnavailable);
  });
});
