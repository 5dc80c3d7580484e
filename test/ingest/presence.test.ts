import { describe, expect, test } from '@jest/globals';
import type { Control } from '../../src/ingest/control.ts';
import { GatewayError, StoreUnavailable } from '../../src/ingest/errors.ts';
import { createPresence, type Sighting } from '../../src/ingest/presence.ts';
import type { Task, TaskState } from '../../src/ingest/task.ts';
import { type Course, createFakes } from '../support/fakes.ts';
import { ended, failure, live, paused, prod, states, stopping, taskIn } from '../support/samples.ts';

const unknown = { name: 'unknown', at: 4, failure } satisfies TaskState;

interface Given extends Course {
  task?: Partial<Task>;
  check?: Control['check'];
}

/** Somebody who follows the rooms of one task in this state; `note` tells at once what is to be told. */
function following(state: TaskState, { task: more = {}, check, ...course }: Given = {}) {
  const fakes = createFakes(course);
  fakes.put(taskIn(state, more));
  const asked: string[] = [];
  const presence = createPresence({
    ...fakes,
    control: {
      check: async (task) => {
        asked.push(task.handle);
        return check === undefined ? { task } : check(task);
      },
    },
  });
  const note = async (sighting: Partial<Sighting>) => {
    const own = { sdkAppIds: [prod.sdkAppId], room: 'room123', user: 'ingest-k7f2qd', byItself: false };
    await (await presence.note({ ...own, at: 5, what: 'entered', ...sighting }))();
  };
  return { ...fakes, asked, note, task: () => fakes.tasks.get('k7f2qd') };
}

describe('A start whose answer was lost', () => {
  test('has come out once its robot is in the room, and is told of once', async () => {
    const { note, news, task } = following(unknown);
    for (const at of [5, 5, 6, 7]) await note({ at });
    expect(news).toEqual([{ type: 'robot', at: 5, what: 'entered', settles: true }]);
    expect(await task()).toMatchObject({ state: unknown, robotSeen: { what: 'entered', at: 7 } });
  });

  test.each([
    [
      ['entered 5', 'left 6', 'entered 7'],
      ['entered', 'left', 'entered'],
    ],
    [['left 6', 'entered 5'], ['left']],
    [['entered 7', 'left 6', 'entered 5'], ['entered']],
    [['left 6', 'entered 6', 'left 5'], ['left']],
  ])('is told of %j as %j', async (sightings, told) => {
    const { note, news } = following(unknown);
    for (const each of sightings) {
      const [what, at] = each.split(' ');
      await note({ what: what === 'left' ? 'left' : 'entered', at: Number(at) });
    }
    expect(news).toEqual(told.map((what) => expect.objectContaining({ type: 'robot', what, settles: true })));
  });

  test('that is still waited for takes it down, and says nothing yet', async () => {
    const { note, news, task } = following({ name: 'starting', since: 1 });
    await note({});
    expect(news).toEqual([]);
    expect(await task()).toMatchObject({
      state: { name: 'starting' },
      robotSeen: { what: 'entered', at: 5 },
    });
  });
});

describe('A sighting', () => {
  test.each<[what: string, sighting: Partial<Sighting>]>([
    ['of somebody else', { user: 'viewer-jane' }],
    ['of a robot that only looks like it', { user: 'ingest-k7f2qd ' }],
    ['in another room', { room: 'room124' }],
    ['in an integer room', { room: 123 }],
    ['in another application', { sdkAppIds: [7] }],
    ['in no application', { sdkAppIds: [] }],
  ])('%s changes nothing and is not logged', async (_, sighting) => {
    const { note, done, logged } = following(unknown);
    await note(sighting);
    expect([...done, ...logged]).toEqual([]);
  });

  test.each<[room: Task['room'], told: string | number, isIt: boolean]>([
    [{ id: '123', type: 1 }, 123, true],
    [{ id: '123', type: 1 }, '123', true],
    [{ id: '007', type: 1 }, 7, true],
    [{ id: '007', type: 1 }, '7', true],
    [{ id: '123', type: 0 }, '123', true],
    [{ id: '123', type: 0 }, 123, false],
    [{ id: '007', type: 0 }, '7', false],
    [{ id: 'room123', type: 1 }, 'room123', true],
    [{ id: 'room123', type: 1 }, 123, false],
    [{ id: '1e2', type: 1 }, 100, false],
  ])('in the room of %j, told as %j, is of it: %j', async (room, told, isIt) => {
    const { note, news } = following(unknown, { task: { room } });
    await note({ room: told });
    expect(news).toHaveLength(isIt ? 1 : 0);
  });

  test('of a robot that people named counts from when the task was asked for', async () => {
    const { note, news } = following(unknown, { task: { robot: 'dj', requestedAt: 500 } });
    await note({ user: 'dj', at: 499 });
    expect(news).toEqual([]);
    await note({ user: 'dj', at: 500 });
    expect(news).toHaveLength(1);
  });

  test.each(states.filter(({ name }) => ['queued', 'ended', 'failed', 'removed'].includes(name)))(
    'of the robot of a task that is $name changes nothing',
    async (state) => {
      const { note, done } = following(state);
      for (const what of ['entered', 'left'] as const) await note({ what, at: 9 });
      expect(done).toEqual([]);
    },
  );

  test('that cannot be written down may come again', async () => {
    const error = new StoreUnavailable('The store is away.');
    const { note, news } = following(unknown, { failingPut: { number: 1, error } });
    await expect(note({})).rejects.toBe(error);
    await note({});
    expect(news).toHaveLength(1);
  });
});

describe('The robot of a running task', () => {
  const left = { what: 'left' } as const;

  test.each([live, paused])('that is seen in the room is no news ($name)', async (state) => {
    const { note, news, asked } = following(state);
    await note({});
    expect([...news, ...asked]).toEqual([]);
  });

  test.each([live, paused])(
    'that has left is asked about, and told of where it runs on ($name)',
    async (state) => {
      const { note, news, asked, task } = following(state);
      for (const at of [5, 5, 6]) await note({ ...left, at });
      expect(asked).toEqual(['k7f2qd']);
      expect(news).toEqual([{ type: 'robot', at: 5, what: 'left' }]);
      await note({ at: 8 });
      await note({ at: 9 });
      expect(news.slice(1)).toEqual([{ type: 'robot', at: 8, what: 'entered' }]);
      expect((await task())?.robotSeen).toEqual({ what: 'entered', at: 9 });
    },
  );

  test('that has left is told of where TRTC does not say whether it runs', async () => {
    const error = new GatewayError({ code: 'Network.Timeout', message: 'late', effect: 'unknown', hint: '' });
    const { note, news } = following(live, { check: () => Promise.reject(error) });
    await note(left);
    expect(news).toHaveLength(1);
  });

  test('that has left since the task is over is not told of', async () => {
    const { note, news } = following(live, { check: async () => ({ task: taskIn(ended) }) });
    await note(left);
    expect(news).toEqual([]);
  });

  test('that went by itself is asked about, and not told of', async () => {
    const { note, news, asked, task } = following(live);
    await note({ ...left, byItself: true });
    expect(asked).toHaveLength(1);
    expect(news).toEqual([]);
    expect((await task())?.robotSeen).toEqual({ what: 'left', at: 5 });
  });

  test('that is back before it could be told that it had left is not told of', async () => {
    let meanwhile = async () => {};
    const { note, news } = following(live, {
      check: async (task) => {
        await meanwhile();
        return { task };
      },
    });
    meanwhile = () => note({ at: 6 });
    await note({ ...left, at: 5 });
    expect(news).toEqual([]);
  });

  test('that leaves as somebody stops its task is neither asked about nor told of', async () => {
    const { note, news, asked } = following(stopping);
    await note(left);
    expect([...news, ...asked]).toEqual([]);
  });

  test('cannot be looked after while the store is away, which is logged', async () => {
    const { note, logged } = following(live, { check: () => Promise.reject(new StoreUnavailable('away')) });
    await note(left);
    expect(logged.filter(({ level }) => level === 'warn')).toMatchObject([{ facts: { task: 'k7f2qd' } }]);
  });
});

test('A thousand who enter at once cost two looks at the tasks', async () => {
  const fakes = createFakes();
  fakes.put(taskIn(unknown));
  let looks = 0;
  const presence = createPresence({
    ...fakes,
    tasks: {
      active: async () => {
        looks += 1;
        await new Promise((resolve) => setImmediate(resolve));
        return fakes.tasks.active();
      },
    },
    control: { check: async (task) => ({ task }) },
  });
  const viewer = (n: number): Sighting => ({
    sdkAppIds: [prod.sdkAppId],
    room: 'room123',
    user: n === 999 ? 'ingest-k7f2qd' : `viewer-${n}`,
    at: n,
    what: 'entered',
    byItself: false,
  });
  const left = await Promise.all(Array.from({ length: 1000 }, (_, n) => presence.note(viewer(n))));
  for (const each of left) await each();
  expect(looks).toBe(2);
  expect(fakes.news).toHaveLength(1);
});
