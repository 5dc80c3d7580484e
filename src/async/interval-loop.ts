import type { Wait } from './wait.ts';

/** Work that is done again and again. */
export interface IntervalLoop {
  start(): void;
  /** Begins no more; resolves when none is under way. */
  stop(): Promise<void>;
}

/** Does the work, which must not reject, at once and then after each pause of so many milliseconds. */
export function createIntervalLoop(work: () => Promise<void>, pauseMs: number, wait: Wait): IntervalLoop {
  const stopping = new AbortController();
  let rounds: Promise<void> = Promise.resolve();

  async function go(): Promise<void> {
    while (!stopping.signal.aborted) {
      await work();
      await wait(pauseMs, stopping.signal).catch(() => {});
    }
  }

  return {
    start() {
      rounds = go();
    },
    async stop() {
      stopping.abort();
      await rounds;
    },
  };
}
