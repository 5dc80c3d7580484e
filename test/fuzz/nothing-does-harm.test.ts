import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pureSubjects } from './pure.ts';
import { type RouteAlone, routeAlone } from './route.ts';
import { wholeBot } from './whole.ts';

/** The same cases every time: `npm run fuzz` makes new ones, and many more. */
const seed = 1;
const generous = 120_000;

describe('Nothing that comes in does harm where it is read and shown:', () => {
  test.each(pureSubjects.map((subject) => [subject.name, subject] as const))(
    '%s',
    async (_, subject) => {
      expect(await subject.check({ numRuns: 200, seed })).toBeUndefined();
    },
    generous,
  );
});

describe('Nothing that comes in does harm at the route of events:', () => {
  let route: RouteAlone;
  beforeAll(async () => {
    route = await routeAlone();
  });
  afterAll(() => route.stop());

  test(
    "TRTC's callbacks",
    async () => {
      for (const subject of route.subjects) {
        expect(await subject.check({ numRuns: 200, seed })).toBeUndefined();
      }
    },
    generous,
  );
});

describe('Nothing that comes in does harm to the whole bot:', () => {
  const { subjects, stop } = wholeBot();

  test.each(subjects.map((subject) => [subject.name, subject] as const))(
    '%s',
    async (_, subject) => {
      expect(await subject.check({ numRuns: 40, seed })).toBeUndefined();
    },
    generous,
  );

  test('and nothing was wrong that came late', stop, generous);
});
