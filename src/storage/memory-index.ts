import type { OrderedIndex } from './backend.ts';

/** An ordered index that is gone with the process. */
export function memoryIndex(): OrderedIndex {
  const scores = new Map<string, number>();
  return {
    async put(id, score) {
      scores.set(id, score);
    },
    async remove(id) {
      scores.delete(id);
    },
    async removeBelow(score) {
      for (const [id, its] of scores) if (its < score) scores.delete(id);
    },
    async highest(offset, limit) {
      const falling = [...scores].toSorted(([idA, a], [idB, b]) => b - a || (idA < idB ? 1 : -1));
      return falling.slice(offset, offset + limit).map(([id]) => id);
    },
    size: async () => scores.size,
  };
}
