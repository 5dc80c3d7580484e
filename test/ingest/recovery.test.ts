import { describe, expect, test } from '@jest/globals';
import { StoreUnavailable } from '../../src/ingest/errors.ts';
import { recover } from '../../src/ingest/recovery.ts';
import type { Task } from '../../src/ingest/task.ts';
import { controlled, heldCall, refusal } from '../support/control-stage.ts';
import type { Course } from '../support/fakes.ts';
import { ended, live, paused, run, states, stopping, taskIn } from '../support/samples.ts';

const kept = { requestKey: 'trigger-1' };

/** What a process that died has left, with the requests that are kept. */
async function found(task: Task, requests: readonly string[] = [], course: Course = {}) {
  const stage = await controlled(task.state, course);
  stage.put(task);
  const asked: string[] = [];
  const queue = {
    has: async (id: string) => {
      asked.push(id);
      return requests.includes(id);
    },
  };
  return {
    ...stage,
    asked,
    recover: () => recover({ ...stage, queue }),
    record: () => stage.records.get('k7f2qd'),
  };
}

describe('A start that was under way when the bot died', () => {
  const queued = taskIn({ name: 'queued' }, kept);
  const starting = taskIn({ name: 'starting', since: 1 }, kept);

  test.each([
    ['is left to the queue where its request is kept', queued],
    ['is left to the queue where its request is kept, also if its call may have left', starting],
  ])('%s', async (_, task) => {
    const { recover, record, asked, told, done } = await found(task, ['trigger-1']);
    await (await recover())();
    expect(asked).toEqual(['trigger-1']);
    expect(record()).toEqual(task);
    expect([...told, ...done]).toEqual([]);
  });

  test.each([
    ['did not start where its request is gone and its call had not left', queued, 'failed'],
    ['did not start where it has no request, as in old records', taskIn({ name: 'queued' }), 'failed'],
    ['may or may not have started where its call may have left', starting, 'unknown'],
  ])('%s, and people are told', async (_, task, name) => {
    const { recover, record, told, logged } = await found(task, ['trigger-2']);
    const finish = await recover();
    expect(record()?.state).toMatchObject({ name, failure: { code: 'Bot.Restarted' } });
    expect(told).toEqual([]);
    await finish();
    expect(told).toMatchObject([{ state: { name } }]);
    expect(logged).toContainEqual({ level: 'warn', facts: { task: 'k7f2qd', was: task.state.name } });
  });
});

describe('A stop that was under way when the bot died', () => {
  test('is finished once requests can come, in the name of whoever asked', async () => {
    const { recover, record, done, told } = await found(taskIn(stopping));
    const finish = await recover();
    expect(done).toEqual([]);
    await finish();
    expect(done).toContain(`stop ${run.taskId}`);
    expect(record()?.state).toEqual({ ...ended, at: expect.any(Number) });
    expect(told).toHaveLength(1);
  });

  test('and that TRTC refuses leaves the task as it was, and the log says so', async () => {
    const { recover, record, logged } = await found(taskIn(stopping), [], {
      stop: () => Promise.reject(refusal),
    });
    await (await recover())();
    expect(record()?.state).toEqual(live);
    expect(logged).toContainEqual({ level: 'warn', facts: { task: 'k7f2qd', outcome: 'failed' } });
  });
});

test.each(
  states
    .filter(({ name }) => !['queued', 'starting', 'stopping'].includes(name))
    .map((state) => [state.name, state] as const),
)('A task that is %s is left as it is', async (_, state) => {
  const { recover, record, done } = await found(taskIn(state, kept));
  await (await recover())();
  expect(record()).toEqual(taskIn(state, kept));
  expect(done).toEqual([]);
});

test('News that were not told are told, and a stop that takes long does not hold them up', async () => {
  const held = heldCall();
  const stage = await found(taskIn(stopping), [], { stop: held.call });
  stage.put(taskIn(paused, { handle: 'm3xw9a' }));
  await stage.transitions.apply('m3xw9a', { type: 'resumed', at: 1, by: 'U0ERIN' });
  const finishing = (await stage.recover())();
  await held.begun;
  for (let turn = 0; stage.numbers('m3xw9a').length === 0 && turn < 1000; turn += 1) await Promise.resolve();
  expect(stage.numbers('m3xw9a')).toEqual([1]);
  held.answer();
  await finishing;
  expect(stage.numbers('k7f2qd')).toEqual([1]);
});

test('Where the store is away nothing is recovered, and whoever starts the bot hears of it', async () => {
  const error = new StoreUnavailable('The store is away.');
  const stage = await found(taskIn(stopping));
  stage.tasks.active = () => Promise.reject(error);
  await expect(stage.recover()).rejects.toBe(error);
});
