import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { StoreUnavailable } from '../../src/ingest/errors.ts';
import { openStore, type Store } from '../../src/storage/open.ts';
import { draft, states, taskIn } from '../ingest/samples.ts';
import { createRedisServer, hasRedis, type RedisServer } from './redis-server.ts';
import { until } from './until.ts';

const [state = { name: 'queued' as const }] = states;
const everything: [string, (store: Store) => Promise<unknown>][] = [
  ['reading a task', (store) => store.tasks.get('k7f2qd')],
  ['writing a task', (store) => store.tasks.put(taskIn(state))],
  ['reading a draft', (store) => store.drafts.get('draft-1')],
  ['writing a draft', (store) => store.drafts.put('draft-1', draft, 1000)],
  ['claiming', (store) => store.claims.claim('key', 1000)],
  ['the check', (store) => store.check()],
];

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
  const error = await failureOf(openStore(`file:${folder}/file/ingest`, Date.now));
  expect(error).toBeInstanceOf(StoreUnavailable);
  expect(error).toHaveProperty('cause.code', 'EEXIST');
});

(hasRedis ? describe : describe.skip)('Where Redis is away', () => {
  async function redis(): Promise<RedisServer> {
    const server = await createRedisServer();
    undo.push(server.remove);
    return server;
  }

  test('a store cannot be opened', async () => {
    const { url } = await redis();
    expect(await failureOf(openStore(url, Date.now))).toBeInstanceOf(StoreUnavailable);
  });

  test('everything but closing is a StoreUnavailable with a cause, and works again when Redis is back', async () => {
    const server = await redis();
    await server.start();
    const store = await openStore(server.url, Date.now);
    undo.push(() => store.close());
    await store.check();
    await server.kill();
    for (const [what, work] of everything) {
      const error = await failureOf(work(store));
      expect([what, error]).toEqual([what, expect.any(StoreUnavailable)]);
      expect(error).toHaveProperty('cause', expect.any(Error));
    }
    await server.start();
    await until(async () => (await failureOf(store.check())) === undefined);
    for (const [, work] of everything) await work(store);
  });

  test('a store can be closed', async () => {
    const server = await redis();
    await server.start();
    const store = await openStore(server.url, Date.now);
    await server.kill();
    await store.close();
  });
});
