import { once } from 'node:events';
import { runInTerminal } from '../../trial/terminal.ts';

/**
 * The trials as a process whose time passes when its parent says so: each wait is told to it, and is over with its next
 * message. All else is as in trial/main.ts.
 */
await runInTerminal({
  async wait(ms, signal) {
    process.send?.({ waits: ms });
    await once(process, 'message', { signal });
  },
  random: Math.random,
  retry: { retries: 1, minTimeout: 1 },
});
