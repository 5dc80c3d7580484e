import { setTimeout } from 'node:timers/promises';
import { deliverTo, startStandIns } from '../../sandbox/stage.ts';
import type { Pace } from './pace.ts';
import { order } from './starting.ts';

/** Sends commands as Slack does, in a process that does nothing else: the work of the stand-ins is not measured. */
const standIns = await startStandIns();

process.on('message', async ({ port, perSecond, commands }: Pace) => {
  deliverTo(standIns.slack, port);
  globalThis.gc?.();
  const began = performance.now();
  const acks: Promise<number>[] = [];
  for (let n = 0; n < commands; n += 1) {
    await setTimeout(Math.max(0, began + (n * 1000) / perSecond - performance.now()));
    acks.push(order(standIns, n));
  }
  process.send?.(await Promise.all(acks));
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
