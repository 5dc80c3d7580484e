/** Work that goes on after its request was acknowledged. */
export interface InFlight {
  /** Follows the work until it ends. It must not reject: that ends the process, and the rest is finished first. */
  add(work: Promise<void>): void;
  /**
   * Resolves when nothing is under way any more, work that was added meanwhile included. Then it rejects, if work was
   * rejected while it waited.
   */
  drained(): Promise<void>;
  /** Resolves when fewer than so many are under way; rejects if work is rejected while it waits. */
  below(count: number): Promise<void>;
}

export function createInFlight(): InFlight {
  const underWay = new Set<Promise<void>>();
  return {
    add(work) {
      const followed = work.finally(() => underWay.delete(followed));
      underWay.add(followed);
    },
    async drained() {
      const failures: unknown[] = [];
      while (underWay.size > 0) {
        const ends = await Promise.allSettled(underWay);
        failures.push(...ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : [])));
      }
      if (failures.length > 0) throw failures[0];
    },
    async below(count) {
      while (underWay.size >= count) await Promise.race(underWay);
    },
  };
}
