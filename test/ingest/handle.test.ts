import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createHandleOf, newHandle, robotFor } from '../../src/ingest/handle.ts';

const anyRandom = fc
  .array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 1 })
  .map((numbers) => {
    let next = 0;
    return () => numbers[next++ % numbers.length] ?? 0;
  });

test('A handle is six letters or digits that are not mistaken for one another', () => {
  fc.assert(fc.property(anyRandom, (random) => /^[a-hjkmnp-z2-9]{6}$/.test(newHandle(random))));
});

test.each([
  [0, 'aaaaaa'],
  [0.999_999_999, '999999'],
])('A random number of %d gives the handle %s', (number, handle) => {
  expect(newHandle(() => number)).toBe(handle);
});

test('Each character of a handle comes from a random number of its own', () => {
  let calls = 0;
  expect(newHandle(() => calls++ / 31)).toBe('abcdef');
});

describe('The handle of a request', () => {
  const handleOf = createHandleOf((text) => createHash('sha256').update(text).digest());

  test('is made like any other', () => {
    fc.assert(fc.property(fc.string(), (key) => /^[a-hjkmnp-z2-9]{6}$/.test(handleOf(key, 0))));
  });

  test('is the same wherever and whenever the request comes', () => {
    expect(handleOf('13345224609.738474920.8088930838d88f008e0', 0)).toBe('ez2gfx');
  });

  test('is another one at each attempt, and for each request', () => {
    const handles = [0, 1, 2].flatMap((attempt) => ['one', 'two'].map((key) => handleOf(key, attempt)));
    expect(new Set(handles).size).toBe(6);
  });
});

test('The robot of a handle may be a UserId', () => {
  expect(robotFor('k7f2qd')).toBe('ingest-k7f2qd');
  fc.assert(fc.property(anyRandom, (random) => /^[\w-]{1,32}$/.test(robotFor(newHandle(random)))));
});
