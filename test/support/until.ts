import { setImmediate } from 'node:timers/promises';

/** Resolves when the condition holds; the test's own time-out is its end. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await setImmediate();
}
