import { expect, test } from '@jest/globals';
import { withDeadline } from '../../src/async/deadline.ts';
import { heldWaits, settled } from '../support/waits.ts';

const never = () => new Promise<never>(() => {});

test('Work that comes in time gives its own, and the wait is ended', async () => {
  const { wait, pauses } = heldWaits();
  const signals: AbortSignal[] = [];
  const watched: typeof wait = (ms, signal) => {
    signals.push(signal);
    return wait(ms, signal);
  };
  const deadline = { ms: 2_000, wait: watched };
  expect(await withDeadline(Promise.resolve('done'), deadline, () => 'late')).toBe('done');
  expect(pauses()).toEqual([2_000]);
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
});

test.each([
  ['gives', () => 'late', 'late'],
  ['is given by a promise', async () => 'late', 'late'],
])('Work that does not is waited for no longer than that: what is late %s', async (_, late, expected) => {
  const { wait, pass } = heldWaits();
  const result = withDeadline<string>(never(), { ms: 2_000, wait }, late);
  await pass();
  expect(await result).toBe(expected);
});

test('What the work throws comes through, and so does what is thrown for being late', async () => {
  const { wait, pass } = heldWaits();
  const error = new Error('no');
  await expect(withDeadline(Promise.reject(error), { ms: 1, wait }, never)).rejects.toBe(error);
  const late = withDeadline(never(), { ms: 1, wait }, () => Promise.reject(error));
  const failed = expect(late).rejects.toBe(error);
  await pass();
  await failed;
});

test('Work that fails when nobody waits for it any more disturbs nobody', async () => {
  const { wait, pass } = heldWaits();
  let fail = (_: Error) => {};
  const work = new Promise<string>((_, reject) => {
    fail = reject;
  });
  const result = withDeadline(work, { ms: 1, wait }, () => 'late');
  await pass();
  expect(await result).toBe('late');
  fail(new Error('too late'));
  await settled();
});
