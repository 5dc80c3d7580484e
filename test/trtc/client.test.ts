import { describe, expect, test } from '@jest/globals';
import { Secret } from '../../src/ingest/secret.ts';
import { createTrtcClients } from '../../src/trtc/client.ts';
import { toGatewayError } from '../../src/trtc/failure.ts';
import { afterwards, credential, documented, start } from '../support/trtc-stand-in.ts';

async function clientsFor(url: string, answerSeconds?: number) {
  const clients = createTrtcClients({
    secretId: new Secret(credential.secretId),
    secretKey: new Secret(credential.secretKey),
    endpoint: new URL(url),
    ...(answerSeconds === undefined ? {} : { answerSeconds }),
  });
  afterwards(() => clients.close());
  return clients;
}

describe('The official clients', () => {
  test('give up an answer that does not come, and nobody knows what was done', async () => {
    const trtc = await start();
    trtc.fail({ kind: 'stall' });
    const client = (await clientsFor(trtc.url, 0.2)).of('ap-singapore');
    const thrown = await client.StartStreamIngest(documented).catch((error: unknown) => error);
    expect(toGatewayError(thrown)).toMatchObject({ code: 'Network.Timeout', effect: 'unknown' });
  });

  test('wait ten seconds for an answer unless told otherwise', async () => {
    const clients = await clientsFor('http://127.0.0.1:9');
    expect(clients.of('ap-tokyo').profile).toMatchObject({ httpProfile: { reqTimeout: 10 } });
  });

  test('are one for each region, which is what the API is told', async () => {
    const trtc = await start();
    const clients = await clientsFor(trtc.url);
    await clients.of('ap-tokyo').StartStreamIngest(documented);
    await clients
      .of('ap-mumbai')
      .DescribeStreamIngest({ SdkAppId: documented.SdkAppId, TaskId: 'x' })
      .catch(() => {});
    expect(trtc.calls.map((call) => call.region)).toEqual(['ap-tokyo', 'ap-mumbai']);
    expect(clients.of('ap-tokyo')).toBe(clients.of('ap-tokyo'));
  });
});
