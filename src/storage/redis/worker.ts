import { setTimeout } from 'node:timers/promises';
import { type Job as BullJob, WaitingError, Worker } from 'bullmq';
import { withDeadline } from '../../async/deadline.ts';
import { realWait } from '../../async/wait.ts';
import { Interrupted } from '../../ingest/errors.ts';
import type { Logger } from '../../ingest/runtime.ts';
import { connectOnce, createConnection, watchConnection } from './connection.ts';

/** Jobs wait for TRTC's limit while they are under way, so they must not wait for each other as well. */
const atOnce = 1_000;
/** An idle worker asks again after so many seconds: sooner than its connection is taken for dead. */
const idleSeconds = 2;
const retryMs = 1_000;
/** So long a worker that stops tries to tell Redis what is done. */
const lastWordsMs = 1_000;

export interface BullWorkerOptions {
  url: string;
  prefix: string;
  name: string;
  /** A job whose process died is found after one to two times so long. */
  lockMs: number;
  logger: Logger;
}

/**
 * Gives jobs to `work`. While Redis is away, what is done is kept, and said when it is back; if that is after the
 * lock of a job is over, the job is given again. Gives the way to stop. Throws if Redis cannot be reached.
 */
export async function startBullWorker<Job>(
  { url, prefix, name, lockMs, logger }: BullWorkerOptions,
  work: (job: Job) => Promise<void>,
): Promise<() => Promise<void>> {
  const leaving = new AbortController();
  const connection = createConnection(url, { patient: true, until: leaving.signal });
  await connectOnce(connection);
  const endWatch = watchConnection(connection);
  const underWay = new Set<Promise<boolean>>();
  let stopped: Promise<void> | undefined;
  let reported = false;

  const worker = new Worker<Job>(name, process, {
    connection,
    prefix,
    skipVersionCheck: true,
    concurrency: atOnce,
    lockDuration: lockMs,
    stalledInterval: lockMs,
    maxStalledCount: Number.MAX_SAFE_INTEGER,
    runRetryDelay: retryMs,
    drainDelay: idleSeconds,
  });
  worker.on('error', report);
  connection.on('ready', () => void untilAnswered().then(isWell));
  // A worker that is not ready cannot be closed.
  await worker.waitUntilReady();

  async function process(job: BullJob<Job>, token: string | undefined): Promise<void> {
    if (stopped !== undefined) return giveBack(job, token);
    const done = finishes(job.data).finally(() => underWay.delete(done));
    underWay.add(done);
    if (!(await done)) return giveBack(job, token);
    await untilAnswered();
  }

  /** False if the process ends first. */
  async function finishes(job: Job): Promise<boolean> {
    try {
      await work(job);
      return true;
    } catch (error) {
      if (error instanceof Interrupted) return false;
      throw error;
    }
  }

  /** A Redis that comes back takes connections while it still reads its file, and answers nothing but errors. */
  async function untilAnswered(): Promise<void> {
    while (!leaving.signal.aborted) {
      try {
        await connection.ping();
        return;
      } catch {
        await setTimeout(retryMs);
      }
    }
  }

  /** For a job that was on its way when the worker was stopped. */
  async function giveBack(job: BullJob<Job>, token: string | undefined): Promise<never> {
    // If Redis does not hear of it, the job is given to somebody when its lock is over.
    await job.moveToWait(token).catch(report);
    throw new WaitingError();
  }

  /** Redis being away is said once, not at every try. */
  function report(error: unknown): void {
    if (!reported) logger.warn({ error }, 'The worker of the queue has trouble with Redis');
    reported = true;
  }

  function isWell(): void {
    reported = false;
  }

  async function stop(): Promise<void> {
    const closed = worker.close();
    while (underWay.size > 0) await Promise.all(underWay);
    await withDeadline(closed, { ms: lastWordsMs, wait: realWait }, () => undefined);
    leaving.abort();
    endWatch();
    connection.destroy();
    await closed;
  }

  return () => {
    stopped ??= stop();
    return stopped;
  };
}
