import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createClient } from '@keyv/redis';
import { openStore } from '../../../src/storage/open.ts';
import { createRedisServer, hasRedis } from '../../support/redis-server.ts';
import { createTestLogger } from '../../support/test-logger.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function risksOf(url: string) {
  const store = await openStore(url, { clock: Date.now, logger: createTestLogger() });
  undo.push(() => store.close());
  return store.risks();
}

test('A store in memory loses all with its process, one in a folder nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'store-'));
  undo.push(() => rmSync(folder, { recursive: true }));
  expect(await risksOf('memory:')).toEqual(['in-memory']);
  expect(await risksOf(`file:${folder}/ingest`)).toEqual([]);
});

(hasRedis ? describe : describe.skip)('Redis', () => {
  /** A Redis that was given these commands. */
  async function redis({ keeps }: { keeps: boolean }, ...commands: string[][]): Promise<string> {
    const server = await createRedisServer({ keeps });
    undo.push(() => server.remove());
    await server.start();
    const client = createClient({ url: server.url });
    await client.connect();
    for (const command of commands) await client.sendCommand(command);
    client.destroy();
    return server.url;
  }
  const evicts = ['CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru'];

  test('with an append-only file, which throws nothing away, loses nothing', async () => {
    expect(await risksOf(await redis({ keeps: true }))).toEqual([]);
  });

  test('without an append-only file loses what it took last', async () => {
    expect(await risksOf(await redis({ keeps: false }))).toEqual(['unsaved']);
  });

  test('that makes room for what is new loses what is old', async () => {
    expect(await risksOf(await redis({ keeps: true }, evicts))).toEqual(['evicts']);
  });

  test('that does not say how it is set up is taken as it is', async () => {
    const user = ['ACL', 'SETUSER', 'bot', 'on', '>word', '~*', '&*', '+@all', '-info'];
    const url = await redis({ keeps: false }, evicts, user);
    expect(await risksOf(url.replace('redis://', 'redis://bot:word@'))).toEqual([]);
  });
});
