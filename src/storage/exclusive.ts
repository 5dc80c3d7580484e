/** Does work for a key with no other work for that key in between, within this process. */
export type Exclusive = <T>(key: string, work: () => Promise<T>) => Promise<T>;

export function createExclusive(): Exclusive {
  const last = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const before = last.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (last.get(key) === mine) last.delete(key);
    }
  };
}
