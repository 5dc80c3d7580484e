import type { Wait } from '../../src/async/wait.ts';

/** A wait whose time never comes. */
export const untilAborted: Wait = (_, signal) =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

/** Waits that end when the test says so, or with their signal. */
export function heldWaits() {
  const waiting: { ms: number; end: () => void }[] = [];
  const wait: Wait = (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const abort = () => reject(signal.reason);
      signal.addEventListener('abort', abort);
      const end = () => {
        signal.removeEventListener('abort', abort);
        resolve();
      };
      waiting.push({ ms, end });
    });
  return {
    wait,
    /** How long each of those that were not ended is to be, in ms. */
    pauses: () => waiting.map(({ ms }) => ms),
    /** Ends every wait, and resolves when what follows has come to its own. */
    async pass() {
      for (const { end } of waiting.splice(0)) end();
      await settled();
    },
  };
}

/** Lets everything happen that waits for nothing outside. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}
