import { setImmediate } from 'node:timers/promises';
import type { CheckMemory } from './check-memory.ts';
import { loopbackProbe } from './loopback-probe.ts';

/** Checks the sources of its command line again and again in a process of its own, and says what that takes of memory. */
const urls = process.argv.slice(2);
const [warmUps, checks, atATime] = [100, 1000, 8];
const look = loopbackProbe();

async function many(count: number): Promise<void> {
  for (let n = 0; n < count; n += atATime) {
    // Each is another URL: what is being looked at is joined.
    const some = Array.from({ length: Math.min(atATime, count - n) }, (_, at) => n + at);
    await Promise.all(some.map((each) => look(`${urls[each % urls.length]}?${each}`)));
  }
}

/** After what can go has gone; what finalizers let go of is freed by the next. */
async function collected(): Promise<NodeJS.MemoryUsage> {
  for (let n = 0; n < 3; n += 1) {
    globalThis.gc?.();
    await setImmediate();
  }
  return process.memoryUsage();
}

const begun = await collected();
await many(warmUps);
const before = await collected();
await many(checks);
const after = await collected();
const report: CheckMemory = {
  checks,
  atATime,
  heapGrowth: after.heapUsed - before.heapUsed,
  restRss: begun.rss,
  peakRss: process.resourceUsage().maxRSS * 1024,
};
process.send?.(report, () => process.exit(0));
