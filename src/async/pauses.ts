import type { Wait } from './wait.ts';

/** Any number of waits that can all be ended at once, as when the process ends. */
export interface Pauses {
  /** Resolves after so many ms; false if they are ended first. */
  pause(ms: number): Promise<boolean>;
  /** Ends every wait, and those to come. */
  stop(): void;
}

/** Each wait has a signal of its own: Node warns of a leak from the eleventh that listens to the same one. */
export function createPauses(wait: Wait): Pauses {
  const underWay = new Set<AbortController>();
  let isStopped = false;

  return {
    async pause(ms) {
      if (isStopped) return false;
      const mine = new AbortController();
      underWay.add(mine);
      try {
        await wait(ms, mine.signal);
        return !isStopped;
      } catch {
        return false;
      } finally {
        underWay.delete(mine);
      }
    },
    stop() {
      isStopped = true;
      for (const each of underWay) each.abort();
    },
  };
}
