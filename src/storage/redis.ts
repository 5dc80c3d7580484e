import KeyvRedis, { createClient, type RedisClientOptions } from '@keyv/redis';
import { Keyv } from 'keyv';
import type { Claims, Journal } from '../ingest/ports.ts';
import type { Backend } from './backend.ts';
import { createBullQueue, jobLockMs } from './bull-queue.ts';
import { type RedisClient, redisIndex } from './redis-index.ts';
import { createRedisLimit } from './redis-limit.ts';
import { type RedisScripts, redisScripts } from './redis-scripts.ts';

const connectTimeoutMs = 1_000;
const prefix = 'trtc-ingest';

/**
 * Storage in Redis, which all instances share. Commands fail at once while Redis is away and work again when it is
 * back. Throws where it cannot be reached at the start.
 */
export async function openRedis(url: string, journal: Journal, lockMs = jobLockMs): Promise<Backend> {
  const options: RedisClientOptions = {
    url,
    disableOfflineQueue: true,
    socket: {
      connectTimeout: connectTimeoutMs,
      reconnectStrategy: (tries) => Math.min(50 * 2 ** tries, 1_000),
    },
  };
  const client = createClient(options);
  // Every failed command rejects; without a listener a lost connection would end the process as well.
  client.on('error', () => {});
  await connectOnce(client);

  const keyOf = (name: string, id?: string) => [prefix, name].join(':') + (id === undefined ? '' : `::${id}`);

  function collection(name: string): Keyv {
    const namespace = keyOf(name);
    const store = new KeyvRedis(client, {
      namespace,
      throwOnErrors: true,
      connectionTimeout: connectTimeoutMs,
    });
    return new Keyv({ store, namespace, useKeyPrefix: false, throwOnErrors: true });
  }

  const run: RedisScripts = (script, keys, given) =>
    client.eval(redisScripts[script], { keys, arguments: given.map(String) });

  const claims: Claims = {
    claim: async (key, by, ttlMs) => String(await run('claim', [keyOf('claims', key)], [by, ttlMs])),
    async release(key, by) {
      await run('release', [keyOf('claims', key)], [by]);
    },
  };

  return {
    collection,
    index: (name) => redisIndex(client, keyOf(name)),
    records: (name) => ({
      collection: collection(name),
      async swap(id, before, text, places) {
        const keys = [keyOf(name, id), ...Object.keys(places).map((index) => keyOf(index))];
        const scores = Object.values(places).map((score) => score ?? '');
        return (await run('swap', keys, [before ?? '', text ?? '', id, ...scores])) === 1;
      },
    }),
    claims,
    leases: claims,
    queue: (name) => createBullQueue({ client, prefix, name, lockMs, journal }),
    limit: createRedisLimit(run, keyOf),
    async close() {
      await client.close();
    },
  };
}

/** The first connection is tried once, so that a wrong address ends the start instead of being tried for ever. */
async function connectOnce(client: RedisClient): Promise<void> {
  const failed = new Promise<never>((_, reject) => client.once('error', reject));
  const connected = client.connect();
  try {
    await Promise.race([connected, failed]);
  } catch (error) {
    connected.catch(() => {});
    client.destroy();
    throw error;
  }
}
