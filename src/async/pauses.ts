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

/** Resolves when it is the caller's turn: with true, or with false if nobody is let through any more. */
export type Throttle = () => Promise<boolean>;

/** Lets callers through in their order, the first at once and each of the others when the pause after the one before is over. */
export function createThrottle(pause: () => Promise<boolean>): Throttle {
  let turn = Promise.resolve(true);
  return () => {
    const mine = turn;
    turn = mine.then(pause);
    return mine;
  };
}
