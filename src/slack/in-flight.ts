/** Work that goes on after its request was acknowledged. */
export interface InFlight {
  /** Follows the work until it ends; it must not reject. */
  add(work: Promise<void>): void;
  /** Resolves when nothing is under way any more, work that was added meanwhile included. */
  drained(): Promise<void>;
}

export function createInFlight(): InFlight {
  const underWay = new Set<Promise<void>>();
  return {
    add(work) {
      const followed = work.finally(() => underWay.delete(followed));
      underWay.add(followed);
    },
    async drained() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
