import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { createPauses } from '../../src/async/pauses.ts';
import { realRuntime } from '../../src/runtime.ts';
import { heldWaits } from '../support/waits.ts';

test('A pause that passes is over', async () => {
  const held = heldWaits();
  const { pause } = createPauses(held.wait);
  const passed = pause(7);
  expect(held.pauses()).toEqual([7]);
  await held.pass();
  expect(await passed).toBe(true);
});

test('Any number of pauses end early when the process does, those to come too, and Node warns of nothing', async () => {
  const warned = once(process, 'warning').then(([warning]) => warning);
  const { pause, stop } = createPauses(realRuntime.wait);
  const all = Array.from({ length: 100 }, () => pause(60_000));
  stop();
  expect(await Promise.all([...all, pause(60_000)])).toEqual(Array(101).fill(false));
  const none = new Promise((resolve) => setImmediate(resolve, 'none'));
  expect(await Promise.race([warned, none])).toBe('none');
});
