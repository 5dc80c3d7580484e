import { expect, test } from '@jest/globals';
import { WebAPIRateLimitedError } from '@slack/web-api';
import { Interrupted, StoreUnavailable, TooLate } from '../../../src/ingest/errors.ts';
import type { SharedPace } from '../../../src/ingest/storage-ports.ts';
import { createPace, PaceTooSlow, type Rank, slackPace } from '../../../src/slack/api/pace.ts';
import { localPace } from '../../../src/storage/local/pace.ts';
import { settled } from '../../support/waits.ts';

const { intervalMs, burst } = slackPace.post;

/** A clock that goes on when the test says so, and what has left by then. */
function stage(shared: (clock: () => number) => SharedPace = localPace) {
  let now = 1_000_000;
  const begun = now;
  const clock = () => now;
  const pauses: { at: number; end: () => void }[] = [];
  const pause = (ms: number) => new Promise<void>((end) => pauses.push({ at: now + ms, end }));
  const its = shared(clock);
  const instance = () => createPace({ shared: its, limits: slackPace, clock, pause });
  const pace = instance();
  const left: [string, number][] = [];
  const told: [string, number][] = [];
  const gone: [string, unknown][] = [];

  return {
    ...{ pace, instance, left, told, gone, clock },
    /** Posts into a channel, when it is its turn. */
    post(
      name: string,
      channel = 'C1',
      rank: Rank = 'other',
      more: { until?: number; by?: typeof pace } = {},
    ) {
      const { by = pace, ...turn } = more;
      const waiting = (ms: number) => void told.push([name, ms]);
      void by
        .post(channel, rank, { ...turn, waiting }, async () => void left.push([name, now - begun]))
        .catch((error: unknown) => gone.push([name, error]));
    },
    async pass(ms: number) {
      await settled();
      const end = now + ms;
      for (;;) {
        const next = pauses.toSorted((a, b) => a.at - b.at)[0];
        if (next === undefined || next.at > end) break;
        now = Math.max(now, next.at);
        pauses.splice(pauses.indexOf(next), 1);
        next.end();
        await settled();
      }
      now = end;
      await settled();
    },
  };
}

const names = (left: readonly [string, number][]) => left.map(([name]) => name);
const numbered = (count: number, prefix = '') => Array.from({ length: count }, (_, n) => `${prefix}${n}`);

test('Ten messages leave at once, and then one at a time, in the order in which they came', async () => {
  const { post, pass, left } = stage();
  for (const name of numbered(13)) post(name);
  await pass(60_000);
  expect(names(left)).toEqual(numbered(13));
  expect(left.map(([, at]) => at)).toEqual([
    ...Array(burst).fill(0),
    intervalMs,
    2 * intervalMs,
    3 * intervalMs,
  ]);
});

test('Whoever comes after a quiet time finds ten again', async () => {
  const { post, pass, left } = stage();
  for (const name of numbered(10)) post(name);
  await pass(20_000);
  for (const name of numbered(10, 'later ')) post(name);
  await pass(0);
  expect(left).toHaveLength(20);
});

test('Cards go before everything else that waits, and behind the cards before them', async () => {
  const { post, pass, left } = stage();
  for (const name of numbered(burst)) post(name);
  await pass(0);
  for (const name of ['reply 1', 'reply 2']) post(name);
  for (const name of ['card 1', 'card 2']) post(name, 'C1', 'card');
  await pass(60_000);
  expect(names(left).slice(burst)).toEqual(['card 1', 'card 2', 'reply 1', 'reply 2']);
});

test('A channel that is full, or that Slack holds up, holds up no other, nor edits', async () => {
  const { pace, post, pass, left } = stage();
  for (const name of numbered(30)) post(name, 'C1');
  void pace.post('C2', 'other', {}, async () => {
    throw new WebAPIRateLimitedError(30);
  });
  await pass(0);
  post('elsewhere', 'C3');
  void pace.edit(async () => void left.push(['edit', 0]));
  void pace.read(async () => void left.push(['read', 0]));
  await pass(0);
  expect(names(left).slice(burst)).toEqual(['elsewhere', 'edit', 'read']);
});

test.each([1, 30])(
  'Whoever Slack tells to wait %d s leaves right after that, before those behind',
  async (seconds) => {
    const { pace, post, pass, left, clock } = stage();
    const begun = clock();
    let refusals = 1;
    void pace.post('C1', 'other', {}, async () => {
      if (refusals-- > 0) throw new WebAPIRateLimitedError(seconds);
      left.push(['refused', clock() - begun]);
    });
    await pass(0);
    post('behind');
    await pass(seconds * 1000 + 60_000);
    expect(left).toEqual([
      ['refused', seconds * 1000],
      ['behind', seconds * 1000 + intervalMs],
    ]);
  },
);

test('A Slack that takes no two at once gets one at a time after its first refusal', async () => {
  const { pace, pass, clock } = stage();
  let lastAt = Number.NEGATIVE_INFINITY;
  const taken: number[] = [];
  let refused = 0;
  for (let n = 0; n < 20; n += 1)
    void pace.post('C1', 'card', {}, async () => {
      if (clock() - lastAt < 1_000) {
        refused += 1;
        throw new WebAPIRateLimitedError(1);
      }
      lastAt = clock();
      taken.push(clock());
    });
  await pass(60_000);
  expect(taken).toHaveLength(20);
  expect(refused).toBeLessThan(burst);
  expect((taken.at(-1) ?? 0) - (taken[0] ?? 0)).toBeLessThan(19_000 * 1.25);
});

test('Whoever waits for more than three seconds is told once for how long', async () => {
  const { post, pass, told } = stage();
  for (const name of numbered(burst + 6)) post(name);
  await pass(60_000);
  expect(told).toEqual([
    ['12', 3 * intervalMs],
    ['13', 4 * intervalMs],
    ['14', 5 * intervalMs],
    ['15', 6 * intervalMs],
  ]);
});

test('Whoever has not so much time is sent away at once, and the others move up', async () => {
  const { post, pass, left, gone, clock } = stage();
  for (const name of numbered(burst + 1)) post(name);
  post('impatient', 'C1', 'other', { until: clock() + 1_500 });
  post('patient', 'C1', 'other', { until: clock() + 2 * intervalMs });
  await pass(0);
  expect(gone).toEqual([['impatient', expect.any(PaceTooSlow)]]);
  await pass(60_000);
  expect(left.at(-1)).toEqual(['patient', 2 * intervalMs]);
});

test('What is asked right before it leaves can keep it from leaving', async () => {
  const { pace, left } = stage();
  const sending = () => Promise.reject(new TooLate());
  const posted = pace.post('C1', 'card', { sending }, async () => void left.push(['x', 0]));
  await expect(posted).rejects.toThrow(TooLate);
  expect(left).toEqual([]);
});

test('A process that ends lets go what leaves within five seconds, and keeps the rest', async () => {
  const { pace, post, pass, left, gone } = stage();
  for (const name of numbered(burst + 8)) post(name);
  await pass(0);
  pace.stop();
  post('late');
  await pass(60_000);
  expect(names(left)).toEqual(numbered(burst + 4));
  expect(gone.map(([name, error]) => [name, error instanceof Interrupted])).toEqual(
    [
      ...numbered(8)
        .slice(4)
        .map((n) => String(Number(n) + burst)),
      'late',
    ].map((name) => [name, true]),
  );
});

test('Instances that share a store keep the pace together', async () => {
  const { instance, post, pass, left } = stage();
  const [one, other] = [instance(), instance()];
  for (const name of numbered(10, 'a')) post(name, 'C1', 'other', { by: one });
  for (const name of numbered(10, 'b')) post(name, 'C1', 'other', { by: other });
  await pass(0);
  expect(left).toHaveLength(burst);
  await pass(10 * intervalMs + 1_000);
  expect(left).toHaveLength(20);
});

test('While the store is away, messages leave one at a time', async () => {
  const away = () => Promise.reject(new StoreUnavailable('The store is away.'));
  const { post, pass, left } = stage(() => ({ take: away, hold: away }));
  for (const name of numbered(3)) post(name);
  await pass(60_000);
  expect(left.map(([, at]) => at)).toEqual([intervalMs, 2 * intervalMs, 3 * intervalMs]);
});
