import { once } from 'node:events';
import { Agent, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterEach } from '@jest/globals';
import { trtc } from 'tencentcloud-sdk-nodejs-trtc/tencentcloud/services/trtc/index.js';
import { Api } from 'tls-sig-api-v2';
import { startTrtc, type TrtcOptions, type TrtcStandIn } from '../../sandbox/trtc/index.ts';

export const credential = { secretId: 'AKIDexample', secretKey: 'example-secret-key' };
export const app = { sdkAppId: 1_234_567_890, secretKey: 'key of the application' };
export const guardedApp = {
  sdkAppId: 1_400_000_001,
  secretKey: 'key of the guarded one',
  privateMapKey: true,
};

export const tickets = new Api(app.sdkAppId, app.secretKey);
export const guardedTickets = new Api(guardedApp.sdkAppId, guardedApp.secretKey);

/** The request of StartStreamIngest's own document, with a UserSig that holds. */
export const documented = {
  SdkAppId: app.sdkAppId,
  RoomId: 'room123',
  UserId: 'robot123',
  UserSig: tickets.genUserSig('robot123', 600),
  PrivateMapKey: 'xxxxxxxxxxxxxxx',
  RoomIdType: 1,
  StreamUrl: 'https://a.b/test.mp4',
};

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
});

/** Does this after the test. */
export function afterwards(cleanup: () => unknown): void {
  cleanups.push(cleanup);
}

export async function start(options: Partial<TrtcOptions> = {}): Promise<TrtcStandIn> {
  const standIn = await startTrtc({ credential, apps: [app, guardedApp], ...options });
  cleanups.push(() => standIn.close());
  return standIn;
}

interface ClientOptions {
  credential?: typeof credential;
  /** null: none */
  region?: string | null;
  reqMethod?: 'GET' | 'POST';
  timeoutSeconds?: number;
}

/** Tencent's own client, pointed at the stand-in. */
export function clientOf(url: string, options: ClientOptions = {}) {
  const { region = 'ap-singapore', reqMethod = 'POST', timeoutSeconds = 30 } = options;
  const agent = new Agent({ keepAlive: true });
  cleanups.push(() => agent.destroy());
  return new trtc.v20190722.Client({
    credential: options.credential ?? credential,
    ...(region !== null && { region }),
    profile: {
      httpProfile: {
        protocol: 'http://',
        endpoint: new URL(url).host,
        reqMethod,
        reqTimeout: timeoutSeconds,
        agent,
      },
    },
  });
}

export interface RawRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}

const HOP_BY_HOP = ['host', 'connection', 'content-length', 'accept-encoding'];

/** What Tencent's client sends for this call, signature included. */
export async function requestOfSdk(action: string, params: object): Promise<RawRequest> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const arrived = once(server, 'request');
  const sent = clientOf(`http://127.0.0.1:${port}`).request(action, params);
  const [req, res] = await arrived;
  const body = (await buffer(req)).toString();
  res.end('{"Response":{}}');
  await sent;
  server.close();
  const headers = Object.entries<string>(req.headers).filter(([name]) => !HOP_BY_HOP.includes(name));
  return { method: 'POST', path: '/', headers: Object.fromEntries(headers), body };
}

/** Sends a request as it is. @returns the code of the refusal, or undefined where there is none. */
export async function codeOf(standIn: TrtcStandIn, request: RawRequest): Promise<string | undefined> {
  const { method, path, headers, body } = request;
  const answer = await fetch(standIn.url + path, {
    method,
    headers,
    ...(method !== 'GET' && { body }),
  });
  const { Response } = (await answer.json()) as { Response: { Error?: { Code: string } } };
  return Response.Error?.Code;
}
