import type { KeyedMutex } from '../../async/keyed-mutex.ts';
import type { OrderedIndex } from '../backend.ts';
import type { Database, LevelWriter, Write } from './writer.ts';

/** As many digits as the largest safe integer has, so that texts are in the order of the numbers. */
const digits = 16;
/** The character behind the one that ends a name or a score: sorts behind all that begins with that. */
const behind = '"';

/** Where the values of a name are. Names are small letters and dashes. */
export function keyIn(name: string, id: string): string {
  return `${name}!${id}`;
}

/** All keys of a name. */
export function rangeOf(name: string): { gt: string; lt: string } {
  return { gt: keyIn(name, ''), lt: `${name}${behind}` };
}

/** An ordered index whose changes can be written together with others. */
export interface LevelIndex extends OrderedIndex {
  /** What adds or moves the id; with undefined, what removes it. */
  place(id: string, score: number | undefined): Write[];
  /** To be told of everything that is written, so that it need not be counted again. */
  noteWritten(writes: readonly Write[]): void;
}

/** An ordered index in LevelDB: one part in the order of the scores, one that knows the score of each id. Scores are whole numbers from 0. */
export function levelIndex(
  root: Database,
  name: string,
  { mutex, writer }: { mutex: KeyedMutex; writer: LevelWriter },
): LevelIndex {
  const inOrder = `${name}-in-order`;
  const scores = `${name}-scores`;
  const range = rangeOf(inOrder);
  const placeOf = (score: string, id: string) => keyIn(inOrder, `${score}!${id}`);
  const prefix = keyIn(inOrder, '');
  const idIn = (key: string) => key.slice(prefix.length + digits + 1);
  let size: number | undefined;
  const scoreOf = (id: string) => root.getSync(keyIn(scores, id));

  function place(id: string, score: number | undefined): Write[] {
    const before = scoreOf(id);
    const after = score === undefined ? undefined : written(score);
    if (before === after) return [];
    const removal: Write[] = before === undefined ? [] : [{ type: 'del', key: placeOf(before, id) }];
    if (after === undefined) return [...removal, { type: 'del', key: keyIn(scores, id) }];
    return [
      ...removal,
      { type: 'put', key: placeOf(after, id), value: '' },
      { type: 'put', key: keyIn(scores, id), value: after },
    ];
  }

  async function count(): Promise<void> {
    size ??= (await root.keys(range).all()).length;
  }

  const change = (id: string, score: number | undefined) =>
    mutex.run(id, () => writer.write(place(id, score)));

  return {
    place,
    put: change,
    remove: (id) => change(id, undefined),
    async removeBelow(score) {
      const keys = await root.keys({ ...range, lt: keyIn(inOrder, written(score)) }).all();
      const removeIfStillBelow = (id: string) =>
        mutex.run(id, async () => {
          if (Number(scoreOf(id)) < score) await writer.write(place(id, undefined));
        });
      await Promise.all(keys.map((key) => removeIfStillBelow(idIn(key))));
    },
    async highest(offset, limit) {
      const keys = await root.keys({ ...range, reverse: true, limit: offset + limit }).all();
      return keys.slice(offset).map(idIn);
    },
    async upTo(score, limit) {
      const keys = await root
        .keys({ ...range, lt: keyIn(inOrder, `${written(score)}${behind}`), limit })
        .all();
      return keys.map(idIn);
    },
    noteWritten(writes) {
      if (size === undefined) return;
      for (const { type, key } of writes) if (key.startsWith(prefix)) size += type === 'put' ? 1 : -1;
    },
    async size() {
      if (size === undefined) await writer.between(count);
      return size ?? 0;
    },
  };
}

function written(score: number): string {
  return String(score).padStart(digits, '0');
}
