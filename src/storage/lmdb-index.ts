import type { Database, RootDatabase } from 'lmdb';
import type { OrderedIndex } from './backend.ts';

/** An ordered index in an LMDB file: one database sorted by score, one that knows the score of each id. */
export function lmdbIndex(root: RootDatabase, name: string, assertOpen: () => void): OrderedIndex {
  const sorted: Database<true, [number, string]> = root.openDB({ name: `${name}-sorted` });
  const scores: Database<number, string> = root.openDB({ name: `${name}-scores` });

  function drop(id: string): void {
    const score = scores.get(id);
    if (score === undefined) return;
    sorted.remove([score, id]);
    scores.remove(id);
  }

  async function write(change: () => void): Promise<void> {
    assertOpen();
    await root.transaction(change);
  }

  return {
    put: (id, score) =>
      write(() => {
        drop(id);
        sorted.put([score, id], true);
        scores.put(id, score);
      }),
    remove: (id) => write(() => drop(id)),
    removeBelow: (score) =>
      write(() => {
        for (const [, id] of [...sorted.getKeys({ end: [score, ''] })]) drop(id);
      }),
    highest: async (offset, limit) => {
      const keys = sorted.getKeys({ reverse: true, offset, limit });
      return [...keys].map(([, id]) => id);
    },
    size: async () => scores.getCount(),
  };
}
