import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { fetchWhole, within } from '../../../src/slack/api/fetch.ts';

const undo: (() => void)[] = [];
afterEach(() => {
  for (const step of undo.splice(0)) step();
});

/** The address of a server that answers so. */
async function served(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  undo.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
}

test('An answer is read whole, and can be read again in every way', async () => {
  const url = await served((_, response) =>
    response.setHeader('Retry-After', '7').end('{"ok":true,"text":"„é“"}'),
  );
  const answer = await fetchWhole(url, { method: 'POST', body: 'a=b' });
  expect(answer).toMatchObject({ url, ok: true, status: 200, statusText: 'OK' });
  expect(await answer.json()).toEqual({ ok: true, text: '„é“' });
  expect(await answer.text()).toBe('{"ok":true,"text":"„é“"}');
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(answer.bytes);
  expect(answer.headers.get('RETRY-after')).toBe('7');
  expect(answer.headers.get('x-oauth-scopes')).toBeNull();
  expect([...answer.headers.entries()]).toContainEqual(['retry-after', '7']);
});

test.each([302, 429, 500])(
  'An answer with status %i is none that is ok, and leads nowhere else',
  async (status) => {
    let requests = 0;
    const url = await served((_, response) => {
      requests += 1;
      response.writeHead(status, { location: '/elsewhere' }).end('no');
    });
    expect(await fetchWhole(url)).toMatchObject({ ok: false, status });
    expect(requests).toBe(1);
  },
);

test.each<[string, RequestListener]>([
  ['an answer that does not come', () => {}],
  ['an answer that does not end', (_, response) => response.writeHead(200).write('{"ok":')],
])('Whoever gives up waits no longer for %s, by a signal or when the time is over', async (_, answer) => {
  const reason = new Error('Given up');
  const giveUp = new AbortController();
  const url = await served((request, response) => {
    answer(request, response);
    giveUp.abort(reason);
  });
  await expect(fetchWhole(url, { signal: giveUp.signal })).rejects.toBe(reason);
  await expect(within(30, fetchWhole)(await served(answer))).rejects.toThrow('No whole answer within 30 ms');
});

test('An answer that comes in time leaves no timer behind', async () => {
  const answer = await fetchWhole(await served((_, response) => response.end('{}')));
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
  const before = timers();
  expect(await within(60_000, async () => answer)('http://127.0.0.1:9/')).toBe(answer);
  expect(timers()).toBe(before);
});

test('Files are not sent', async () => {
  await expect(fetchWhole('http://127.0.0.1:9/', { method: 'POST', body: new FormData() })).rejects.toThrow(
    'No files',
  );
});
