import { z } from 'zod';
import { parseJson } from '../../ingest/json.ts';
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
  board: z.looseObject({ channel: z.string(), ts: z.string() }).optional(),
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

/** The newest run of each show by the show's name, and the older ones by their ids. */
export function createRunStore(backend: Backend): RunStore {
  const newest = backend.records('runs');
  const older = backend.collection('older-runs');

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
          if (before.run !== undefined && before.run.id !== run.id)
            await older.set(before.run.id, before.run, keptMs);
          return newest.swap(show, before.text, JSON.stringify(run), {});
        });
        if (await swapped) return run;
      }
    },
  };
}

function runIn(value: unknown): ShowRun | undefined {
  const read = record.safeParse(value);
  return read.success ? (read.data as ShowRun) : undefined;
}
