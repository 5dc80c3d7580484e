import { z } from 'zod';
import { parseJson } from '../../ingest/json.ts';
import type { Clock } from '../../ingest/runtime.ts';
import type { ShowRun } from '../../ingest/shows/run.ts';
import type { SourceReport } from '../../ingest/source-report.ts';
import type { RunStore } from '../../ingest/storage-ports.ts';
import { type Backend, guarded } from '../backend.ts';

const keptMs = 90 * 24 * 60 * 60 * 1000;

const moment = z.number();
/** As it was written; one of a kind that is not known is said to be one. */
const isReport = (value: unknown) => typeof value === 'object' && value !== null && 'kind' in value;
const record = z.looseObject({
  id: z.string(),
  show: z.string(),
  channel: z.string(),
  by: z.string(),
  at: moment,
  request: z.string().optional(),
  board: z.looseObject({ channel: z.string(), ts: z.string() }).optional(),
  isShut: z.boolean().optional().catch(undefined),
  nextRow: z.number().optional(),
  rows: z.array(
    z.looseObject({
      id: z.number(),
      draft: z.record(z.string(), z.string()),
      attempts: z.number(),
      request: z.string().optional(),
      seen: z
        .looseObject({ at: moment, since: moment, url: z.string(), report: z.custom<SourceReport>(isReport) })
        .optional()
        .catch(undefined),
    }),
  ),
});

const indexes = { newest: 'runs-changed', older: 'older-runs' } as const;
/** Who cleans up does not do the work of years at once. */
const mostDropped = 100;

/**
 * The newest run of each show by the show's name, and the older ones by their ids; in order, by when a newest one was
 * changed last, and by when an older one made way: a store that knows no time forgets nothing by itself.
 */
export function createRunStore(backend: Backend, clock: Clock): RunStore {
  const newest = backend.records('runs');
  const older = backend.collection('older-runs');
  const [changed, replaced] = [backend.index(indexes.newest), backend.index(indexes.older)];

  /** One that cannot be read is as good as none: the next takes its place. */
  async function current(show: string): Promise<{ text: string | undefined; run: ShowRun | undefined }> {
    const [text] = await newest.read([show]);
    return { text, run: text === undefined ? undefined : runIn(parseJson(text)) };
  }

  return {
    current: (show) => guarded(async () => (await current(show)).run),
    find: (show, id) =>
      guarded(async () => {
        const run = (await current(show)).run;
        return run?.id === id ? run : runIn(await older.get<unknown>(id));
      }),
    async change(show, next) {
      for (;;) {
        const before = await guarded(() => current(show));
        // What goes wrong in here is not the store's fault.
        const run = next(before.run);
        if (run === undefined) return undefined;
        const swapped = guarded(async () => {
          if (before.run !== undefined && before.run.id !== run.id) await keepOlder(before.run);
          return newest.swap(show, before.text, JSON.stringify(run), { [indexes.newest]: clock() });
        });
        if (await swapped) return run;
      }
    },
    dropOld: (isOver) =>
      guarded(async () => {
        const before = clock() - keptMs;
        const gone = await replaced.upTo(before, mostDropped);
        await Promise.all(gone.map(dropOlder));
        const still = await changed.upTo(before, mostDropped);
        await Promise.all(still.map((show) => dropNewest(show, isOver)));
      }),
  };

  async function keepOlder(run: ShowRun): Promise<void> {
    await Promise.all([older.set(run.id, run, keptMs), replaced.put(run.id, clock())]);
  }

  async function dropOlder(id: string): Promise<void> {
    await older.delete(id);
    await replaced.remove(id);
  }

  /** If it is changed meanwhile, it stays. */
  async function dropNewest(show: string, isOver: (run: ShowRun) => Promise<boolean>): Promise<void> {
    const { text, run } = await current(show);
    if (text === undefined) return changed.remove(show);
    if (run === undefined || (await isOver(run)))
      await newest.swap(show, text, undefined, { [indexes.newest]: undefined });
  }
}

function runIn(value: unknown): ShowRun | undefined {
  const read = record.safeParse(value);
  return read.success ? (read.data as ShowRun) : undefined;
}
