import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type MediaServer, startMediaServer } from '../support/media-server.ts';
import { realProbe, stays } from './probes.ts';
import { summaryOf } from './summary.ts';

let server: MediaServer;

beforeAll(async () => {
  server = await startMediaServer();
});

afterAll(() => server.close());

/** A source that answers once it is let, and resolves when somebody asks for it. */
function held(path: string): { asked: Promise<void>; let: () => void; times: () => number } {
  const answers: (() => void)[] = [];
  const asked = new Promise<void>((resolve) => {
    server.add(path, (_, response) => {
      answers.push(() => void response.writeHead(404).end());
      resolve();
    });
  });
  const times = () => server.requests.filter((request) => request.path === path).length;
  return { asked, let: () => answers.splice(0).forEach((answer) => void answer()), times };
}

test('Whoever leaves a look that others joined ends it for nobody but themselves', async () => {
  const source = held('/left.mp4');
  const probe = realProbe('127.0.0.1');
  const first = new AbortController();
  const leaves = probe.check(`${server.origin}/left.mp4`, { signal: first.signal });
  const remains = probe.check(`${server.origin}/left.mp4`, stays());
  await source.asked;
  first.abort();
  expect(summaryOf(await leaves)).toBe('not-checked stopped');
  source.let();
  expect([summaryOf(await remains), source.times()]).toEqual(['status 404', 1]);
});

test('Once all have left a look it ends, and the next who asks begins a new one', async () => {
  const source = held('/all-left.mp4');
  const probe = realProbe('127.0.0.1');
  const [first, second] = [new AbortController(), new AbortController()];
  const reports = [first, second].map(({ signal }) =>
    probe.check(`${server.origin}/all-left.mp4`, { signal }),
  );
  await source.asked;
  first.abort();
  second.abort();
  const anew = probe.check(`${server.origin}/all-left.mp4`, stays());
  expect((await Promise.all(reports)).map(summaryOf)).toEqual(['not-checked stopped', 'not-checked stopped']);
  await new Promise<void>((resolve) => {
    server.add('/all-left.mp4', (_, response) => void response.writeHead(404).end(() => resolve()));
    source.let();
  });
  source.let();
  expect(summaryOf(await anew)).toBe('status 404');
});

test('Who has left before the look begins asks for nothing', async () => {
  const source = held('/gone.mp4');
  const report = await realProbe('127.0.0.1').check(`${server.origin}/gone.mp4`, {
    signal: AbortSignal.abort(),
  });
  expect([summaryOf(report), source.times()]).toEqual(['not-checked stopped', 0]);
});

test('A start does not wait for the turn of what the bot wants to know of the same source', async () => {
  const [busy, same, other] = [held('/busy.mp4'), held('/same.mp4'), held('/other.mp4')];
  const probe = realProbe('127.0.0.1', { atATime: 1 });
  const check = (path: string, by: 'start' | 'person' | 'bot') =>
    probe.check(`${server.origin}${path}`, { ...stays(), withinMs: 3_000, by });
  const reports = [check('/busy.mp4', 'bot'), check('/same.mp4', 'bot'), check('/other.mp4', 'person')];
  const start = check('/same.mp4', 'start');
  await busy.asked;
  busy.let();
  await same.asked;
  expect(other.times()).toBe(0);
  same.let();
  expect(summaryOf(await start)).toBe('status 404');
  server.add('/same.mp4', (_, response) => void response.writeHead(404).end());
  await other.asked;
  other.let();
  same.let();
  await Promise.all(reports);
});
