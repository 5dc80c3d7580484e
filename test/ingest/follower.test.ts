import { describe, expect, test } from '@jest/globals';
import { StoreUnavailable } from '../../src/ingest/errors.ts';
import { createFollower, type StreamEvent } from '../../src/ingest/follower.ts';
import type { TaskState } from '../../src/ingest/task.ts';
import { type Course, createFakes } from './ports.ts';
import { ended, live, paused, run, states, stopping, taskIn } from './samples.ts';

/** A follower of a task in this state; `note` takes events of the task down and tells of them at once. */
async function following(state: TaskState = live, course: Course = {}) {
  const fakes = createFakes(course);
  fakes.put(taskIn(state));
  const follower = createFollower(fakes);
  const note = async (what: StreamEvent['what'], at: number) =>
    (await follower.note({ taskId: run.taskId, at, what }))();
  const task = () => fakes.tasks.get('k7f2qd');
  return { ...fakes, follower, note, task };
}

describe('The source of a task', () => {
  test('that TRTC restarts is said to be restarting, and to be fine again when it has started', async () => {
    const { note, news, task } = await following();
    await note('restarting', 5);
    await note('started', 6);
    expect(news).toEqual([
      { type: 'source', at: 5, source: 'restarting' },
      { type: 'source', at: 6, source: 'fine' },
    ]);
    expect(await task()).toEqual(
      taskIn(live, { source: 'fine', sourceFailures: 0, lastEventAt: 6, newsCount: 2, cardShows: 2 }),
    );
  });

  test('that starts for the first time is no news', async () => {
    const { note, news, remembered } = await following();
    await note('started', 5);
    expect([...news, ...remembered]).toEqual([]);
  });

  test('has failed after three failures in a row, and that is told once', async () => {
    const { note, news, task } = await following();
    for (const at of [5, 6]) await note('start-failed', at);
    expect(news).toEqual([]);
    for (const at of [7, 8, 9, 10]) await note('start-failed', at);
    expect(news).toEqual([{ type: 'source', at: 7, source: 'failed' }]);
    expect(await task()).toMatchObject({ source: 'failed', sourceFailures: 6 });
  });

  test('has not failed where it started in between', async () => {
    const { note, news } = await following();
    const failed = 'start-failed' as const;
    for (const [at, what] of [failed, failed, 'started' as const, failed, failed].entries())
      await note(what, at);
    expect(news).toEqual([]);
    await note(failed, 9);
    expect(news).toEqual([{ type: 'source', at: 9, source: 'failed' }]);
  });

  test.each([live, paused, stopping])('of a task that is $name is followed', async (state) => {
    const { note, told } = await following(state);
    await note('restarting', 5);
    expect(told).toMatchObject([taskIn(state, { source: 'restarting', sourceFailures: 0, lastEventAt: 5 })]);
  });
});

describe('An event', () => {
  test.each([4, 5])('of the moment %d, where one of 5 is known, says nothing', async (at) => {
    const { note, news, task } = await following();
    await note('restarting', 5);
    await note('started', at);
    expect(news).toHaveLength(1);
    expect(await task()).toMatchObject({ source: 'restarting', lastEventAt: 5 });
  });

  test('is told of when the caller says so, and is written down before', async () => {
    const { follower, task, told } = await following();
    const tell = await follower.note({ taskId: run.taskId, at: 5, what: 'restarting' });
    expect(await task()).toMatchObject({ source: 'restarting' });
    expect(told).toEqual([]);
    await tell();
    expect(told).toHaveLength(1);
  });

  test('of a task that is not known is logged and changes nothing', async () => {
    const { follower, done, logged } = await following();
    await (await follower.note({ taskId: 'another', at: 5, what: 'stopped' }))();
    expect(done).toEqual([]);
    expect(logged).toEqual([{ level: 'info', facts: { taskId: 'another', what: 'stopped' } }]);
  });

  test('that cannot be written down is not told of, and may come again', async () => {
    const error = new StoreUnavailable('The store is away.');
    const { note, news } = await following(live, { failingPut: { number: 1, error } });
    await expect(note('restarting', 5)).rejects.toBe(error);
    expect(news).toEqual([]);
    await note('restarting', 5);
    expect(news).toHaveLength(1);
  });

  test.each(['started', 'start-failed', 'restarting', 'stopped'] as const)(
    '"%s" of a task that has ended says nothing',
    async (what) => {
      const { note, news, task } = await following(ended);
      await note(what, 5);
      expect(news).toEqual([]);
      expect(await task()).toEqual(taskIn(ended));
    },
  );
});

test("An event that was signed with the key of other applications than the task's changes nothing", async () => {
  const { follower, task, logged, news } = await following();
  const event = { taskId: run.taskId, at: 5, what: 'stopped' } as const;
  await (await follower.note(event, [7]))();
  expect(news).toEqual([]);
  expect(await task()).toEqual(taskIn(live));
  expect(logged).toEqual([{ level: 'warn', facts: { task: 'k7f2qd', what: 'stopped' } }]);
  await (await follower.note(event, [7, taskIn(live).sdkAppId]))();
  expect(news).toMatchObject([{ type: 'ended' }]);
});

test('The end of a task shows as well that its events come', async () => {
  const { note, task } = await following();
  await note('stopped', 5);
  expect(await task()).toMatchObject({ state: { name: 'ended' }, lastEventAt: 5 });
});

describe('The end of a task', () => {
  const running = states.filter((state) => ['live', 'paused', 'stopping'].includes(state.name));

  test.each(running.map((state) => [state.name, state] as const))(
    'that is %s is told once, in the name of whoever asked for it',
    async (name, state) => {
      const { note, news, told, task } = await following(state);
      for (const at of [5, 5, 6]) await note('stopped', at);
      const end = name === 'stopping' ? { how: 'stopped', by: 'U0DAVE' } : { how: 'by-itself' };
      expect(news).toMatchObject([{ type: 'ended' }]);
      expect(told).toMatchObject([{ state: { name: 'ended', end } }]);
      const { untold: _, ...nothingLeft } = told[0] ?? taskIn(state);
      expect(await task()).toEqual({ ...nothingLeft, cardShows: 1 });
    },
  );

  test('is never too old', async () => {
    const { note, news } = await following();
    await note('restarting', 9);
    await note('stopped', 5);
    expect(news).toMatchObject([{ type: 'source' }, { type: 'ended' }]);
  });
});
