import { setImmediate } from 'node:timers/promises';
import { createKeyedMutex } from '../../async/keyed-mutex.ts';
import { Interrupted, StoreUnavailable } from '../../ingest/errors.ts';
import { parseJson } from '../../ingest/json.ts';
import type { Clock, Logger } from '../../ingest/runtime.ts';
import type { Queue } from '../../ingest/storage-ports.ts';
import { type Backend, guarded } from '../backend.ts';

const everyJob = 1_000_000;

/** A queue for one process alone on its store: whatever it finds there at the start was left by one that has died. */
export function createLocalQueue<Job>(
  name: string,
  { backend, clock, logger }: { backend: Pick<Backend, 'records' | 'index'>; clock: Clock; logger: Logger },
): Queue<Job> {
  const records = backend.records(name);
  const index = backend.index(name);
  const mutex = createKeyedMutex();
  let loop: Promise<unknown> = Promise.resolve();
  let work: ((job: Job) => Promise<void>) | undefined;

  /** Sees to it that what is kept under the id is worked on; as often as anybody likes, since it is gone afterwards. */
  function takeUp(id: string): void {
    if (work === undefined) return;
    void mutex.run(id, async () => {
      await nextLoop();
      await workOn(id);
    });
  }

  /** One job begins in each turn of the event loop: Slack waits for acknowledgements meanwhile. */
  function nextLoop(): Promise<unknown> {
    loop = loop.then(() => setImmediate());
    return loop;
  }

  async function workOn(id: string): Promise<void> {
    const its = work;
    if (its === undefined) return;
    try {
      const [kept] = await guarded(() => records.read([id]));
      if (kept === undefined) return;
      // Undefined if it was damaged.
      const job = parseJson(kept) as Job | undefined;
      if (job === undefined) logger.error({ job: id }, 'A job cannot be read and is given up');
      else await its(job);
      await guarded(() => records.swap(id, kept, undefined, { [name]: undefined }));
    } catch (error) {
      if (error instanceof Interrupted) return;
      if (!(error instanceof StoreUnavailable)) throw error;
      // It is done again at the next start, which does no harm.
      logger.warn({ error, job: id }, 'A job could not be read or removed');
    }
  }

  return {
    async add(id, job) {
      await guarded(() => records.swap(id, undefined, JSON.stringify(job), { [name]: clock() }));
      takeUp(id);
    },
    async has(id) {
      const [kept] = await guarded(() => records.read([id]));
      return kept !== undefined;
    },
    depth: () => guarded(() => index.size()),
    start: (its) =>
      guarded(async () => {
        work = its;
        for (const id of await index.upTo(Number.MAX_SAFE_INTEGER, everyJob)) takeUp(id);
      }),
    async stop() {
      work = undefined;
      await mutex.idle();
    },
  };
}
