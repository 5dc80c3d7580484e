import type { StoreRisk } from '../../ingest/storage-ports.ts';
import type { RedisClient } from './connection.ts';

/** How Redis words that a user may not ask, or that a provider has taken the command away. */
const notTold = /^(NOPERM|ERR unknown command)/;

/** What Redis says of itself by https://redis.io/docs/latest/commands/info/; nothing if it does not say. */
export async function redisRisks(client: RedisClient): Promise<readonly StoreRisk[]> {
  const info = await client.info().catch((error: Error) => {
    if (notTold.test(error.message)) return '';
    throw error;
  });
  const policy = /^maxmemory_policy:([\w-]+)/m.exec(info)?.[1];
  return [
    ...(policy === undefined || policy === 'noeviction' ? [] : (['evicts'] as const)),
    ...(/^aof_enabled:0/m.test(info) ? (['unsaved'] as const) : []),
  ];
}
