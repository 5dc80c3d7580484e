import { expect, test } from '@jest/globals';
import { createInFlight } from '../../src/async/in-flight.ts';

/** Work that ends when it is told to. */
function work(): { done: Promise<void>; end: () => void } {
  let end = () => {};
  const done = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { done, end };
}

/** Resolves when everything that can go on without new events has done so. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

function watched(promise: Promise<void>): { ended: boolean } {
  const state = { ended: false };
  void promise.then(() => {
    state.ended = true;
  });
  return state;
}

test('Nothing under way is drained at once', async () => {
  await createInFlight().drained();
});

test('It is drained when all work has ended', async () => {
  const inFlight = createInFlight();
  const [first, second] = [work(), work()];
  inFlight.add(first.done);
  inFlight.add(second.done);
  const drained = watched(inFlight.drained());
  first.end();
  await settled();
  expect(drained.ended).toBe(false);
  second.end();
  await settled();
  expect(drained.ended).toBe(true);
});

test('Work that was added meanwhile is waited for too', async () => {
  const inFlight = createInFlight();
  const [first, late] = [work(), work()];
  inFlight.add(first.done);
  const drained = watched(inFlight.drained());
  inFlight.add(late.done);
  first.end();
  await settled();
  expect(drained.ended).toBe(false);
  late.end();
  await settled();
  expect(drained.ended).toBe(true);
});

test('Work that has ended is not waited for again', async () => {
  const inFlight = createInFlight();
  inFlight.add(Promise.resolve());
  await inFlight.drained();
  await inFlight.drained();
});

test('What is rejected meanwhile is thrown when the rest has ended', async () => {
  const inFlight = createInFlight();
  const last = work();
  inFlight.add(Promise.reject(new Error('unforeseen')));
  inFlight.add(last.done);
  let failure: unknown;
  const drained = inFlight.drained().catch((error) => {
    failure = error;
  });
  await settled();
  expect(failure).toBeUndefined();
  last.end();
  await drained;
  expect(failure).toEqual(new Error('unforeseen'));
});

test('Whoever waits for fewer to be under way goes on when one of them has ended', async () => {
  const inFlight = createInFlight();
  await inFlight.below(1);
  const [first, second] = [work(), work()];
  inFlight.add(first.done);
  inFlight.add(second.done);
  let isBelow = false;
  const below = inFlight.below(2).then(() => {
    isBelow = true;
  });
  await settled();
  expect(isBelow).toBe(false);
  second.end();
  await below;
  first.end();
  await inFlight.drained();
});
