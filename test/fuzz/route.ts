import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { trtcEventRoutes } from '../../src/http/trtc-events.ts';
import { Secret } from '../../src/ingest/secret.ts';
import type { StreamEvent } from '../../src/ingest/stream-events.ts';
import { type Callback, callbacks } from './callback-bodies.ts';
import { handleHere } from './payloads.ts';
import { type Subject, subject } from './property.ts';
import { refuse } from './seen.ts';

export const callbackKey = 'callbackKeyOfTheFuzz';

export interface RouteAlone {
  subjects: readonly Subject[];
  stop(): Promise<void>;
}

/** The route of TRTC's callbacks on a server of its own, with somebody behind it who only listens. */
export async function routeAlone(): Promise<RouteAlone> {
  const noted: StreamEvent[] = [];
  const [route] = trtcEventRoutes({
    applications: [{ sdkAppId: 1_234_567_890, callbackKey: new Secret(callbackKey) }],
    logger: { info: () => {}, warn: () => {}, error: () => {} },
    goOn: () => {},
    traced: (work) => work(),
    presence: { note: async () => async () => {} },
    streamEvents: {
      handle: async (event) => {
        noted.push(event);
        return async () => {};
      },
    },
  });
  const server = createServer((request, response) =>
    route?.handler(Object.assign(request, { params: {} }), response),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;

  return {
    subjects: [
      subject("TRTC's callbacks", 1, callbacks, async (one) => {
        noted.length = 0;
        const status = await post(url, one, '-gCTFWtU7t7D..');
        refuse([...wrongStatus(one, status), ...noted.flatMap((event) => wrongNote(one, event))]);
      }),
    ],
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Posts a callback, with this TaskId where one is meant. Gives the status of the answer. */
export async function post(url: string, { body, sign, sdkAppId }: Callback, taskId: string): Promise<number> {
  const text = body.replaceAll(handleHere, taskId);
  const signature = signatureOf(text, sign);
  const response = await fetch(url, {
    method: 'POST',
    body: text,
    headers: {
      'content-type': 'application/json',
      SdkAppId: sdkAppId,
      ...(signature === undefined ? {} : { Sign: signature }),
    },
  });
  await response.text();
  return response.status;
}

/** What is wrong with the status that a callback was answered with. */
export function wrongStatus({ sign }: Callback, status: number): string[] {
  const right = sign === 'right' ? [200, 413] : [401, 413];
  return right.includes(status) ? [] : [`answered with HTTP ${status}`];
}

function wrongNote({ sign }: Callback, { taskId, at, what }: StreamEvent): string[] {
  const isEvent =
    typeof taskId === 'string' &&
    Number.isFinite(at) &&
    ['started', 'start-failed', 'restarting', 'stopped'].includes(what);
  return [...(sign === 'right' ? [] : ['it was believed']), ...(isEvent ? [] : ['it is no event'])];
}

function signatureOf(body: string, sign: Callback['sign']): string | undefined {
  const hmac = (key: string, text: string) => createHmac('sha256', key).update(text).digest('base64');
  if (typeof sign === 'object') return sign.text;
  if (sign === 'missing') return undefined;
  if (sign === 'of another body') return hmac(callbackKey, `${body} `);
  return hmac(sign === 'right' ? callbackKey : `${callbackKey}x`, body);
}
