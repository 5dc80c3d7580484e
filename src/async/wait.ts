import { setTimeout } from 'node:timers/promises';

/** Resolves after so many milliseconds; rejects when the signal is aborted. */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

/** By the clock of the machine, and keeps the process alive meanwhile: for what a far side's own time is waited for. */
export const realWait: Wait = (ms, signal) => setTimeout(ms, undefined, { signal });
