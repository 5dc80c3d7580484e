import { createPauses } from './pauses.ts';
import type { Wait } from './wait.ts';

/** Work that is done again and again. */
export interface Loop {
  start(): void;
  /** Begins no more; resolves when none is under way. */
  stop(): Promise<void>;
}

/** Resolves after so many milliseconds; false if the loop is stopped first. */
export type Pause = (ms: number) => Promise<boolean>;

/** Does the round, which must pause and must not reject, again and again. */
export function createLoop(round: (pause: Pause) => Promise<void>, wait: Wait): Loop {
  const pauses = createPauses(wait);
  let isStopped = false;
  let rounds: Promise<void> = Promise.resolve();

  async function go(): Promise<void> {
    while (!isStopped) await round(pauses.pause);
  }

  return {
    start() {
      rounds = go();
    },
    async stop() {
      isStopped = true;
      pauses.stop();
      await rounds;
    },
  };
}

/** Does the work, which must not reject, at once and then after each pause of so many milliseconds. */
export function createIntervalLoop(work: () => Promise<void>, pauseMs: number, wait: Wait): Loop {
  return createLoop(async (pause) => {
    await work();
    await pause(pauseMs);
  }, wait);
}
