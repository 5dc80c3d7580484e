import { readable } from './readable.ts';

export interface EndingParts {
  /** Takes no more requests, finishes what is under way, closes everything. */
  stop: () => Promise<void>;
  /** Says one line to whoever runs the bot. */
  say: (line: string) => void;
  exit: (status: number) => void;
  /** Resolves after so many ms. */
  wait: (ms: number) => Promise<unknown>;
}

/** How the process ends: what is under way was taken before, and is finished first. */
export interface Ending {
  /** For a signal: ends with status 0 when all is finished. A second one ends it at once, with status 1. */
  asked(): void;
  /**
   * For what nobody caught, after which nobody knows what else is broken: ends with status 1, after `finishWithinMs` at
   * the latest. Of several one is said: if nobody reads what is said, saying so fails as well
   * (https://github.com/HarperFast/harper/issues/2106).
   */
  broken(error: unknown): void;
  /** Waits for the start, whose failure ends the process as `broken` does. Does not reject. */
  started(start: Promise<unknown>): Promise<void>;
}

/** As long as a call to TRTC may take. */
export const finishWithinMs = 30_000;

export function createEnding({ stop, say, exit, wait }: EndingParts): Ending {
  let hasStarted = false;
  let isEnding = false;
  let isBroken = false;

  function end(): void {
    if (isEnding) return;
    isEnding = true;
    stop()
      .catch(broken)
      .finally(() => exit(isBroken ? 1 : 0));
  }

  function broken(error: unknown): void {
    if (isBroken) return;
    isBroken = true;
    const verb = isEnding ? 'stop in good order' : hasStarted ? 'go on' : 'start';
    say(`Cannot ${verb}: ${readable(error)}`);
    void wait(finishWithinMs).then(() => exit(1));
    end();
  }

  return {
    asked() {
      if (!isEnding) return end();
      say('Stopped at once: asked for a second time.');
      exit(1);
    },
    broken,
    async started(start) {
      try {
        await start;
        hasStarted = true;
      } catch (error) {
        // One that is stopped half-way finds things closed.
        if (!isEnding) broken(error);
      }
    },
  };
}
