import { describe, expect, test } from '@jest/globals';
import { NotStarted, TooLate } from '../../src/ingest/errors.ts';
import { createTaskStarter, lateMs, type StartOrder } from '../../src/ingest/start-task.ts';
import type { Task, TaskState } from '../../src/ingest/task.ts';
import { type Course, createFakes } from '../support/fakes.ts';
import { draft, failure, request, states, taskIn } from '../support/samples.ts';

const order: StartOrder = {
  request,
  draft,
  requestedBy: 'U0ALICE',
  requestedAt: 900,
  channel: 'C0LIVE',
  requestKey: 'trigger-1',
};
const askedLongAgo = { ...order, requestedAt: -lateMs };

/** What a start finds that a process has left in this state. */
async function left(state: TaskState, more: Partial<Task> = {}, course: Course = {}) {
  const fakes = createFakes({ handleOf: () => 'k7f2qd', ...course });
  fakes.put(taskIn(state, { requestKey: 'trigger-1', ...more }));
  const starter = createTaskStarter(fakes);
  return { ...fakes, starter, record: () => fakes.records.get('k7f2qd') };
}

/** As before its card was posted, or before that was written down. */
async function leftWithoutCard(state: TaskState, course: Course = {}) {
  const stage = await left(state, {}, course);
  const { thread: _, ...task } = taskIn(state, { requestKey: 'trigger-1' });
  stage.put(task);
  return stage;
}

describe('A start that is taken up again', () => {
  test('before its card was posted is called, with the card looked for before it is posted', async () => {
    const { starter, done, calls, record } = await leftWithoutCard({ name: 'queued' });
    expect(await starter.start(order)).toMatchObject({ kind: 'settled' });
    expect(done.slice(0, 3)).toEqual(['announce again', 'call', 'put starting with its thread']);
    expect(calls).toHaveLength(1);
    expect(record()).toMatchObject({ robot: 'ingest-k7f2qd', state: { name: 'live' } });
  });

  test('before its call left is called, under the card that it has', async () => {
    const thread = { channel: 'C0LIVE', ts: '1699999999.000100' };
    const { starter, done, calls, record } = await left({ name: 'queued' }, { thread });
    expect(await starter.start(order)).toMatchObject({ kind: 'settled' });
    expect(done.filter((line) => line.startsWith('announce'))).toEqual([]);
    expect(calls).toHaveLength(1);
    expect(record()).toMatchObject({ thread, state: { name: 'live' } });
  });

  test('after its call may have left is not called: people are told that nobody knows', async () => {
    for (const asked of [order, askedLongAgo]) {
      const { starter, calls, news, record } = await left({ name: 'starting', since: 1 });
      expect(await starter.start(asked)).toMatchObject({
        kind: 'settled',
        task: { state: { name: 'unknown' } },
      });
      expect(calls).toEqual([]);
      expect(news).toMatchObject([{ type: 'lost', failure: { code: 'Bot.Restarted' } }]);
      expect(record()?.state.name).toBe('unknown');
    }
  });

  test.each(
    states
      .filter(({ name }) => name !== 'queued' && name !== 'starting')
      .map((state) => [state.name, state] as const),
  )('and is %s is left alone', async (_, state) => {
    for (const asked of [order, askedLongAgo]) {
      const { starter, done, record } = await left(state);
      expect(await starter.start(asked)).toEqual({ kind: 'duplicate' });
      expect(done).toEqual([]);
      expect(record()?.state).toEqual(state);
    }
  });

  test('and failed before it had a thread says why', async () => {
    const { starter, done } = await leftWithoutCard({ name: 'failed', at: 1, failure });
    await expect(starter.start(order)).rejects.toEqual(new NotStarted(failure));
    expect(done).toEqual([]);
  });

  test('by two at once is called once and told once, in one thread', async () => {
    const { starter, done, numbers, records } = await leftWithoutCard({ name: 'queued' });
    const answers = await Promise.all([starter.start(order), starter.start(order)]);
    expect(answers.map(({ kind }) => kind).toSorted()).toEqual(['duplicate', 'settled']);
    expect(done.filter((line) => line === 'request leaves')).toHaveLength(1);
    expect(numbers('k7f2qd')).toEqual([1]);
    expect([...records.values()]).toMatchObject([{ state: { name: 'live' } }]);
  });

  test('and that somebody else has settled meanwhile does not leave', async () => {
    const stage = await left(
      { name: 'queued' },
      {},
      {
        start: async (_, logger) => {
          await stage.transitions.apply('k7f2qd', { type: 'failed', at: 1, failure });
          await logger.sending();
          throw new Error('it left');
        },
      },
    );
    expect(await stage.starter.start(order)).toEqual({ kind: 'duplicate' });
    expect(stage.done).not.toContain('request leaves');
    expect(stage.record()?.state).toEqual({ name: 'failed', at: 1, failure });
  });
});

test('A start whose call another one has sent meanwhile is left to that', async () => {
  const stage = await left(
    { name: 'queued' },
    {},
    {
      start: async (_, logger) => {
        await stage.transitions.apply('k7f2qd', { type: 'sending', at: 1 });
        await logger.sending();
        throw new Error('it left');
      },
    },
  );
  expect(await stage.starter.start(order)).toEqual({ kind: 'duplicate' });
  expect(stage.record()?.state).toEqual({ name: 'starting', since: 1 });
  expect(stage.told).toEqual([]);
});

describe('A start that comes for the first time from two at once', () => {
  test('is one task', async () => {
    const fakes = createFakes();
    const starter = createTaskStarter(fakes);
    const answers = await Promise.all([starter.start(order), starter.start(order)]);
    expect(answers.map(({ kind }) => kind).toSorted()).toEqual(['duplicate', 'settled']);
    expect(fakes.records.size).toBe(1);
    expect(fakes.done.filter((line) => line === 'request leaves')).toHaveLength(1);
  });
});

describe('A start that was asked for more than ten minutes ago', () => {
  test('is not begun, and nothing is kept of it', async () => {
    const fakes = createFakes();
    await expect(createTaskStarter(fakes).start(askedLongAgo)).rejects.toThrow(TooLate);
    expect(fakes.done).toEqual([]);
  });

  test('and has no card has failed, and whoever asked is told', async () => {
    const { starter, calls, record, done } = await leftWithoutCard({ name: 'queued' });
    await expect(starter.start(askedLongAgo)).rejects.toThrow(TooLate);
    expect(record()?.state).toMatchObject({ name: 'failed', failure: { code: 'Bot.TooLate' } });
    expect([...calls, ...done.filter((line) => line.startsWith('announce'))]).toEqual([]);
  });

  test('and has a card has failed, and its thread is told', async () => {
    const { starter, calls, news } = await left({ name: 'queued' });
    expect(await starter.start(askedLongAgo)).toMatchObject({
      kind: 'settled',
      task: { state: { name: 'failed' } },
    });
    expect(news).toMatchObject([{ type: 'failed', failure: { code: 'Bot.TooLate' } }]);
    expect(calls).toEqual([]);
  });

  test('is one that was asked for ten minutes ago and is not late', async () => {
    const fakes = createFakes();
    const starter = createTaskStarter({ ...fakes, clock: () => lateMs });
    expect(await starter.start({ ...order, requestedAt: 0 })).toMatchObject({ kind: 'settled' });
    await expect(starter.start({ ...order, requestKey: 'trigger-2', requestedAt: -1 })).rejects.toThrow(
      TooLate,
    );
  });
});

describe('Where a handle is taken by another task', () => {
  test('the request has another, which is found when it comes again', async () => {
    const fakes = createFakes({ handleOf: (_, attempt) => ['aaaaaa', 'ssssss'][attempt] ?? '' });
    const starter = createTaskStarter(fakes);
    await starter.start(order);
    await starter.start({ ...order, requestKey: 'trigger-2' });
    expect([...fakes.records.values()].map(({ handle, requestKey }) => [handle, requestKey])).toEqual([
      ['aaaaaa', 'trigger-1'],
      ['ssssss', 'trigger-2'],
    ]);
    expect(await starter.start({ ...order, requestKey: 'trigger-2' })).toEqual({ kind: 'duplicate' });
    expect(fakes.calls).toHaveLength(2);
  });

  test('so that none is free, the start ends', async () => {
    const fakes = createFakes({ handleOf: () => 'aaaaaa' });
    const starter = createTaskStarter(fakes);
    await starter.start(order);
    await expect(starter.start({ ...order, requestKey: 'trigger-2' })).rejects.toThrow('20 handles in a row');
  });
});
