import { createServer, type Server } from 'node:https';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { certificate } from '../../sandbox/tls/certificate.ts';
import { realProbe, stays } from './probes.ts';

let server: Server;
let asked = 0;

beforeAll(async () => {
  server = createServer({ key: certificate.key, cert: certificate.cert }, (_, response) => {
    asked += 1;
    response.end('no media');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(() => {
  server.close();
});

test('A server whose certificate nobody vouches for is asked nothing', async () => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const report = await realProbe('127.0.0.1').check(`https://127.0.0.1:${port}/a.mp4`, stays());
  expect([report.kind, asked]).toEqual(['tls', 0]);
});
