import type { OrderedIndex } from '../backend.ts';

/** An ordered index that is gone with the process. */
export function memoryIndex(): OrderedIndex {
  const scores = new Map<string, number>();
  const rising = () => [...scores].toSorted(([idA, a], [idB, b]) => a - b || (idA < idB ? -1 : 1));
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
    highest: async (offset, limit) =>
      rising()
        .reverse()
        .slice(offset, offset + limit)
        .map(([id]) => id),
    upTo: async (score, limit) =>
      rising()
        .filter(([, its]) => its <= score)
        .slice(0, limit)
        .map(([id]) => id),
    size: async () => scores.size,
  };
}
