import { expect, test } from '@jest/globals';
import { createPauses, createThrottle } from '../../src/async/pauses.ts';
import { heldWaits, settled } from '../support/waits.ts';

function throttled() {
  const { wait, pass, pauses } = heldWaits();
  const { pause, stop } = createPauses(wait);
  const turn = createThrottle(() => pause(250));
  const through: [string, boolean][] = [];
  const call = (name: string) => void turn().then((isLet) => through.push([name, isLet]));
  return { call, pass, pauses, stop, through };
}

test('The first is let through at once, the others in their order with a pause between them', async () => {
  const { call, pass, pauses, through } = throttled();
  for (const name of ['one', 'two', 'three']) call(name);
  await settled();
  expect(through).toEqual([['one', true]]);
  expect(pauses()).toEqual([250]);
  await pass();
  expect(through).toEqual([
    ['one', true],
    ['two', true],
  ]);
  await pass();
  expect(through.map(([name]) => name)).toEqual(['one', 'two', 'three']);
});

test('When the pauses are ended, those who wait are told that it is over', async () => {
  const { call, stop, through } = throttled();
  for (const name of ['one', 'two', 'three']) call(name);
  await settled();
  stop();
  await settled();
  expect(through).toEqual([
    ['one', true],
    ['two', false],
    ['three', false],
  ]);
});
