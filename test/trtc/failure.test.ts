import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { GatewayError, unknownHint } from '../../src/ingest/errors.ts';
import { Secret } from '../../src/ingest/secret.ts';
import { createTrtcClients } from '../../src/trtc/client.ts';
import { mayRetry, toGatewayError } from '../../src/trtc/failure.ts';
import { hintFor } from '../../src/trtc/hints.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function listen(answer: RequestListener): Promise<number> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** What becomes of the error that Tencent's client throws when it talks to such a server. */
async function failureAt(port: number): Promise<GatewayError> {
  const endpoint = new URL(`http://127.0.0.1:${port}`);
  const clients = createTrtcClients({ secretId: new Secret('id'), secretKey: new Secret('key'), endpoint });
  try {
    await clients.of('ap-singapore').request('StartStreamIngest', { SdkAppId: 1 });
  } catch (error) {
    return toGatewayError(error);
  } finally {
    clients.close();
  }
  throw new Error('there was no failure');
}

describe('TRTC’s refusal', () => {
  test('did nothing, and keeps its code, message and RequestId', async () => {
    const refusal = { Code: 'FailedOperation.NotRtmpFunction', Message: 'RTMP is off.' };
    const port = await listen((_, response) => {
      response.end(JSON.stringify({ Response: { Error: refusal, RequestId: 'request-1' } }));
    });
    expect(await failureAt(port)).toMatchObject({
      code: 'FailedOperation.NotRtmpFunction',
      message: 'RTMP is off.',
      requestId: 'request-1',
      effect: 'none',
      hint: hintFor('FailedOperation.NotRtmpFunction'),
    });
  });
});

describe('Nothing was done', () => {
  test('where nobody listens', async () => {
    const port = await listen(() => {});
    await new Promise((resolve) => servers.pop()?.close(resolve));
    expect(await failureAt(port)).toMatchObject({ code: 'Network.NotSent', effect: 'none' });
  });

  test.each([
    'getaddrinfo ENOTFOUND trtc.tencentcloudapi.com',
    'getaddrinfo EAI_AGAIN trtc.tencentcloudapi.com',
    'connect EHOSTUNREACH 10.0.0.1:443',
    'connect ENETUNREACH 10.0.0.1:443',
    'connect EADDRNOTAVAIL 10.0.0.1:443',
    'certificate has expired',
    'self-signed certificate in certificate chain',
  ])('where the reason is: %s', (reason) => {
    const thrown = new Error(`request to https://trtc.tencentcloudapi.com/ failed, reason: ${reason}`);
    const error = toGatewayError(thrown);
    expect(error).toMatchObject({ code: 'Network.NotSent', effect: 'none' });
    expect(error.cause).toBe(thrown);
  });
});

describe('Nobody knows what was done', () => {
  const unknown = { effect: 'unknown', hint: unknownHint, requestId: undefined };

  test.each<[string, RequestListener, string]>([
    ['where the connection breaks before the answer', (request) => request.socket.destroy(), 'Network.Lost'],
    [
      'where the connection breaks within the answer',
      (request, response) => {
        response.writeHead(200);
        response.write('{"Response":', () => request.socket.destroy());
      },
      'Network.Lost',
    ],
    ['where the answer is no JSON', (_, response) => response.end('<html>'), 'Network.Unreadable'],
    [
      'where the answer is a text about certificates',
      (_, response) => response.end('certificate required'),
      'Network.Unreadable',
    ],
    [
      'where the answer cannot be unpacked',
      (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('{"Response":'),
      'Network.Unreadable',
    ],
    ['where the answer has no Response', (_, response) => response.end('{}'), 'Network.Unreadable'],
    ['where a proxy answers', (_, response) => response.writeHead(502).end(), 'Http.502'],
  ])('%s', async (_, answer, code) => {
    expect(await failureAt(await listen(answer))).toMatchObject({ ...unknown, code });
  });

  test.each([
    ['network timeout at: https://trtc.tencentcloudapi.com/', 'Network.Timeout'],
    ['request to https://trtc.tencentcloudapi.com/ failed, reason: read ECONNRESET', 'Network.Lost'],
    ['request to https://trtc.tencentcloudapi.com/ failed, reason: write EPIPE', 'Network.Lost'],
    ['request to https://trtc.tencentcloudapi.com/ failed, reason: socket hang up', 'Network.Lost'],
    ['The user aborted a request.', 'Network.Lost'],
  ])('where the client says: %s', (message, code) => {
    expect(toGatewayError(new Error(message))).toMatchObject({ ...unknown, code });
  });

  test.each(['read EHOSTUNREACH', 'write ENETUNREACH', 'read ETIMEDOUT'])(
    'where a connection that stood ends in: %s',
    (reason) => {
      const thrown = new Error(`request to https://trtc.tencentcloudapi.com/ failed, reason: ${reason}`);
      expect(toGatewayError(thrown)).toMatchObject(unknown);
    },
  );

  test.each(['a string', undefined, null, 7])('where %s is thrown', (thrown) => {
    expect(toGatewayError(thrown)).toMatchObject({ ...unknown, code: 'Network.Unreadable', cause: thrown });
  });
});

describe('The call may be made again after', () => {
  const failed = (code: string, effect: 'none' | 'unknown') =>
    new GatewayError({ code, message: '', effect, hint: '' });

  test.each([
    'RequestLimitExceeded',
    'RequestLimitExceeded.UinLimitExceeded',
    'InternalError',
    'InternalError.InternalError',
    'InternalError.HttpParseFailed',
    'ResourceInsufficient.RequestRejection',
    'Network.NotSent',
  ])('%s, and not where nobody knows what was done', (code) => {
    expect(mayRetry(failed(code, 'none'))).toBe(true);
    expect(mayRetry(failed(code, 'unknown'))).toBe(false);
  });

  test.each([
    'FailedOperation.TaskExist',
    'FailedOperation.RestrictedConcurrency',
    'InvalidParameter.StreamUrl',
    'AuthFailure.SignatureFailure',
    'UnauthorizedOperation',
    'InternalErrors',
    'Network.Timeout',
  ])('nothing like %s', (code) => expect(mayRetry(failed(code, 'none'))).toBe(false));
});
