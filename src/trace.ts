import { AsyncLocalStorage } from 'node:async_hooks';
import { newHandle } from './ingest/handle.ts';
import type { Random } from './ingest/runtime.ts';

const traces = new AsyncLocalStorage<string>();

/** A new trace: the id that all lines which are logged about one request have in common. */
export function newTrace(random: Random): string {
  return newHandle(random) + newHandle(random);
}

/** Does the work under a trace, a kept one too: all that is logged until the work has ended has it, across awaits. */
export function withTrace<T>(trace: string, work: () => T): T {
  return traces.run(trace, work);
}

/** The trace of the work that is under way, to keep it for later work; undefined outside of any. */
export function currentTrace(): string | undefined {
  return traces.getStore();
}
