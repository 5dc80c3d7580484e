import { expect, test } from '@jest/globals';
import { createIntervalLoop } from '../../src/async/interval-loop.ts';
import { heldCall } from '../support/control-stage.ts';
import { heldWaits, settled } from '../support/waits.ts';

test('The work is done at once, and again after each pause', async () => {
  const { wait, pass, pauses } = heldWaits();
  let done = 0;
  const work = async () => {
    done += 1;
  };
  const rounds = createIntervalLoop(work, 5_000, wait);
  rounds.start();
  await settled();
  expect([done, pauses()]).toEqual([1, [5_000]]);
  await pass();
  await pass();
  expect([done, pauses()]).toEqual([3, [5_000]]);
  await rounds.stop();
  await settled();
  expect(done).toBe(3);
});

test('A pause begins when the work is done', async () => {
  const { wait, pauses } = heldWaits();
  const work = heldCall();
  const rounds = createIntervalLoop(work.call, 5_000, wait);
  rounds.start();
  await work.begun;
  expect(pauses()).toEqual([]);
  work.answer();
  await settled();
  expect(pauses()).toEqual([5_000]);
  await rounds.stop();
});

test('The end waits for the work that is under way, and no more is begun', async () => {
  const { wait, pass } = heldWaits();
  const work = heldCall();
  let begun = 0;
  const rounds = createIntervalLoop(
    () => {
      begun += 1;
      return work.call();
    },
    5_000,
    wait,
  );
  rounds.start();
  await work.begun;
  const order: string[] = [];
  const stopped = rounds.stop().then(() => order.push('stopped'));
  await settled();
  order.push('answered');
  work.answer();
  await stopped;
  await pass();
  expect(order).toEqual(['answered', 'stopped']);
  expect(begun).toBe(1);
});

test('What was never begun can be ended', async () => {
  const rounds = createIntervalLoop(() => Promise.reject(new Error('it was begun')), 5_000, heldWaits().wait);
  await expect(rounds.stop()).resolves.toBeUndefined();
});
