import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CustomRoute } from '@slack/bolt';
import { z } from 'zod';
import type { Follower, StreamEvent } from '../ingest/follower.ts';
import { parseJson } from '../ingest/json.ts';
import type { Journal } from '../ingest/ports.ts';
import type { Secret } from '../ingest/secret.ts';

export interface TrtcEventsOptions {
  /** The key that was entered in the TRTC console. */
  key: Secret;
  /** Undefined until the bot is ready. */
  follower: () => Pick<Follower, 'note'> | undefined;
  journal: Journal;
  /** Follows what is left to do once TRTC has its answer. */
  goOn: (work: Promise<void>) => void;
  /** Does the work under a trace of its own. */
  traced: <T>(work: () => T) => T;
}

/** Events are a few hundred bytes. */
const largestBody = 64 * 1024;

/** `POST /trtc/events`: TRTC's event callbacks, signed with the callback key (console → Callback configuration). */
export function trtcEventRoutes(options: TrtcEventsOptions): CustomRoute[] {
  const { key, follower, journal, goOn, traced } = options;
  return [
    {
      path: '/trtc/events',
      method: ['POST'],
      handler: (request, response) => traced(() => take(request, response)),
    },
  ];

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await rawBody(request);
    if (body === undefined) return answer(response, 413);
    if (!isSigned(body, request.headers.sign, key)) {
      journal.warn({ bytes: body.length }, 'An event with a wrong signature was refused');
      return answer(response, 401);
    }
    try {
      const event = readEvent(body, journal);
      const left = event === undefined ? undefined : await follower()?.note(event);
      answer(response, 200);
      if (left !== undefined) goOn(left());
    } catch (error) {
      // TRTC sends it again, and by then the store may be back.
      journal.error({ error }, 'An event could not be noted');
      answer(response, 500);
    }
  }
}

function answer(response: ServerResponse, status: number): void {
  const code = status === 200 ? 0 : status;
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ code }));
}

/** The bytes as they came, since the signature is over these; undefined where there are too many. */
async function rawBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length <= largestBody) chunks.push(chunk);
  }
  return length <= largestBody ? Buffer.concat(chunks) : undefined;
}

function isSigned(body: Buffer, sign: string | string[] | undefined, key: Secret): boolean {
  const expected = createHmac('sha256', key.reveal()).update(body).digest();
  const given = Buffer.from(typeof sign === 'string' ? sign : '', 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const eventGroups = { streamIngest: 7 } as const;
const aboutStreams = z.object({
  EventGroupId: z.literal(eventGroups.streamIngest),
  EventType: z.union([z.literal(701), z.literal(702)]),
});
/** Later than any clock shows (the year 3000): it would make every event after it an old one. */
const noMoment = 32_503_680_000_000;
const longestTaskId = 256;
const shape = aboutStreams.extend({
  EventInfo: z.object({
    EventMsTs: z.int().min(0).max(noMoment),
    TaskId: z.string().min(1).max(longestTaskId),
    Status: z.number(),
  }),
});

/** The event, where it is one about a stream; others are acknowledged and left alone. */
function readEvent(body: Buffer, journal: Pick<Journal, 'warn'>): StreamEvent | undefined {
  const json = parseJson(body.toString('utf8'));
  const parsed = shape.safeParse(json);
  if (!parsed.success) {
    const fields = parsed.error.issues.map(({ path }) => path.join('.'));
    if (aboutStreams.safeParse(json).success) journal.warn({ fields }, 'An event is not as documented');
    return undefined;
  }
  const { EventType: type, EventInfo: info } = parsed.data;
  const what =
    type === 702 ? 'stopped' : ({ 0: 'started', 1: 'start-failed', 2: 'restarting' } as const)[info.Status];
  return what && { taskId: info.TaskId, at: info.EventMsTs, what };
}
