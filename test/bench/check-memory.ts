import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { asShipped } from './as-shipped.ts';

/** What many checks take of memory, in bytes. */
export interface CheckMemory {
  checks: number;
  atATime: number;
  /** From one full collection to another. */
  heapGrowth: number;
  /** Resident, before the first check. */
  restRss: number;
  /** Resident, at its highest. */
  peakRss: number;
}

/** Measures it in a process that does nothing else, with the bot's options of Node. Throws an Error if a check fails. */
export async function checkMemory(urls: Iterable<string>): Promise<CheckMemory> {
  const file = fileURLToPath(new URL('checker.js', import.meta.url));
  const child = fork(file, [...urls], { execArgv: [...asShipped, '--expose-gc'] });
  const ended = once(child, 'exit').then(([code]) => Promise.reject(new Error(`Ended with ${code}`)));
  const [report] = await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => {});
  return report;
}
