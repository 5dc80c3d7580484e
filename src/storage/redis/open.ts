import KeyvRedis from '@keyv/redis';
import type { Keyv } from 'keyv';
import type { Logger } from '../../ingest/runtime.ts';
import type { Backend } from '../backend.ts';
import { createKeyv } from '../keyv.ts';
import { closeConnection, connectOnce, createConnection, watchConnection } from './connection.ts';
import { redisIndex } from './ordered-index.ts';
import { createRedisPace } from './pace.ts';
import { createBullQueue } from './queue.ts';
import { createRedisLimit } from './rate-limit.ts';
import { redisRisks } from './risks.ts';
import { type RedisScripts, redisScripts } from './scripts.ts';

const prefix = 'trtc-ingest';
/** A job whose process died is found after one to two times so long. */
const jobLockMs = 15_000;

/**
 * Storage in Redis, which all instances share. Commands fail at once while Redis is away, within two seconds if it
 * stops to answer, and work again when it is back. Throws if it cannot be reached at the start.
 */
export async function openRedis(url: string, logger: Logger, lockMs = jobLockMs): Promise<Backend> {
  const client = createConnection(url);
  await connectOnce(client);
  const endWatch = watchConnection(client);

  const keyOf = (name: string, id?: string) => [prefix, name].join(':') + (id === undefined ? '' : `::${id}`);

  function collection(name: string): Keyv {
    const namespace = keyOf(name);
    const store = new KeyvRedis(client, { namespace, throwOnErrors: true });
    return createKeyv({ store, namespace });
  }

  const run: RedisScripts = (script, keys, given) =>
    client.eval(redisScripts[script], { keys, arguments: given.map(String) });

  return {
    isShared: true,
    collection,
    index: (name) => redisIndex(client, keyOf(name)),
    records: (name) => ({
      async read(ids) {
        const texts = ids.length === 0 ? [] : await client.mGet(ids.map((id) => keyOf(name, id)));
        return texts.map((text) => text ?? undefined);
      },
      async swap(id, before, text, places, as) {
        const named = as === undefined ? [] : [keyOf(`${name}-names`, as)];
        const indexes = Object.keys(places).map((index) => keyOf(index));
        const scores = Object.values(places).map((score) => score ?? '');
        const keys = [keyOf(name, id), ...indexes, ...named];
        return (await run('swap', keys, [before ?? '', text ?? '', id, ...scores])) === 1;
      },
      named: async (as) => (await client.get(keyOf(`${name}-names`, as))) ?? undefined,
    }),
    leases: {
      acquire: async (key, by, ttlMs) => String(await run('acquire', [keyOf('leases', key)], [by, ttlMs])),
      async release(key, by) {
        await run('release', [keyOf('leases', key)], [by]);
      },
    },
    queue: (name) => createBullQueue({ url, client, prefix, name, lockMs, logger }),
    limit: createRedisLimit(run, keyOf),
    pace: createRedisPace(run, keyOf),
    async examine() {},
    risks: () => redisRisks(client),
    async close() {
      await closeConnection(client);
      endWatch();
    },
  };
}
