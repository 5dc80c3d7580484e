import { z } from 'zod';
import { parseJson } from '../../ingest/json.ts';
import type { Region } from '../../ingest/region.ts';
import type { SourceReport } from '../../ingest/source-report.ts';
import type { NewsEvent, Task } from '../../ingest/task.ts';

const moment = z.number();
const words = z.string().min(1);
/** Records of old answers may have something else. */
const requestId = z.string().catch('');

/** What is shown of it is looked up by these. */
const reportFields = z.looseObject({
  kind: z.string(),
  findings: z.array(z.looseObject({ code: z.string() })),
});
const report = z.custom<SourceReport>((value) => reportFields.safeParse(value).success);

const failure = z.looseObject({
  code: z.string(),
  message: z.string(),
  hint: z.string(),
  requestId: z.string().optional().catch(undefined),
  seen: report.optional().catch(undefined),
});
const run = { since: moment, taskId: words, requestId };
const end = z.discriminatedUnion('how', [
  z.looseObject({ how: z.literal('stopped'), by: z.string() }),
  z.looseObject({ how: z.literal('by-itself') }),
]);
const state = z.discriminatedUnion('name', [
  z.looseObject({ name: z.literal('queued') }),
  z.looseObject({ name: z.literal('starting'), since: moment }),
  z.looseObject({ name: z.literal('live'), ...run }),
  z.looseObject({ name: z.literal('paused'), ...run, pausedAt: moment, by: z.string() }),
  z.looseObject({
    name: z.literal('stopping'),
    ...run,
    by: z.string(),
    was: z.enum(['live', 'paused']),
    askedAt: moment.optional(),
    pausedAt: moment.optional(),
    pausedBy: z.string().optional(),
  }),
  z.looseObject({ name: z.literal('ended'), ...run, at: moment, end }),
  z.looseObject({ name: z.literal('failed'), at: moment, failure }),
  z.looseObject({ name: z.literal('unknown'), at: moment, failure }),
  z.looseObject({
    name: z.literal('removed'),
    at: moment,
    by: z.string(),
    how: z.enum(['not-there', 'dismissed', 'cancelled']).optional().catch(undefined),
    run: z.looseObject(run).optional().catch(undefined),
  }),
]);
const seen = z
  .looseObject({ at: moment, since: moment, url: z.string(), report })
  .optional()
  .catch(undefined);
/** What every piece of news has, and what was seen because of it: what one of a kind has more is its own matter. */
const news = z.looseObject({
  n: z.number(),
  event: z.looseObject({ type: z.string(), seen }).transform((event) => event as NewsEvent),
});

/**
 * A task as it may be kept: by this version, by an older one, which lacks what came since, or by a newer one, whose
 * further fields stay as they are.
 */
const record = z.looseObject({
  handle: words,
  sdkAppId: z.number(),
  // One that is not offered any more has tasks to be stopped all the same.
  region: z.custom<Region>((value) => typeof value === 'string'),
  room: z.looseObject({ id: z.string(), type: z.union([z.literal(0), z.literal(1)]) }),
  robot: z.string(),
  draft: z.record(z.string(), z.string()),
  requestedBy: z.string(),
  requestedAt: moment,
  requestKey: z.string().optional(),
  row: z.looseObject({ show: z.string(), run: z.string(), id: z.number(), request: z.string() }).optional(),
  channel: z.string(),
  thread: z.looseObject({ channel: z.string(), ts: z.string() }).optional(),
  state,
  stopFailed: z
    .looseObject({ at: moment, by: z.string(), code: z.string(), answerLost: z.boolean() })
    .optional()
    .catch(undefined),
  unconfirmed: z.literal(true).optional().catch(undefined),
  source: z.enum(['fine', 'restarting', 'failed']).optional().catch(undefined),
  seen,
  sourceFailures: z.number().optional().catch(undefined),
  sourceEvents: z
    .looseObject({ startedAt: moment.optional(), restartedAt: moment.optional(), failedAt: z.array(moment) })
    .optional()
    .catch(undefined),
  lastEventAt: z.number().optional().catch(undefined),
  robotSeen: z
    .looseObject({ what: z.enum(['entered', 'left']), at: moment, told: z.literal(true).optional() })
    .optional()
    .catch(undefined),
  newsCount: z.number().optional(),
  // The outbox, by the name that it had when the first records were written, so that all versions read all records.
  // A task that runs must be found, also if what is new of it cannot be told.
  untold: z
    .looseObject({ items: z.array(news), nextAt: moment, failures: z.number() })
    .optional()
    .catch(undefined),
});

export type TaskRecord = { isTask: true; task: Task } | { isTask: false; problem: string };

/** Reads a record. `problem` names the fields that are not as they must be, without their values. */
export function readTaskRecord(id: string, text: string): TaskRecord {
  const json = parseJson(text);
  if (json === undefined) return { isTask: false, problem: 'it is not JSON' };
  const read = record.safeParse(json);
  if (!read.success) {
    const fields = read.error.issues.map(({ path }) => path.join('.') || 'the whole');
    return { isTask: false, problem: `not as expected: ${fields.join(', ')}` };
  }
  // Under any other key it could be neither changed nor found again.
  if (read.data.handle !== id)
    return { isTask: false, problem: 'it is kept under another handle than its own' };
  const { untold: outbox, ...task } = read.data;
  return { isTask: true, task: { ...task, ...(outbox && { outbox }) } as Task };
}

/** The record of a task, as `readTaskRecord` takes it. */
export function writeTaskRecord({ outbox: untold, ...task }: Task): string {
  return JSON.stringify({ ...task, untold });
}
