import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { describe, expect, test } from '@jest/globals';
import { GatewayError } from '../../src/ingest/errors.ts';
import { Secret } from '../../src/ingest/secret.ts';
import type { TrtcCall } from '../../src/trtc/api-call.ts';
import { createTrtcClients } from '../../src/trtc/client.ts';
import { mayRetry, toGatewayError } from '../../src/trtc/failure.ts';
import { afterwards, credential, documented, start } from '../support/trtc-stand-in.ts';

/** A server that takes connections and does with them what it is told; gives its port. */
async function listen(onConnection: Parameters<typeof createServer>[1]): Promise<number> {
  const server: Server = createServer(onConnection).listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterwards(() => server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}

interface Attempt {
  secretId?: string;
  secretKey?: string;
  region?: string;
  params?: object;
}

/** What becomes of a start that is sent there, and what the log gets of it. */
async function attempt(url: string, { secretId, secretKey, region, params }: Attempt = {}) {
  const calls: TrtcCall[] = [];
  const clients = createTrtcClients({
    secretId: new Secret(secretId ?? credential.secretId),
    secretKey: new Secret(secretKey ?? credential.secretKey),
    endpoint: new URL(url),
    answerSeconds: 0.2,
    watch: { stopwatch: () => 0, onCall: (call) => calls.push(call) },
  });
  afterwards(() => clients.close());
  const client = clients.of('ap-singapore');
  if (region !== undefined) client.region = region;
  const thrown = await client.request('StartStreamIngest', params ?? documented).then(
    () => undefined,
    (error: unknown) => error,
  );
  const error = toGatewayError(thrown);
  expect(error).toBeInstanceOf(GatewayError);
  return { error, calls };
}

describe('An error of the client before anything left', () => {
  const loop: { self?: unknown } = {};
  loop.self = loop;

  test.each<[string, Attempt]>([
    ['a SecretId with a figure space', { secretId: 'AKID\u2007' }],
    ['a SecretId with a zero-width space', { secretId: 'AKID\u200b' }],
    ['a SecretId with a line break', { secretId: 'AKID\nX-Evil: 1' }],
    ['a SecretId with a curly quote', { secretId: '“AKID”' }],
    ['a region that is no header', { region: 'ap-singapore\r\nX: 1' }],
    ['a parameter that holds itself', { params: loop }],
    [
      'a parameter that cannot be read',
      {
        params: {
          get RoomId() {
            throw new Error('broken');
          },
        },
      },
    ],
  ])('(%s) started nothing, and is not tried again', async (_, options) => {
    const trtc = await start();
    const { error, calls } = await attempt(trtc.url, options);
    expect(error).toMatchObject({ code: 'Bot.CannotSend', effect: 'none', requestId: undefined });
    expect(mayRetry(error)).toBe(false);
    expect(trtc.calls).toEqual([]);
    expect(calls).toEqual([
      expect.objectContaining({ outcome: 'not_sent', code: 'Bot.CannotSend', reason: expect.any(String) }),
    ]);
  });

  test('leaves what it is in the log, without the secret', async () => {
    const trtc = await start();
    const { calls } = await attempt(trtc.url, { secretId: 'AKIDt0psecret\u200b' });
    expect(calls[0]?.reason).toBe('A header would hold a character that HTTP does not allow');
    expect(JSON.stringify(calls)).not.toMatch(/t0psecret|Signature/);
  });
});

describe('A connection that does not come to stand', () => {
  test.each<[string, () => Promise<string>, string]>([
    ['where nobody listens', async () => 'http://127.0.0.1:9', 'TRTC could not be reached.'],
    [
      'where TLS is never answered, when the time is up',
      async () => `https://127.0.0.1:${await listen(() => {})}`,
      'TRTC could not be reached.',
    ],
    [
      'where TLS is cut off',
      async () =>
        `https://127.0.0.1:${await listen((socket) => socket.once('data', () => socket.destroy()))}`,
      'TRTC could not be reached.',
    ],
    [
      'where something else than TLS is spoken',
      async () => (await start()).url.replace('http:', 'https:'),
      'TRTC could not be reached: no trusted TLS connection could be made.',
    ],
  ])('sent nothing: %s', async (_, url, message) => {
    const { error, calls } = await attempt(await url());
    expect(error).toMatchObject({ code: 'Network.NotSent', message, effect: 'none' });
    expect(mayRetry(error)).toBe(true);
    expect(calls).toMatchObject([{ outcome: 'not_sent', code: 'Network.NotSent' }]);
  });
});

/** What nobody catches until the client has no connection left. */
async function uncaught(): Promise<unknown[]> {
  const thrown: unknown[] = [];
  const note = (error: unknown) => thrown.push(error);
  process.on('uncaughtException', note);
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
  process.off('uncaughtException', note);
  return thrown;
}

describe('A connection that stood', () => {
  test.each<[string, Parameters<typeof createServer>[1], string]>([
    ['is never answered', () => {}, 'Network.Timeout'],
    ['is closed at once', (socket) => void socket.destroy(), 'Network.Lost'],
    [
      'is closed within the request',
      (socket) => void socket.once('data', () => socket.destroy()),
      'Network.Lost',
    ],
    ['is answered with something else', (socket) => void socket.end('220 smtp\r\n'), 'Network.Unreadable'],
    [
      'is answered with a head alone',
      (socket) => void socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n'),
      'Network.Timeout',
    ],
    [
      'is answered with a stream of events that breaks off',
      (socket) => {
        const head =
          'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n';
        socket.once('data', () => socket.write(`${head}9\r\ndata: {}\n\r\n`, () => socket.destroy()));
      },
      'Network.Unreadable',
    ],
  ])('and %s, may have brought the start', async (_, onConnection, code) => {
    const { error, calls } = await attempt(`http://127.0.0.1:${await listen(onConnection)}`);
    expect(error).toMatchObject({ code, effect: 'unknown' });
    expect(mayRetry(error)).toBe(false);
    expect(calls).toMatchObject([{ outcome: 'lost', code }]);
    // What breaks off later is thrown by nobody who could be asked: it would end the process.
    expect(await uncaught()).toEqual([]);
  });

  test('from an earlier call may have brought it too', async () => {
    const trtc = await start();
    const clients = createTrtcClients({
      secretId: new Secret(credential.secretId),
      secretKey: new Secret(credential.secretKey),
      endpoint: new URL(trtc.url),
    });
    afterwards(() => clients.close());
    const client = clients.of('ap-singapore');
    await client.DescribeStreamIngest({ SdkAppId: documented.SdkAppId, TaskId: 'x' });
    trtc.fail({ kind: 'reset' });
    const thrown = await client.StartStreamIngest(documented).catch((error: unknown) => error);
    expect(toGatewayError(thrown)).toMatchObject({ code: 'Network.Lost', effect: 'unknown' });
  });
});
