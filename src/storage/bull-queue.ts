import { setTimeout } from 'node:timers/promises';
import { Queue as BullQueue, Worker } from 'bullmq';
import type { Journal, Queue } from '../ingest/ports.ts';
import { guarded } from './backend.ts';
import { connectOnce, createConnection, type RedisClient, watchConnection } from './redis-connection.ts';

/** Jobs wait for TRTC's limit while they are under way, so they must not wait for each other as well. */
const atOnce = 1_000;
/** A job whose process died is found after one to two times so long. */
export const jobLockMs = 15_000;
/** An idle worker asks again after so many seconds: sooner than its connection is taken for dead. */
const idleSeconds = 2;
const retryMs = 1_000;
/** So long a worker that stops tries to tell Redis what is done. */
const lastWordsMs = 1_000;
const waiting = ['waiting', 'active', 'delayed', 'prioritized'] as const;

/** A queue in Redis for all instances: what one of them had when it died is taken up by another. */
export function createBullQueue<Job>(options: {
  url: string;
  /** Connected. */
  client: RedisClient;
  prefix: string;
  name: string;
  lockMs: number;
  journal: Journal;
}): Queue<Job> {
  const { url, client, prefix, name, lockMs, journal } = options;
  const common = { prefix, skipWaitingForReady: true, skipVersionCheck: true };
  const queue = new BullQueue<Job>(name, {
    ...common,
    connection: client,
    defaultJobOptions: { removeOnComplete: true, removeOnFail: true },
  });
  const underWay = new Set<Promise<void>>();
  let stopWorker = async () => {};
  let reported = false;

  /** Redis being away is said once, not at every try. */
  function report(error: unknown): void {
    if (!reported) journal.warn({ error }, 'The queue has trouble with Redis');
    reported = true;
  }
  queue.on('error', report);

  function createWorker(connection: RedisClient, work: (job: Job) => Promise<void>): Worker<Job> {
    const worker = new Worker<Job>(
      name,
      ({ data }) => {
        const done = work(data).finally(() => underWay.delete(done));
        underWay.add(done);
        return done;
      },
      {
        ...common,
        connection,
        concurrency: atOnce,
        lockDuration: lockMs,
        stalledInterval: lockMs,
        maxStalledCount: Number.MAX_SAFE_INTEGER,
        runRetryDelay: retryMs,
        drainDelay: idleSeconds,
      },
    );
    worker.on('error', report);
    connection.on('ready', () => {
      reported = false;
    });
    return worker;
  }

  return {
    add: (id, job) =>
      guarded(async () => {
        await queue.add(name as never, job as never, { jobId: idOf(id) });
      }),
    has: (id) => guarded(async () => (await queue.getJob(idOf(id))) !== undefined),
    depth: () =>
      guarded(async () =>
        Object.values(await queue.getJobCounts(...waiting)).reduce((sum, count) => sum + count, 0),
      ),
    start: (work) =>
      guarded(async () => {
        const stopping = new AbortController();
        // What is done while Redis is away is said when it is back. The worker makes a second one from it.
        const connection = createConnection(url, { patient: true, until: stopping.signal });
        await connectOnce(connection);
        const endWatch = watchConnection(connection);
        const worker = createWorker(connection, work);
        stopWorker = async () => {
          const closed = worker.close();
          while (underWay.size > 0) await Promise.all(underWay);
          await Promise.race([closed, setTimeout(lastWordsMs)]);
          stopping.abort();
          endWatch();
          connection.destroy();
          await closed;
        };
      }),
    async stop() {
      await stopWorker();
      await queue.close();
    },
  };
}

/** Without colons and not a number, which BullMQ takes no ids with. */
function idOf(id: string): string {
  return `id-${encodeURIComponent(id)}`;
}
