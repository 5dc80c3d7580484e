import { describe, expect, test } from '@jest/globals';
import { StoreUnavailable } from '../../src/ingest/errors.ts';
import type { TaskEvent } from '../../src/ingest/task.ts';
import { accepts, isNews, transition } from '../../src/ingest/task-machine.ts';
import { createFakes } from '../support/fakes.ts';
import { events, live, paused, states, taskIn } from '../support/samples.ts';

const pause: TaskEvent = { type: 'paused', at: 11, by: 'U0ERIN' };

describe('An event', () => {
  test('happens to the newest record, whatever the caller knew of it', async () => {
    const { transitions, tasks, put, logged } = createFakes();
    put(taskIn(live, { source: 'restarting', lastEventAt: 7 }));
    const changed = await transitions.apply('k7f2qd', pause);
    const state = { ...paused, pausedAt: 11, by: 'U0ERIN' };
    expect(changed).toMatchObject(taskIn(state, { source: 'restarting', lastEventAt: 7 }));
    expect(await tasks.get('k7f2qd')).toEqual(changed);
    expect(logged).toEqual([{ level: 'info', facts: { task: 'k7f2qd', event: 'paused', state } }]);
  });

  test('happens once, and tells nobody by itself', async () => {
    const { transitions, put, done, told, remembered } = createFakes();
    put(taskIn(live));
    const changes = await Promise.all([1, 2, 3].map(() => transitions.apply('k7f2qd', pause)));
    expect(changes.map((task) => task?.state.name)).toEqual(['paused', undefined, undefined]);
    expect(done).toEqual(['put paused with its thread, untold']);
    expect([...told, ...remembered]).toEqual([]);
  });

  test('cannot happen to a task that is not known', async () => {
    const { transitions, logged } = createFakes();
    expect(await transitions.apply('k7f2qd', { type: 'ended', at: 1 })).toBeUndefined();
    expect(logged).toEqual([]);
  });

  test('that cannot be written has not happened', async () => {
    const error = new StoreUnavailable('The store is away.');
    const { transitions, tasks, put, logged } = createFakes({ failingPut: { number: 1, error } });
    put(taskIn(live));
    await expect(transitions.apply('k7f2qd', { type: 'ended', at: 1 })).rejects.toBe(error);
    expect(await tasks.get('k7f2qd')).toEqual(taskIn(live));
    expect(logged).toEqual([]);
  });
});

describe('With the event', () => {
  /** Lets the event happen to the first state that it can happen to. */
  async function happened(event: TaskEvent) {
    const before = states.map((state) => taskIn(state)).find((task) => accepts(task, event));
    const fakes = createFakes();
    if (before === undefined) throw new Error(`${event.type} happens to no task`);
    fakes.put(before);
    await fakes.transitions.apply('k7f2qd', event);
    return { record: fakes.records.get('k7f2qd'), now: transition(before, event) };
  }
  const ofFollower = ['source', 'robot', 'noted'];
  const own = events
    .filter(({ type }) => !ofFollower.includes(type))
    .map((event) => [event.type, event] as const);

  test.each(own.filter(([, event]) => isNews(event)))(
    '"%s" the record says that people are to be told of it',
    async (_, event) => {
      const { record, now } = await happened(event);
      const outbox = { items: [{ n: 1, event }], nextAt: 6_000, failures: 0, since: 1_000 };
      expect(record).toEqual({ ...now, newsCount: 1, outbox });
    },
  );

  test.each(own.filter(([, event]) => !isNews(event)))('"%s" there is nothing to tell', async (_, event) => {
    const { record, now } = await happened(event);
    expect(record).toEqual(now);
  });
});

test('What only the card says is no news, and leaves the card behind until it is shown', async () => {
  const { transitions, put, records } = createFakes();
  put(taskIn(live, { unconfirmed: true, newsCount: 1, cardShows: 1 }));
  await transitions.change('k7f2qd', (task) => ({ task, event: { type: 'noted', at: 7 } }));
  const outbox = { items: [], nextAt: 6_000, failures: 0, since: 1_000 };
  expect(records.get('k7f2qd')).toEqual(
    taskIn(live, { unconfirmed: true, newsCount: 2, cardShows: 1, outbox }),
  );
});

test('A change that amounts to no event is no news, and the log does not have it', async () => {
  const { transitions, put, records, logged } = createFakes();
  put(taskIn(live));
  await transitions.change('k7f2qd', (task) => ({ task: { ...task, lastEventAt: 7 } }));
  expect(records.get('k7f2qd')).toEqual(taskIn(live, { lastEventAt: 7 }));
  expect(logged).toEqual([]);
});
