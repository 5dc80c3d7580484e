import { expect, test } from '@jest/globals';
import { createEnding, finishWithinMs } from '../src/ending.ts';

/** Resolves when everything that can go on without new events has done so. */
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A promise that is settled when it is told to. */
function promised() {
  let resolve = () => {};
  let reject = (_error: Error) => {};
  const promise = new Promise<void>((...both) => {
    [resolve, reject] = both;
  });
  return { promise, resolve, reject };
}

/** An ending whose parts are told when they are done, with all that it says and the statuses that it exits with. */
function stage() {
  const stopping = promised();
  const timeUp = promised();
  const seen = {
    stops: 0,
    said: [] as string[],
    exits: [] as number[],
    waits: [] as number[],
  };
  const ending = createEnding({
    stop() {
      seen.stops += 1;
      return stopping.promise;
    },
    say: (line) => seen.said.push(line),
    exit: (status) => seen.exits.push(status),
    wait(ms) {
      seen.waits.push(ms);
      return timeUp.promise;
    },
  });
  return { ending, seen, stopping, timeUp };
}

type Stage = ReturnType<typeof stage>;

/** What happens to the process, one after the other. */
const happenings: Record<string, (stage: Stage) => Promise<void>> = {
  starts: ({ ending }) => ending.started(Promise.resolve()),
  'fails to start': ({ ending }) => ending.started(Promise.reject(new Error('no'))),
  'is asked': async ({ ending }) => ending.asked(),
  'is broken': async ({ ending }) => ending.broken(new Error('unforeseen')),
  'is broken again': async ({ ending }) => ending.broken(new Error('worse')),
  finishes: async ({ stopping }) => stopping.resolve(),
  'cannot finish': async ({ stopping }) => stopping.reject(new Error('stuck')),
  'takes too long': async ({ timeUp }) => timeUp.resolve(),
};

const again = 'Stopped at once: asked for a second time.';

test.each<[string, { said: string[]; exits: number[]; stops?: number }]>([
  ['starts', { said: [], exits: [], stops: 0 }],
  ['starts, is asked', { said: [], exits: [] }],
  ['starts, is asked, finishes', { said: [], exits: [0] }],
  ['starts, is asked, is asked', { said: [again], exits: [1] }],
  ['is asked, finishes', { said: [], exits: [0] }],
  ['is asked, fails to start', { said: [], exits: [] }],
  ['is asked, fails to start, finishes', { said: [], exits: [0] }],
  ['starts, is asked, cannot finish', { said: ['Cannot stop in good order: stuck'], exits: [1] }],
  ['starts, is asked, is broken, finishes', { said: ['Cannot stop in good order: unforeseen'], exits: [1] }],
  [
    'starts, is asked, is broken, takes too long',
    { said: ['Cannot stop in good order: unforeseen'], exits: [1] },
  ],
  ['starts, is broken', { said: ['Cannot go on: unforeseen'], exits: [] }],
  ['starts, is broken, finishes', { said: ['Cannot go on: unforeseen'], exits: [1] }],
  ['starts, is broken, is broken again, finishes', { said: ['Cannot go on: unforeseen'], exits: [1] }],
  ['starts, is broken, cannot finish', { said: ['Cannot go on: unforeseen'], exits: [1] }],
  ['starts, is broken, takes too long', { said: ['Cannot go on: unforeseen'], exits: [1] }],
  ['starts, is broken, is asked', { said: ['Cannot go on: unforeseen', again], exits: [1] }],
  ['fails to start', { said: ['Cannot start: no'], exits: [] }],
  ['fails to start, finishes', { said: ['Cannot start: no'], exits: [1] }],
  ['fails to start, takes too long', { said: ['Cannot start: no'], exits: [1] }],
  ['is broken, finishes', { said: ['Cannot start: unforeseen'], exits: [1] }],
  ['is broken, fails to start, finishes', { said: ['Cannot start: unforeseen'], exits: [1] }],
])('A process that %s', async (course, { said, exits, stops = 1 }) => {
  const bot = stage();
  for (const happening of course.split(', ')) {
    await happenings[happening]?.(bot);
    await settled();
  }
  expect(bot.seen).toMatchObject({ said, exits, stops });
  // Whoever sends a signal says how long that may take.
  expect(bot.seen.waits).toEqual(said.some((line) => line.startsWith('Cannot')) ? [finishWithinMs] : []);
});
