/** Lets what is done to one thing happen one after the other, in the order of the calls; different things do not wait. */
export interface KeyedMutex {
  /** Does the work when it is its turn; settles as the work does. */
  run<T>(key: string, work: () => Promise<T>): Promise<T>;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
}

/** A mutex of one thing. */
export interface Mutex {
  run<T>(work: () => Promise<T>): Promise<T>;
  idle(): Promise<void>;
}

export function createMutex(): Mutex {
  const { run, idle } = createKeyedMutex();
  return { run: (work) => run('', work), idle };
}

export function createKeyedMutex(): KeyedMutex {
  /** What is under way with each key, the last of it. */
  const underWay = new Map<string, Promise<unknown>>();
  return {
    run(key, work) {
      const before = underWay.get(key) ?? Promise.resolve();
      const result = before.then(work);
      const over = result
        .catch(() => undefined)
        .finally(() => {
          if (underWay.get(key) === over) underWay.delete(key);
        });
      underWay.set(key, over);
      return result;
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay.values());
    },
  };
}
