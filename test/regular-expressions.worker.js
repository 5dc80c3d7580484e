import { parentPort, workerData } from 'node:worker_threads';

// The checker's own JavaScript, so that every machine gets the same answer. It reads this when it is loaded.
process.env.RECHECK_SYNC_BACKEND = 'pure';
const { checkSync } = await import('recheck');

/** It counts the characters that are read, and looks at no clock. */
const untimed = { timeout: null, attackTimeout: null, incubationTimeout: null, attackLimit: 300_000_000 };

for (const { source, flags } of workerData) parentPort?.postMessage(checkSync(source, flags, untimed));
