import { describe, expect, test } from '@jest/globals';
import { StoreUnavailable } from '../../src/ingest/errors.ts';
import type { RobotRef } from '../../src/ingest/ports.ts';
import type { TaskState } from '../../src/ingest/task.ts';
import { controlled, heldCall, lost, refusal } from '../support/control-stage.ts';
import type { Course } from '../support/fakes.ts';
import { failure, live, paused, run, states, stopping, taskIn } from '../support/samples.ts';

const unknown = { name: 'unknown', at: 4_000, failure } as const;
const thrownOut = { name: 'removed', at: expect.any(Number), by: 'U0ERIN' };

describe('A stop of a task of which nobody knows whether it runs', () => {
  test.each([
    ['throws its robot out of the room', true],
    ['finds that it is not in the room', false],
  ])('%s, and that is written and told', async (_, roomExists) => {
    const removed = { ...thrownOut, ...(roomExists ? {} : { how: 'not-there' }) };
    const robots: RobotRef[] = [];
    const stage = await controlled(unknown, {
      removeRobot: async (robot) => {
        robots.push(robot);
        return roomExists;
      },
    });
    const result = await stage.control.stop(stage.task, 'U0ERIN');
    expect(result).toMatchObject({ kind: 'done', task: { state: removed } });
    expect(robots).toEqual([
      {
        sdkAppId: 1400000001,
        region: 'ap-singapore',
        room: { id: 'room123', type: 0 },
        robot: 'ingest-k7f2qd',
      },
    ]);
    expect(await stage.newest()).toEqual(removed);
    expect(stage.news).toMatchObject([{ type: 'removed', by: 'U0ERIN', roomExists }]);
    expect(stage.remembered).toMatchObject([
      { what: roomExists ? 'removed the robot' : 'looked for the robot, which was not there', by: 'U0ERIN' },
    ]);
    expect(stage.done.filter((line) => line.startsWith('stop'))).toEqual([]);
  });

  test.each([refusal, lost])('that TRTC answers with $code changes and tells nothing', async (error) => {
    const stage = await controlled(unknown, { removeRobot: () => Promise.reject(error) });
    const result = await stage.control.stop(stage.task, 'U0ERIN');
    expect(result).toEqual({ kind: 'failed', task: stage.task, error });
    expect(await stage.newest()).toEqual(unknown);
    expect([...stage.told, ...stage.remembered]).toEqual([]);
  });

  test('that cannot be written down can be asked for again', async () => {
    const error = new StoreUnavailable('The store is away.');
    const stage = await controlled(unknown, { failingPut: { number: 1, error } });
    await expect(stage.control.stop(stage.task, 'U0ERIN')).rejects.toBe(error);
    expect(await stage.control.stop(stage.task, 'U0ERIN')).toMatchObject({ kind: 'done' });
    expect(stage.numbers('k7f2qd')).toEqual([1]);
  });

  test('by two people is told once, in the name of who came first', async () => {
    const stage = await controlled(unknown);
    const stops = ['U0CAROL', 'U0ERIN'].map((by) => stage.control.stop(stage.task, by));
    expect((await Promise.all(stops)).map(({ kind }) => kind)).toEqual(['done', 'not-now']);
    expect(stage.news).toMatchObject([{ type: 'removed', by: 'U0CAROL' }]);
  });

  test('whose TaskId has come meanwhile stops the stream itself', async () => {
    const stage = await controlled(live);
    // What the person saw is older.
    expect(await stage.control.stop(taskIn(unknown), 'U0ERIN')).toMatchObject({
      kind: 'done',
      task: { state: { name: 'ended' } },
    });
    expect(stage.done).toContain(`stop ${run.taskId}`);
  });
});

const stopFailed = { at: 3_000, by: 'U0CAROL', code: 'UnsupportedRegion', answerLost: false };

/** A task in this state, whose stop has failed before. */
async function afterAFailedStop(state: TaskState, course?: Course) {
  const stage = await controlled(state, course);
  const task = { ...stage.task, stopFailed };
  stage.put(task);
  return { ...stage, task };
}

describe('The removal of the robot of a task whose stop failed', () => {
  test.each(
    [live, paused].flatMap((state) => [
      { ...state, there: true },
      { ...state, there: false },
    ]),
  )(
    'settles one that is $name as removed by that person (robot there: $there)',
    async ({ there, ...state }) => {
      const stage = await afterAFailedStop(state, { removeRobot: async () => there });
      const settled = { ...thrownOut, run, ...(there ? {} : { how: 'not-there' }) };
      const result = await stage.control.remove(stage.task, 'U0ERIN');
      expect(result).toMatchObject({ kind: 'done', task: { state: settled } });
      expect(await stage.newest()).toEqual(settled);
      expect(stage.done).toContain('remove ingest-k7f2qd from room123');
      expect(stage.done).not.toContain(`stop ${run.taskId}`);
      expect(stage.news).toMatchObject([{ type: 'removed', by: 'U0ERIN', roomExists: there }]);
      expect(await stage.tasks.active()).toEqual([]);
    },
  );

  test.each([live, paused])('that fails leaves one that is $name as it was', async (state) => {
    const stage = await afterAFailedStop(state, { removeRobot: () => Promise.reject(refusal) });
    expect(await stage.control.remove(stage.task, 'U0ERIN')).toEqual({
      kind: 'failed',
      task: stage.task,
      error: refusal,
    });
    expect(await stage.newest()).toEqual(state);
    expect([...stage.told, ...stage.remembered]).toEqual([]);
  });

  test('that goes wrong in the bot leaves it as it was', async () => {
    const error = new TypeError('Cannot read properties of undefined');
    const stage = await afterAFailedStop(live, { removeRobot: () => Promise.reject(error) });
    await expect(stage.control.remove(stage.task, 'U0ERIN')).rejects.toBe(error);
    expect(await stage.newest()).toEqual(live);
  });

  test('whose event of the end comes first is that person’s stop, told once', async () => {
    const held = heldCall();
    const stage = await afterAFailedStop(live, { removeRobot: () => held.call().then(() => true) });
    const result = stage.control.remove(stage.task, 'U0ERIN');
    await held.begun;
    await (await stage.streamEvents.handle({ taskId: run.taskId, at: 5, what: 'stopped' }))();
    held.answer();
    expect(await result).toMatchObject({ kind: 'done' });
    expect(await stage.newest()).toMatchObject({ name: 'ended', end: { how: 'stopped', by: 'U0ERIN' } });
    expect(stage.news).toMatchObject([{ type: 'ended' }]);
  });

  test('is not brought back by an event that comes after it', async () => {
    const stage = await afterAFailedStop(live);
    await stage.control.remove(stage.task, 'U0ERIN');
    for (const what of ['started', 'restarting', 'stopped'] as const)
      await (await stage.streamEvents.handle({ taskId: run.taskId, at: 9_000_000, what }))();
    expect(await stage.newest()).toEqual({ ...thrownOut, run });
    expect(stage.news).toHaveLength(1);
  });

  test('waits for nobody else: what is being stopped or removed already is left to whoever does it', async () => {
    const held = heldCall();
    const stage = await afterAFailedStop(live, { removeRobot: () => held.call().then(() => true) });
    const first = stage.control.remove(stage.task, 'U0ERIN');
    await held.begun;
    expect(await stage.control.remove(stage.task, 'U0CAROL')).toMatchObject({ kind: 'not-now' });
    expect(await stage.control.stop(stage.task, 'U0CAROL')).toMatchObject({ kind: 'not-now' });
    held.answer();
    expect(await first).toMatchObject({ kind: 'done' });
    expect(stage.news).toMatchObject([{ type: 'removed', by: 'U0ERIN' }]);
  });

  test('goes on with one that a fault has left stopping', async () => {
    const stage = await afterAFailedStop(stopping);
    expect(await stage.control.remove(stage.task, 'U0ERIN')).toMatchObject({ kind: 'done' });
    expect(await stage.newest()).toEqual({ ...thrownOut, run });
  });
});

test('The removal of the robot of a task whose stop never failed stops it', async () => {
  const stage = await controlled(live);
  expect(await stage.control.remove(stage.task, 'U0ERIN')).toMatchObject({ kind: 'done' });
  expect(stage.done).toContain(`stop ${run.taskId}`);
  expect(stage.done).not.toContain('remove ingest-k7f2qd from room123');
});

describe('A task of which nobody knows whether it runs', () => {
  test('is dismissed without a call, in the name of who did it', async () => {
    const stage = await controlled(unknown);
    const settled = { ...thrownOut, how: 'dismissed' };
    expect(await stage.control.dismiss(stage.task, 'U0ERIN')).toMatchObject({
      kind: 'done',
      task: { state: settled },
    });
    expect(await stage.newest()).toEqual(settled);
    expect(stage.done.filter((line) => /^(stop|remove|describe)/.test(line))).toEqual([]);
    expect(stage.news).toMatchObject([{ type: 'dismissed', by: 'U0ERIN' }]);
    expect(stage.remembered).toMatchObject([{ what: 'dismissed', by: 'U0ERIN' }]);
    expect(await stage.tasks.active()).toEqual([]);
  });

  test('is dismissed once', async () => {
    const stage = await controlled(unknown);
    const both = ['U0CAROL', 'U0ERIN'].map((by) => stage.control.dismiss(stage.task, by));
    expect((await Promise.all(both)).map(({ kind }) => kind)).toEqual(['done', 'not-now']);
    expect(stage.news).toMatchObject([{ type: 'dismissed', by: 'U0CAROL' }]);
  });
});

test.each(states.filter(({ name }) => name !== 'unknown').map((state) => [state.name, state] as const))(
  'A task that is %s is not dismissed',
  async (_, state) => {
    const stage = await controlled(state);
    expect(await stage.control.dismiss(taskIn(unknown), 'U0ERIN')).toEqual({
      kind: 'not-now',
      task: taskIn(state),
    });
    expect(await stage.newest()).toEqual(state);
  },
);
