import { z } from 'zod';
import { parseJson } from '../../ingest/json.ts';
import type { Clock } from '../../ingest/runtime.ts';
import type { RunNews } from '../../ingest/shows/run-news.ts';
import type { RunNewsStore } from '../../ingest/storage-ports.ts';
import { type Backend, guarded } from '../backend.ts';

/** Far longer than anything in it is of use. */
const keptMs = 24 * 60 * 60 * 1000;
/** Who cleans up does not do the work of years at once. */
const mostDropped = 100;
const index = 'run-news-changed';

const record = z.looseObject({
  pieces: z.array(
    z.looseObject({
      handle: z.string(),
      n: z.number(),
      again: z.literal(true).optional(),
      toldAt: z.number().optional(),
    }),
  ),
  broadcastAt: z.number().optional(),
});

const none: RunNews = { pieces: [] };

/** What is to be told in the threads of boards, by the run's id; in order by when it was changed last. */
export function createRunNewsStore(backend: Backend, clock: Clock): RunNewsStore {
  const news = backend.records('run-news');
  const changed = backend.index(index);

  return {
    get: (run) => guarded(async () => newsIn((await news.read([run]))[0])),
    async change(run, next) {
      for (;;) {
        const [before] = await guarded(() => news.read([run]));
        // What goes wrong in here is not the store's fault.
        const after = next(newsIn(before));
        const swapped = guarded(() => news.swap(run, before, JSON.stringify(after), { [index]: clock() }));
        if (!(await swapped)) continue;
        if (before === undefined) await guarded(dropOld);
        return after;
      }
    },
  };

  async function dropOld(): Promise<void> {
    const old = await changed.upTo(clock() - keptMs, mostDropped);
    const texts = await news.read(old);
    await Promise.all(old.map((run, n) => news.swap(run, texts[n], undefined, { [index]: undefined })));
  }
}

/** One that cannot be read is as good as none: what it had is in the outboxes of tasks. */
function newsIn(text: string | undefined): RunNews {
  const read = record.safeParse(text === undefined ? undefined : parseJson(text));
  return read.success ? (read.data as RunNews) : none;
}
