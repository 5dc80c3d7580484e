import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type SourceBodies, sourceBodies } from './source-bodies.ts';

let bodies: SourceBodies;

beforeAll(async () => {
  bodies = await sourceBodies();
}, 60_000);

afterAll(() => bodies.stop());

/** The same cases every time: `npm run fuzz` makes new ones, and many more. */
test('No body that a server answers a check with does harm', async () => {
  for (const each of bodies.subjects) expect(await each.check({ numRuns: 150, seed: 1 })).toBeUndefined();
}, 120_000);
