import { StoreUnavailable } from '../ingest/errors.ts';
import type { Clock, Journal, Queue } from '../ingest/ports.ts';
import { type Backend, guarded } from './backend.ts';

const everyJob = 1_000_000;

/** A queue for one process alone on its store: whatever it finds there at the start was left by one that has died. */
export function createLocalQueue<Job>(
  name: string,
  {
    backend,
    clock,
    journal,
  }: { backend: Pick<Backend, 'records' | 'index'>; clock: Clock; journal: Journal },
): Queue<Job> {
  const records = backend.records(name);
  const index = backend.index(name);
  const underWay = new Set<Promise<void>>();
  let work: ((job: Job) => Promise<void>) | undefined;

  function takeUp(id: string, job: Job): void {
    if (work === undefined) return;
    const done = work(job)
      .then(() => remove(id, job))
      .finally(() => underWay.delete(done));
    underWay.add(done);
  }

  /** A job that stays is done again at the next start, which does no harm. */
  async function remove(id: string, job: Job): Promise<void> {
    try {
      await guarded(async () => records.swap(id, await written(job), undefined, { [name]: undefined }));
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      journal.warn({ error, job: id }, 'A job that is done could not be removed');
    }
  }

  async function written(job: Job): Promise<string> {
    return String(await records.collection.serializeData({ value: job }));
  }

  return {
    async add(id, job) {
      const isNew = await guarded(async () =>
        records.swap(id, undefined, await written(job), { [name]: clock() }),
      );
      if (isNew) takeUp(id, job);
    },
    has: (id) => guarded(async () => (await records.collection.get<Job>(id)) !== undefined),
    depth: () => guarded(() => index.size()),
    start: (its) =>
      guarded(async () => {
        const ids = await index.upTo(Number.MAX_SAFE_INTEGER, everyJob);
        work = its;
        for (const id of ids) {
          const job = await records.collection.get<Job>(id);
          if (job !== undefined) takeUp(id, job);
        }
      }),
    async stop() {
      work = undefined;
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}
