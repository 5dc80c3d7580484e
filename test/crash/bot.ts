import { writeSync } from 'node:fs';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLocalQueue } from '../../src/storage/local/queue.ts';
import { openBackend } from '../../src/storage/open.ts';
import { openRedis } from '../../src/storage/redis/open.ts';
import { hurriedLeases, watchCalls, watchQueues, watchWrites } from './steps.ts';

/**
 * The bot, which kills itself without a warning at a step: `node bot.js N`, with the settings in the environment. It
 * prints every step that it takes after it is ready, a line each.
 */
/** What it had is taken up by others after so long, which is sooner than in earnest. */
const [lockMs, leaseMs] = [1_000, 2_000];
const dieAt = Number(process.argv[2]);
let steps = Number.NaN;

function onStep(name: string): void {
  steps += 1;
  if (Number.isNaN(steps)) return;
  writeSync(1, `step ${steps} ${name}\n`);
  if (steps === dieAt) process.kill(process.pid, 'SIGKILL');
}

watchCalls(onStep);
const app = createApp(readConfig(), {
  logTo: { write: () => {} },
  openBackend: async (url, runtime) => {
    if (url.startsWith('redis:')) {
      const redis = hurriedLeases(await openRedis(url, runtime.logger, lockMs), leaseMs);
      return watchQueues(watchWrites(redis, onStep), onStep);
    }
    const backend = watchWrites(await openBackend(url, runtime), onStep);
    // The queue of a file is made of its records, so its steps are seen too.
    return { ...backend, queue: (name) => createLocalQueue(name, { backend, ...runtime }) };
  },
});
const port = await app.start();
steps = 0;
writeSync(1, `ready ${port}\n`);
