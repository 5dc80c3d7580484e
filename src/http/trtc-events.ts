import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CustomRoute } from '@slack/bolt';
import type { Presence } from '../ingest/presence.ts';
import type { Logger } from '../ingest/runtime.ts';
import type { Secret } from '../ingest/secret.ts';
import type { StreamEvents } from '../ingest/stream-events.ts';
import { type EventBody, readEventBody } from './event-body.ts';

export interface TrtcEventsOptions {
  /** With the key that was entered in the TRTC console for each; several may have the same. */
  applications: readonly { sdkAppId: number; callbackKey: Secret }[];
  streamEvents: Pick<StreamEvents, 'handle'>;
  presence: Presence;
  logger: Logger;
  /** Follows what is left to do once TRTC has its answer. */
  goOn: (work: Promise<void>) => void;
  /** Does the work under a trace of its own. */
  traced: <T>(work: () => T) => T;
}

/** Events are a few hundred bytes. */
const largestBody = 64 * 1024;

/**
 * `POST /trtc/events`: TRTC's event callbacks of all applications, each signed with the callback key of its own (console →
 * Callback configuration).
 */
export function trtcEventRoutes(options: TrtcEventsOptions): CustomRoute[] {
  const { applications, streamEvents, presence, logger, goOn, traced } = options;
  /** So that people who come and go by the thousand fill no log. */
  const saidOfRooms = new Set<string>();
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
    const signers = signersOf(body, request.headers.sign);
    if (signers.length === 0) {
      logger.warn({ bytes: body.length }, 'An event with a wrong signature was refused');
      return answer(response, 401);
    }
    try {
      const left = await note(readEventBody(body.toString('utf8')), signers, request.headers.sdkappid);
      answer(response, 200);
      if (left !== undefined) goOn(left());
    } catch (error) {
      // TRTC sends it again, and by then the store may be back.
      logger.error({ error }, 'An event could not be noted');
      answer(response, 500);
    }
  }

  /** The applications with whose key the body is signed. */
  function signersOf(body: Buffer, sign: string | string[] | undefined): number[] {
    const signature = Buffer.from(typeof sign === 'string' ? sign : '', 'base64');
    const verdicts = new Map<string, boolean>();
    return applications.flatMap(({ sdkAppId, callbackKey }) => {
      const key = callbackKey.reveal();
      const fits = verdicts.get(key) ?? isSigned(body, signature, key);
      verdicts.set(key, fits);
      return fits ? [sdkAppId] : [];
    });
  }

  async function note(
    read: EventBody,
    signers: readonly number[],
    header: string | string[] | undefined,
  ): Promise<(() => Promise<void>) | undefined> {
    switch (read.about) {
      case 'stream':
        return streamEvents.handle(read.event, signers);
      case 'room':
        return presence.note({ ...read.event, sdkAppIds: named(header, signers) });
      case 'unreadable':
        return sayUnreadable(read);
      case 'something else':
        return undefined;
    }
  }

  function sayUnreadable({
    of,
    eventType,
    problems,
  }: Extract<EventBody, { about: 'unreadable' }>): undefined {
    const kind = `${eventType} ${problems.join()}`;
    if (of === 'room' && saidOfRooms.has(kind)) return;
    if (of === 'room') saidOfRooms.add(kind);
    logger.warn({ eventType, problems }, 'An event is not as documented');
  }
}

/**
 * Of the applications with this key, the one that the header names: a room's name means something within one alone. The
 * signature does not cover the header, so it can only narrow down what the key has opened.
 */
function named(header: string | string[] | undefined, signers: readonly number[]): readonly number[] {
  if (typeof header !== 'string' || !/^\d{1,10}$/.test(header)) return signers;
  return signers.filter((sdkAppId) => sdkAppId === Number(header));
}

function answer(response: ServerResponse, status: number): void {
  const code = status === 200 ? 0 : status;
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ code }));
}

/** The bytes as they came, since the signature is over these; undefined if there are too many. */
async function rawBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length <= largestBody) chunks.push(chunk);
  }
  return length <= largestBody ? Buffer.concat(chunks) : undefined;
}

function isSigned(body: Buffer, signature: Buffer, key: string): boolean {
  const expected = createHmac('sha256', key).update(body).digest();
  return signature.length === expected.length && timingSafeEqual(signature, expected);
}
