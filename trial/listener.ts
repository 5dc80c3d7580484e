import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import { parseJson } from '../src/ingest/json.ts';
import type { Secret } from '../src/ingest/secret.ts';

/** One event as it came. */
export interface Arrived {
  /** Whether its header Sign fits the key: base64(HMAC-SHA256(key, raw body)), page 62717. */
  signed: boolean;
  /** The whole body, parsed. */
  body: unknown;
}

export interface Listening {
  /** In the order in which they came. */
  readonly arrived: readonly Arrived[];
  close(): void;
}

const path = '/trtc/events';

/** Takes TRTC's events at this port, as the bot does, and answers each with 200. */
export async function listenForEvents(
  port: number,
  key: Secret,
  onArrival: (arrived: Arrived) => void,
): Promise<Listening> {
  const arrived: Arrived[] = [];
  const server = createServer(async (request, response) => {
    const body = await buffer(request).catch(() => undefined);
    const isEvent = request.method === 'POST' && request.url === path && body !== undefined;
    response.writeHead(isEvent ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ code: isEvent ? 0 : 404 }));
    if (!isEvent) return;
    const event = { signed: isSigned(request, body, key), body: parseJson(body.toString('utf8')) };
    arrived.push(event);
    onArrival(event);
  });
  server.listen(port);
  await once(server, 'listening');
  return {
    arrived,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Streams' events, and those of all rooms (pages 62717, 39558). */
const aboutStream = z.object({ EventType: z.union([z.literal([701, 702]), z.literal(['701', '702'])]) });
const aboutRoom = z.object({ EventInfo: z.object({ RoomId: z.union([z.string(), z.number()]) }) });

/** Whether an event is of a stream, which names no people, or of that room. */
export function isAbout(room: string, body: unknown): boolean {
  const found = aboutRoom.safeParse(body).data;
  return found === undefined ? aboutStream.safeParse(body).success : String(found.EventInfo.RoomId) === room;
}

function isSigned({ headers }: IncomingMessage, body: Buffer, key: Secret): boolean {
  const expected = createHmac('sha256', key.reveal()).update(body).digest();
  const given = Buffer.from(typeof headers.sign === 'string' ? headers.sign : '', 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
