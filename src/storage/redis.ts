import KeyvRedis, { createClient, type RedisClientOptions } from '@keyv/redis';
import { Keyv } from 'keyv';
import type { Backend } from './backend.ts';
import { redisIndex } from './redis-index.ts';

const connectTimeoutMs = 1_000;
const prefix = 'trtc-ingest';

/**
 * Storage in Redis, which all instances share. Commands fail at once while Redis is away and work again when it is
 * back. Throws where it cannot be reached at the start.
 */
export async function openRedis(url: string): Promise<Backend> {
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

  return {
    collection(name) {
      const store = new KeyvRedis(client, {
        namespace: `${prefix}:${name}`,
        throwOnErrors: true,
        connectionTimeout: connectTimeoutMs,
      });
      return new Keyv({ store, namespace: `${prefix}:${name}`, useKeyPrefix: false, throwOnErrors: true });
    },
    index: (name) => redisIndex(client, `${prefix}:${name}`),
    async claim(key, ttlMs) {
      const answer = await client.set(`${prefix}:claims::${key}`, '1', { NX: true, PX: ttlMs });
      return answer === 'OK';
    },
    async close() {
      await client.close();
    },
  };
}

/** The first connection is tried once, so that a wrong address ends the start instead of being tried for ever. */
async function connectOnce(client: ReturnType<typeof createClient>): Promise<void> {
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
