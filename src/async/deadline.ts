import type { Wait } from './wait.ts';

/** For how long something is waited for. */
export interface Deadline {
  ms: number;
  wait: Wait;
}

/**
 * Gives what the work gives or, if that has not come within the deadline, what `late` gives. The work itself goes on, and
 * no timer outlives it. Throws what the work threw, or what `late` threw.
 */
export async function withDeadline<T>(
  work: Promise<T>,
  { ms, wait }: Deadline,
  late: () => T | Promise<T>,
): Promise<T> {
  const over = new AbortController();
  try {
    return await Promise.race([work, wait(ms, over.signal).then(late)]);
  } finally {
    over.abort();
  }
}
