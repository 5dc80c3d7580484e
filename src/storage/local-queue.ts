import { setImmediate } from 'node:timers/promises';
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
  /** What is under way with each id, the last of it. */
  const underWay = new Map<string, Promise<void>>();
  let work: ((job: Job) => Promise<void>) | undefined;

  /** Sees to it that what is kept under the id is worked on; as often as anybody likes, since it is gone afterwards. */
  function takeUp(id: string): void {
    if (work === undefined) return;
    // Whoever added it goes on first: Slack waits for its acknowledgement.
    const done = Promise.all([underWay.get(id), setImmediate()])
      .then(() => workOn(id))
      .finally(() => {
        if (underWay.get(id) === done) underWay.delete(id);
      });
    underWay.set(id, done);
  }

  async function workOn(id: string): Promise<void> {
    const its = work;
    if (its === undefined) return;
    try {
      const job = await guarded(() => read(id));
      if (job === undefined) return;
      await its(job);
      await guarded(async () => records.swap(id, await written(job), undefined, { [name]: undefined }));
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      // It is done again at the next start, which does no harm.
      journal.warn({ error, job: id }, 'A job could not be read or removed');
    }
  }

  const read = (id: string) => records.collection.get<Job>(id);

  async function written(job: Job): Promise<string> {
    return String(await records.collection.serializeData({ value: job }));
  }

  return {
    async add(id, job) {
      await guarded(async () => records.swap(id, undefined, await written(job), { [name]: clock() }));
      takeUp(id);
    },
    has: (id) => guarded(async () => (await read(id)) !== undefined),
    depth: () => guarded(() => index.size()),
    start: (its) =>
      guarded(async () => {
        work = its;
        for (const id of await index.upTo(Number.MAX_SAFE_INTEGER, everyJob)) takeUp(id);
      }),
    async stop() {
      work = undefined;
      while (underWay.size > 0) await Promise.all(underWay.values());
    },
  };
}
