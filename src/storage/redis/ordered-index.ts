import type { OrderedIndex } from '../backend.ts';
import type { RedisClient } from './connection.ts';

/** An ordered index as a sorted set. */
export function redisIndex(client: RedisClient, key: string): OrderedIndex {
  return {
    async put(id, score) {
      await client.zAdd(key, { value: id, score });
    },
    async remove(id) {
      await client.zRem(key, id);
    },
    async removeBelow(score) {
      await client.zRemRangeByScore(key, '-inf', `(${score}`);
    },
    highest: (offset, limit) => client.zRange(key, offset, offset + limit - 1, { REV: true }),
    upTo: (score, limit) =>
      client.zRange(key, '-inf', String(score), { BY: 'SCORE', LIMIT: { offset: 0, count: limit } }),
    size: () => client.zCard(key),
  };
}
