// Not quick: hundreds of orders of events are tried.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createStreamEvents, type StreamEvent } from '../../src/ingest/stream-events.ts';
import type { Task } from '../../src/ingest/task.ts';
import { standingOf } from '../../src/ingest/task-source.ts';
import { createFakes } from '../support/fakes.ts';
import { live, run, taskIn } from '../support/samples.ts';

type News = Pick<StreamEvent, 'at' | 'what'>;

const whats: readonly StreamEvent['what'][] = ['started', 'start-failed', 'restarting'];

/** What becomes of a live task when these events come in this order. */
async function outcomeOf(deliveries: readonly News[]) {
  const fakes = createFakes();
  fakes.put(taskIn(live, { unconfirmed: true }));
  const streamEvents = createStreamEvents(fakes);
  for (const { at, what } of deliveries)
    await (await streamEvents.handle({ taskId: run.taskId, at, what }))();
  const told = fakes.news.flatMap((event) => (event.type === 'source' ? [event.source] : []));
  return { told, task: await fakes.tasks.get('k7f2qd'), ends: fakes.news.length - told.length };
}

/** What happened, in the order in which it happened. */
const courseOf = (what: readonly StreamEvent['what'][]) =>
  fc
    .array(fc.constantFrom(...what), { minLength: 1, maxLength: 12 })
    .map((course) => course.map((each, index): News => ({ what: each, at: index + 1 })));

/** A course, and all of its events in any order and any number of times. */
const delivered = (what: readonly StreamEvent['what'][]) =>
  courseOf(what).chain((course) =>
    fc.record({
      course: fc.constant(course),
      deliveries: fc
        .array(fc.constantFrom(...course), { maxLength: 20 })
        .chain((more) =>
          fc.shuffledSubarray([...course, ...more], { minLength: course.length + more.length }),
        ),
    }),
  );

const inOrder = (deliveries: readonly News[]) => [...deliveries].sort((a, b) => a.at - b.at);

/** What people see of a source in the end. */
function shown(task: Task | undefined) {
  const { unconfirmed, sourceFailures, lastEventAt } = task ?? {};
  return { standing: task && standingOf(task), unconfirmed, sourceFailures, lastEventAt };
}

test('Late, twice and in any order, events leave a source as they do in their own order', async () => {
  await fc.assert(
    fc.asyncProperty(delivered(whats), async ({ course, deliveries }) => {
      const { task } = await outcomeOf(deliveries);
      expect(shown(task)).toEqual(shown((await outcomeOf(course)).task));
    }),
    { numRuns: 300 },
  );
});

test('An event that comes again says nothing', async () => {
  await fc.assert(
    fc.asyncProperty(delivered(whats), async ({ deliveries }) => {
      const { told, task } = await outcomeOf(deliveries);
      const again = await outcomeOf([...deliveries, ...deliveries]);
      expect(again.told).toEqual(told);
      expect(shown(again.task)).toEqual(shown(task));
    }),
  );
});

test('In whichever order they come, a newest event that is no failure has the last word', async () => {
  await fc.assert(
    fc.asyncProperty(delivered(whats), async ({ course, deliveries }) => {
      const newest = course.at(-1);
      fc.pre(newest !== undefined && newest.what !== 'start-failed');
      const { task } = await outcomeOf(deliveries);
      expect(task?.lastEventAt).toBe(course.length);
      expect(task?.source).toBe(newest?.what === 'started' ? 'fine' : 'restarting');
    }),
  );
});

test('Each thing that is told is a change, and the last of them is how it stands', async () => {
  await fc.assert(
    fc.asyncProperty(delivered(whats), async ({ deliveries }) => {
      const { told, task } = await outcomeOf(deliveries);
      const sources = ['fine', ...told];
      expect(told.filter((source, index) => source === sources[index])).toEqual([]);
      expect(task?.source).toBe(sources.at(-1));
      expect(told.length).toBeLessThanOrEqual(new Set(deliveries.map(({ at }) => at)).size);
    }),
  );
});

test('A source has failed only if three failures follow each other among what had come', async () => {
  await fc.assert(
    fc.asyncProperty(delivered(['start-failed', 'started']), async ({ deliveries }) => {
      const { told } = await outcomeOf(deliveries);
      const threeInARow = deliveries.some((_, index) => {
        const came = inOrder(deliveries.slice(0, index + 1)).filter(
          (event, place, all) => event.at !== all[place - 1]?.at,
        );
        const lastStart = came.findLastIndex(({ what }) => what === 'started');
        return came.length - 1 - lastStart >= 3;
      });
      expect(told.includes('failed')).toBe(threeInARow);
    }),
  );
});

test('An end, wherever and however often it comes, is told once and is the end', async () => {
  await fc.assert(
    fc.asyncProperty(delivered([...whats, 'stopped']), async ({ course, deliveries }) => {
      const { task, ends } = await outcomeOf(deliveries);
      const hasEnded = course.some(({ what }) => what === 'stopped');
      expect(ends).toBe(hasEnded ? 1 : 0);
      expect(task?.state.name).toBe(hasEnded ? 'ended' : 'live');
    }),
  );
});
