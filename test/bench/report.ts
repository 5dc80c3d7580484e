import { readFileSync } from 'node:fs';

/** What a measured process uses, in bytes, after a garbage collection. */
export interface Memory {
  /** Resident, pages of files included, which the system takes back when it needs them. */
  rss: number;
  /** The part of it that is no file's. */
  anonymous: number;
  heapUsed: number;
}

/** What a measured process says to the bench: that it takes requests, and, when asked by any message, its memory. */
export type Report = { is: 'ready'; port: number } | ({ is: 'memory' } & Memory);

/** Lets the bench ask this process, and end it. */
export function reportToBench(port: number, stop: () => Promise<unknown>): void {
  const say = (report: Report) => process.send?.(report);
  process.on('message', () => {
    // What finalizers let go of is freed by the second one.
    globalThis.gc?.();
    setImmediate(() => {
      globalThis.gc?.();
      const { rss, heapUsed } = process.memoryUsage();
      say({ is: 'memory', rss, anonymous: anonymous(), heapUsed });
    });
  });
  process.on('SIGTERM', async () => {
    await stop();
    process.exit(0);
  });
  process.on('disconnect', () => process.exit(1));
  say({ is: 'ready', port });
}

/** As Linux says it. */
function anonymous(): number {
  const [, kB = 'NaN'] = /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return Number(kB) * 1024;
}
