import { createMonitor } from '../../src/ingest/monitor.ts';
import type { Task } from '../../src/ingest/task.ts';
import { openStore } from '../../src/storage/open.ts';

const logger = { info: () => {}, warn: () => {}, error: () => {} };
const running = 1_000;
const rounds = 50;

/** Measures what following many tasks costs in memory: many rounds with no time in between, the heap after each tenth. */
export async function monitor(): Promise<string> {
  const store = await openStore('memory:', { clock: Date.now, logger });
  for (let n = 0; n < running; n += 1) await store.tasks.create(sample(n));
  const heap: string[] = [];
  let asked = 0;
  let enough = () => {};
  const done = new Promise<void>((resolve) => {
    enough = resolve;
  });
  const its = createMonitor({
    tasks: store.tasks,
    control: {
      check: async (task) => {
        asked += 1;
        if (asked % (running * (rounds / 5)) === 0) heap.push(usedHeap());
        if (asked >= running * rounds) enough();
        return { task };
      },
      stop: async (task) => ({ kind: 'done', task }),
    },
    logger,
    leads: () => true,
    clock: Date.now,
    intervalMs: 30_000,
    wait: (_, signal) =>
      new Promise((resolve, reject) => setImmediate(() => (signal.aborted ? reject() : resolve()))),
  });
  its.start();
  await done;
  await its.stop();
  return `**Monitor**: ${running} running tasks, ${asked} questions, heap after each fifth of them (MB): ${heap.join(', ')}`;
}

function usedHeap(): string {
  globalThis.gc?.();
  return (process.memoryUsage().heapUsed / 1024 / 1024).toFixed(1);
}

function sample(n: number): Task {
  const handle = `t${n}`;
  return {
    handle,
    sdkAppId: 1,
    region: 'ap-singapore',
    room: { id: handle, type: 0 },
    robot: handle,
    draft: { room: handle, url: 'https://a.b/1.mp4' },
    requestedBy: 'U1',
    requestedAt: n,
    channel: 'C1',
    state: { name: 'live', since: n, taskId: `-${n}`, requestId: 'r' },
  };
}
