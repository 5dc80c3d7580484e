import { Queue as BullQueue } from 'bullmq';
import type { Queue } from '../../ingest/storage-ports.ts';
import { guarded } from '../backend.ts';
import type { RedisClient } from './connection.ts';
import { type BullWorkerOptions, startBullWorker } from './worker.ts';

export interface BullQueueOptions extends BullWorkerOptions {
  /** Connected. */
  client: RedisClient;
}

const kept = ['waiting', 'active', 'delayed', 'prioritized'] as const;

/** A queue in Redis for all instances: what one of them had when it died is taken up by another. */
export function createBullQueue<Job>(options: BullQueueOptions): Queue<Job> {
  const { client, prefix, name } = options;
  const queue = new BullQueue<Job>(name, {
    connection: client,
    prefix,
    // Redis may be away at this moment.
    skipWaitingForReady: true,
    skipVersionCheck: true,
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
  });
  // What fails rejects.
  queue.on('error', () => {});
  let stopWorker = async () => {};

  return {
    add: (id, job) =>
      guarded(async () => {
        await queue.add(name as never, job as never, { jobId: idOf(id) });
      }),
    has: (id) => guarded(async () => (await queue.getJob(idOf(id))) !== undefined),
    depth: () =>
      guarded(async () =>
        Object.values(await queue.getJobCounts(...kept)).reduce((sum, count) => sum + count, 0),
      ),
    start: (work) =>
      guarded(async () => {
        stopWorker = await startBullWorker(options, work);
      }),
    async stop() {
      await stopWorker();
    },
  };
}

/** Without colons and not a number, since BullMQ takes no such ids. */
function idOf(id: string): string {
  return `id-${encodeURIComponent(id)}`;
}
