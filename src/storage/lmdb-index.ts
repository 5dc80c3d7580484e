import type { Database, RootDatabase } from 'lmdb';
import type { OrderedIndex } from './backend.ts';

/** Sorts behind every other text. */
const lastId = '\u{10ffff}';

/** An ordered index with changes that take part in a transaction that is under way. */
export interface LmdbIndex extends OrderedIndex {
  /** Adds or moves the id; with undefined it is removed. */
  place(id: string, score: number | undefined): void;
}

/** An ordered index in an LMDB file: one database sorted by score, one that knows the score of each id. */
export function lmdbIndex(root: RootDatabase, name: string, assertOpen: () => void): LmdbIndex {
  const sorted: Database<true, [number, string]> = root.openDB({ name: `${name}-sorted` });
  const scores: Database<number, string> = root.openDB({ name: `${name}-scores` });

  function place(id: string, score: number | undefined): void {
    const before = scores.get(id);
    if (before === score) return;
    if (before !== undefined) sorted.remove([before, id]);
    if (score === undefined) {
      scores.remove(id);
      return;
    }
    sorted.put([score, id], true);
    scores.put(id, score);
  }

  async function write(change: () => void): Promise<void> {
    assertOpen();
    await root.transaction(change);
  }

  return {
    place,
    put: (id, score) => write(() => place(id, score)),
    remove: (id) => write(() => place(id, undefined)),
    async removeBelow(score) {
      const below = () => [...sorted.getKeys({ end: [score, ''] })];
      if (below().length === 0) return;
      // Looked up again, since what was there may have moved.
      await write(() => {
        for (const [, id] of below()) place(id, undefined);
      });
    },
    highest: async (offset, limit) => {
      const keys = sorted.getKeys({ reverse: true, offset, limit });
      return [...keys].map(([, id]) => id);
    },
    upTo: async (score, limit) => {
      const keys = sorted.getKeys({ end: [score, lastId], limit });
      return [...keys].map(([, id]) => id);
    },
    size: async () => scores.getCount(),
  };
}
