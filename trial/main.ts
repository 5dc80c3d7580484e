import { setTimeout } from 'node:timers/promises';
import { runInTerminal } from './terminal.ts';

await runInTerminal({
  wait: (ms, signal) => setTimeout(ms, undefined, { signal }),
  random: Math.random,
});
