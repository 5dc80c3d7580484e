import { Queue as BullQueue, Worker } from 'bullmq';
import type { Journal, Queue } from '../ingest/ports.ts';
import { guarded } from './backend.ts';
import type { RedisClient } from './redis-index.ts';

/** Jobs wait for TRTC's limit while they are under way, so they must not wait for each other as well. */
const atOnce = 1_000;
/** A job whose process died is found after one to two times so long. */
export const jobLockMs = 15_000;
const waiting = ['waiting', 'active', 'delayed', 'prioritized'] as const;

/** A queue in Redis for all instances: what one of them had when it died is taken up by another. */
export function createBullQueue<Job>(options: {
  client: RedisClient;
  prefix: string;
  name: string;
  lockMs: number;
  journal: Journal;
}): Queue<Job> {
  const { client, prefix, name, lockMs, journal } = options;
  const queue = new BullQueue<Job>(name, {
    connection: client.duplicate(),
    prefix,
    skipWaitingForReady: true,
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
  });
  let worker: Worker<Job> | undefined;
  let reported = false;

  /** Redis being away is said once, not at every try. */
  function report(error: unknown): void {
    if (!reported) journal.warn({ error }, 'The queue cannot reach Redis');
    reported = true;
  }
  queue.on('error', report);

  return {
    add: (id, job) =>
      guarded(async () => {
        await queue.add(name as never, job as never, { jobId: id });
      }),
    has: (id) => guarded(async () => (await queue.getJob(id)) !== undefined),
    depth: () =>
      guarded(async () =>
        Object.values(await queue.getJobCounts(...waiting)).reduce((sum, count) => sum + count, 0),
      ),
    async start(work) {
      worker = new Worker<Job>(name, ({ data }) => work(data), {
        connection: client.duplicate(),
        prefix,
        concurrency: atOnce,
        lockDuration: lockMs,
        stalledInterval: lockMs,
        maxStalledCount: Number.MAX_SAFE_INTEGER,
        runRetryDelay: 1_000,
      });
      worker.on('error', report);
      worker.on('ready', () => {
        reported = false;
      });
      await guarded(() => worker?.waitUntilReady() ?? Promise.resolve());
    },
    async stop() {
      await worker?.close();
      await queue.close();
    },
  };
}
