import { z } from 'zod';
import { parseJson } from '../ingest/json.ts';
import type { Sighting } from '../ingest/presence.ts';
import type { StreamEvent } from '../ingest/stream-events.ts';

/** What a signed body says. */
export type EventBody =
  | { about: 'stream'; event: StreamEvent }
  /** Of anybody in a room: most of them are people. `sdkAppIds` is added by whoever knows the signature. */
  | { about: 'room'; event: Omit<Sighting, 'sdkAppIds'> }
  /** It concerns streams or rooms; each problem names a field and never its value, which may be a person's name. */
  | { about: 'unreadable'; of: 'stream' | 'room'; eventType: number | undefined; problems: readonly string[] }
  /** Recordings, relays, and the rest of what may come to the same address. */
  | { about: 'something else' };

/**
 * A whole number, as a number or as text. Documented: EventMsTs is a String in the table of trtc.io/document/62717 and of
 * cloud.tencent.com/document/product/647/102825, and a number in the example above it. Observed: one public log of
 * recording callbacks has EventTs once as a number and once as text. Assumed: any other number may come so as well.
 */
const whole = z
  .union([
    z.number(),
    z
      .string()
      .trim()
      .regex(/^-?\d{1,20}(?:\.\d{1,20})?(?:e\+?\d{1,2})?$/i)
      .transform(Number),
  ])
  .pipe(z.int());

/** Later than any clock shows (the year 3000): it would make every event after it an old one. */
const noMoment = 32_503_680_000_000;
const moment = whole.pipe(z.number().min(0).max(noMoment));
const longestId = 256;

/** EVENT_GROUP_STREAM_INGEST. The same page's table of fields says 4, which was copied from relays: 701 and 702 decide too. */
const streamGroup = 7;
/** What 701 says by its Status; 702 has 0 alone (trtc.io/document/62717). Others are not guessed at: the monitor asks. */
const startStatuses = ['started', 'start-failed', 'restarting'] as const;
const stopStatuses = ['stopped'] as const;

const streamInfo = z.object({ EventMsTs: moment, TaskId: z.string().min(1).max(longestId), Status: whole });

/**
 * trtc.io/document/39558: 103 enters, 104 leaves (and stops all it sends), 201 and 203 begin to send, which only those
 * do who are there. 202 and 204 say nothing of being there.
 */
const sightings: ReadonlyMap<number | undefined, Sighting['what']> = new Map([
  [103, 'entered'],
  [201, 'entered'],
  [203, 'entered'],
  [104, 'left'],
]);
/** Reason of 104: went by itself. 2 is a time-out, 3 was removed, 5 its process was ended. */
const wentByItself = 1;

const roomInfo = z.object({
  EventMsTs: moment,
  RoomId: z.union([z.string().min(1).max(longestId), z.int()]),
  UserId: z.union([z.string().min(1).max(longestId), z.number().transform(String)]),
  Reason: whole.optional().catch(undefined),
});

const anything = z.unknown().optional();
const envelope = z.looseObject({ EventGroupId: anything, EventType: anything, EventInfo: anything });

/** Reads the body of a callback whose signature was checked. Does not throw. */
export function readEventBody(body: string): EventBody {
  const json = parseJson(body);
  const head = envelope.safeParse(json);
  if (!head.success) {
    const problems = [json === undefined ? 'the body is no JSON' : 'the body is no object'];
    return { about: 'unreadable', of: 'stream', eventType: undefined, problems };
  }
  const type = whole.safeParse(head.data.EventType).data;
  const info = withMilliseconds(head.data.EventInfo);
  if (whole.safeParse(head.data.EventGroupId).data === streamGroup || type === 701 || type === 702)
    return readStreamEvent(type, info);
  const what = sightings.get(type);
  return what === undefined ? { about: 'something else' } : readSighting(what, type, info);
}

function readStreamEvent(type: number | undefined, info: unknown): EventBody {
  const unreadable = (problems: readonly string[]) =>
    ({ about: 'unreadable', of: 'stream', eventType: type, problems }) as const;
  if (type !== 701 && type !== 702) return unreadable(['EventType is neither 701 nor 702']);
  const read = streamInfo.safeParse(info);
  if (!read.success) return unreadable(problemsOf(read.error, info));
  const { EventMsTs: at, TaskId: taskId, Status } = read.data;
  const what = (type === 701 ? startStatuses : stopStatuses)[Status];
  if (what === undefined) return unreadable([`EventInfo.Status ${Status} is not documented for ${type}`]);
  return { about: 'stream', event: { taskId, at, what } };
}

function readSighting(what: Sighting['what'], type: number | undefined, info: unknown): EventBody {
  const read = roomInfo.safeParse(info);
  if (!read.success)
    return { about: 'unreadable', of: 'room', eventType: type, problems: problemsOf(read.error, info) };
  const { EventMsTs: at, RoomId: room, UserId: user, Reason } = read.data;
  return { about: 'room', event: { room, user, at, what, byItself: Reason === wentByItself } };
}

/** Older descriptions of room events have EventTs alone, which is in seconds (document 39558 keeps it beside EventMsTs). */
function withMilliseconds(info: unknown): unknown {
  const read = z.looseObject({ EventMsTs: z.null().optional(), EventTs: whole }).safeParse(info);
  return read.success ? { ...read.data, EventMsTs: read.data.EventTs * 1000 } : info;
}

function problemsOf(error: z.ZodError, info: unknown): string[] {
  return error.issues.map(({ path }) => {
    const field = ['EventInfo', ...path.map(String)].join('.');
    return `${field} ${isMissing(info, path) ? 'is missing' : 'cannot be read'}`;
  });
}

function isMissing(info: unknown, [field]: readonly PropertyKey[]): boolean {
  if (info === undefined || info === null) return true;
  return field !== undefined && (info as Readonly<Record<PropertyKey, unknown>>)[field] === undefined;
}
