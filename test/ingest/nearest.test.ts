import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { nearest } from '../../src/ingest/nearest.ts';

const candidates = ['start', 'list', 'room', 'room-type', 'max-duration', 'user', 'user-sig'];

test.each([
  ['strat', 'start'],
  ['stat', 'start'],
  ['rooms', 'room'],
  ['roomtype', 'room-type'],
  ['max', 'max-duration'],
  ['maxduration', 'max-duration'],
  ['usersig', 'user-sig'],
])('Who types %s is likely to mean %s', (typed, meant) => {
  expect(nearest(typed, candidates)).toBe(meant);
});

test.each(['xyzzy', 'q', '', 'something-else-altogether'])('Nobody knows what %j means', (typed) => {
  expect(nearest(typed, candidates)).toBeUndefined();
});

test('What is known is nearest to itself', () => {
  fc.assert(fc.property(fc.constantFrom(...candidates), (known) => nearest(known, candidates) === known));
});
