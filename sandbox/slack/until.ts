import type { Change } from './types.ts';

type Subscribe = (listener: (change: Change) => void) => () => void;

/**
 * Resolves with what `look` finds, looking now and after each change.
 * Rejects with what `look` throws, and with `reason()` once `ended` comes.
 */
export function untilFound<T>(
  look: () => T | undefined | false,
  subscribe: Subscribe,
  ended: Promise<never>,
): Promise<T> {
  const found = new Promise<T>((resolve, reject) => {
    let stop = () => {};
    const attempt = () => {
      try {
        const value = look();
        if (value === undefined || value === false) return;
        stop();
        resolve(value);
      } catch (error) {
        stop();
        reject(error);
      }
    };
    stop = subscribe(attempt);
    attempt();
  });
  return Promise.race([found, ended]);
}
