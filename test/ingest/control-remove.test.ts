import { describe, expect, test } from '@jest/globals';
import { StoreUnavailable } from '../../src/ingest/errors.ts';
import type { RobotRef } from '../../src/ingest/ports.ts';
import { controlled, lost, refusal } from './control-stage.ts';
import { failure, live, run, taskIn } from './samples.ts';

const unknown = { name: 'unknown', at: 4_000, failure } as const;
const removed = { name: 'removed', at: expect.any(Number), by: 'U0ERIN' };

describe('A stop of a task of which nobody knows whether it runs', () => {
  test.each([
    ['throws its robot out of the room', true],
    ['finds that nobody is in the room', false],
  ])('%s, and that is written and told', async (_, roomExists) => {
    const robots: RobotRef[] = [];
    const stage = await controlled(unknown, {
      removeRobot: async (robot) => {
        robots.push(robot);
        return roomExists;
      },
    });
    const result = await stage.control.stop(stage.task, 'U0ERIN');
    expect(result).toMatchObject({ outcome: 'done', task: { state: removed } });
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
    expect(stage.remembered).toMatchObject([{ what: 'removed the robot', by: 'U0ERIN' }]);
    expect(stage.done.filter((line) => line.startsWith('stop'))).toEqual([]);
  });

  test.each([refusal, lost])('that TRTC answers with $code changes and tells nothing', async (error) => {
    const stage = await controlled(unknown, { removeRobot: () => Promise.reject(error) });
    const result = await stage.control.stop(stage.task, 'U0ERIN');
    expect(result).toEqual({ outcome: 'failed', task: stage.task, error });
    expect(await stage.newest()).toEqual(unknown);
    expect([...stage.told, ...stage.remembered]).toEqual([]);
  });

  test('that cannot be written down can be asked for again', async () => {
    const error = new StoreUnavailable('The store is away.');
    const stage = await controlled(unknown, { failingPut: { number: 1, error } });
    await expect(stage.control.stop(stage.task, 'U0ERIN')).rejects.toBe(error);
    expect(await stage.control.stop(stage.task, 'U0ERIN')).toMatchObject({ outcome: 'done' });
    expect(stage.numbers('k7f2qd')).toEqual([1]);
  });

  test('by two people is told once, in the name of who came first', async () => {
    const stage = await controlled(unknown);
    const stops = ['U0CAROL', 'U0ERIN'].map((by) => stage.control.stop(stage.task, by));
    expect((await Promise.all(stops)).map(({ outcome }) => outcome)).toEqual(['done', 'not-now']);
    expect(stage.news).toMatchObject([{ type: 'removed', by: 'U0CAROL' }]);
  });

  test('whose TaskId has come meanwhile stops the stream itself', async () => {
    const stage = await controlled(live);
    // What the person saw is older.
    expect(await stage.control.stop(taskIn(unknown), 'U0ERIN')).toMatchObject({
      outcome: 'done',
      task: { state: { name: 'ended' } },
    });
    expect(stage.done).toContain(`stop ${run.taskId}`);
  });
});
