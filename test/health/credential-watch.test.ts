import { expect, test } from '@jest/globals';
import type { Wait } from '../../src/async/wait.ts';
import { createCredentialWatch } from '../../src/health/credential-watch.ts';
import type { Verdict } from '../../src/ingest/ports.ts';
import { untilAborted } from '../support/waits.ts';

/** A watch over a far side that says what it is told to, at a time of its own. */
function watched(ask: () => Promise<Verdict>, wait: Wait = untilAborted) {
  const world = { now: 0, asked: 0 };
  const { note, look } = createCredentialWatch({ clock: () => world.now, deadline: { ms: 2_000, wait } });
  const asked = () => {
    world.asked += 1;
    return ask();
  };
  return { world, watch: { note, look: () => look(asked) } };
}

test('The far side is asked once in 30 seconds, and one question serves all who look meanwhile', async () => {
  const { world, watch } = watched(async () => 'accepted');
  await Promise.all([watch.look(), watch.look()]);
  world.now = 29_999;
  await watch.look();
  expect(world.asked).toBe(1);
  world.now = 30_000;
  expect(await watch.look()).toEqual({ accepted: true, reachable: true });
  expect(world.asked).toBe(2);
});

test('It is not asked while ordinary calls tell', async () => {
  const { world, watch } = watched(async () => 'accepted');
  watch.note('accepted');
  world.now = 29_999;
  await watch.look();
  expect(world.asked).toBe(0);
});

test('A refusal stands from the moment that any call meets it, until a call is accepted', async () => {
  const { watch } = watched(async () => 'accepted');
  watch.note('refused');
  expect(await watch.look()).toEqual({ accepted: false, reachable: true });
  watch.note('silent');
  expect(await watch.look()).toEqual({ accepted: false, reachable: true });
  watch.note('accepted');
  expect(await watch.look()).toEqual({ accepted: true, reachable: true });
});

test.each([
  ['says nothing of them', async () => 'silent' as const],
  ['cannot be asked', () => Promise.reject(new Error('no network'))],
])('A far side that %s is not reachable, and leaves them as they were', async (_, ask) => {
  const { world, watch } = watched(ask);
  expect(await watch.look()).toEqual({ accepted: true, reachable: false });
  watch.note('refused');
  world.now = 30_000;
  expect(await watch.look()).toEqual({ accepted: false, reachable: false });
  watch.note('accepted');
  expect(await watch.look()).toEqual({ accepted: true, reachable: true });
});

test('One that gives no answer is waited for until the time is up, and not asked twice at once', async () => {
  let answer: (verdict: Verdict) => void = () => {};
  const ask = () =>
    new Promise<Verdict>((resolve) => {
      answer = resolve;
    });
  const { world, watch } = watched(ask, async () => {});
  expect(await watch.look()).toEqual({ accepted: true, reachable: false });
  world.now = 60_000;
  expect(await watch.look()).toEqual({ accepted: true, reachable: false });
  expect(world.asked).toBe(1);
  answer('refused');
  await new Promise(setImmediate);
  expect(await watch.look()).toEqual({ accepted: false, reachable: true });
});
