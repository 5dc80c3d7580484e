import { describe, expect, test } from '@jest/globals';
import { CannotNotifyNow, CannotPost, StoreUnavailable } from '../../src/ingest/errors.ts';
import { createTaskStarter, type StartOrder } from '../../src/ingest/start-task.ts';
import { type Course, createFakes } from '../support/fakes.ts';
import { draft, failure, request } from '../support/samples.ts';

const order: StartOrder = {
  request,
  draft,
  requestedBy: 'U0ALICE',
  requestedAt: 900,
  channel: 'C0LIVE',
  requestKey: 'trigger-1',
};
const handle = 'abcdef';
const error = new StoreUnavailable('The store is away.');
/** The writes before it are those of the task, and of the call that leaves. */
const outcomeWrite = 3;

/** A start whose TaskId comes while the store is away for so many writes; `meanwhile` is what happens in each pause. */
function stage(
  writes: number,
  course: Course = {},
  meanwhile: (pause: number, fakes: ReturnType<typeof createFakes>) => void = () => {},
) {
  let pauses = 0;
  const fakes = createFakes({
    ...course,
    failingPut: { number: outcomeWrite, until: outcomeWrite + writes - 1, error },
    wait: async () => {
      pauses += 1;
      meanwhile(pauses, fakes);
    },
  });
  const starter = createTaskStarter(fakes);
  return { ...fakes, starter, record: () => fakes.records.get(handle), pauses: () => pauses };
}

describe('A TaskId that comes while the store is away', () => {
  test('is told and logged at once, and written and in the history when the store is back', async () => {
    const seen: unknown[] = [];
    const fakes = stage(3, {}, (_, { told, records }) => {
      seen.push([told.map(({ state }) => state.name), records.get(handle)?.state.name]);
    });
    const started = await fakes.starter.start(order);
    expect(seen).toEqual(Array(3).fill([['live'], 'starting']));
    expect(started).toMatchObject({ kind: 'settled', task: { state: { name: 'live', taskId: 'task-1' } } });
    expect(fakes.record()).toMatchObject({ newsCount: 1, state: { name: 'live', taskId: 'task-1' } });
    expect(fakes.remembered).toMatchObject([{ what: 'started' }]);
    expect(fakes.logged).toContainEqual({
      level: 'error',
      facts: { error, task: handle, event: expect.objectContaining({ taskId: 'task-1' }) },
    });
  });

  test('is not told again when it is written', async () => {
    const { starter, numbers, record } = stage(1);
    await starter.start(order);
    expect(numbers(handle)).toEqual([1]);
    expect(record()?.outbox).toBeUndefined();
  });

  test('has a number of its own, so that what comes next is not taken for it', async () => {
    const { starter, transitions, relay, numbers, record } = stage(1);
    await starter.start(order);
    await transitions.apply(handle, { type: 'paused', at: 1, by: 'U0ERIN' });
    // As somebody would who does not know whether it was told.
    await relay.sweep(Number.MAX_SAFE_INTEGER);
    expect(numbers(handle)).toEqual([1, 2]);
    expect(record()?.outbox).toBeUndefined();
  });

  test.each([
    ['told', 'taking'],
    ['known to be told', 'taken'],
    ['shown on the card', 'showing'],
  ] as const)('and cannot be %s is told once when both are back', async (_, which) => {
    let failures = 1;
    const fail = async () => {
      if (failures-- > 0) throw new CannotNotifyNow('slack_unreachable', {});
    };
    const { starter, numbers, record, done } = stage(2, { [which]: fail });
    await starter.start(order);
    expect(numbers(handle)).toEqual([1]);
    expect(record()?.outbox).toBeUndefined();
    expect(done.filter((line) => line === 'show live').length).toBeGreaterThan(0);
  });

  test('and that others called unknown meanwhile is told after that', async () => {
    const { starter, news, record } = stage(1, {}, (_, { put, records }) => {
      const task = records.get(handle);
      if (task === undefined) return;
      // The other instance has told the thread of it.
      put({ ...task, newsCount: 1, state: { name: 'unknown', at: 1, failure } });
    });
    expect(await starter.start(order)).toMatchObject({ task: { state: { name: 'live' } } });
    expect(news.map(({ type }) => type)).toEqual(['started', 'started']);
    expect(record()).toMatchObject({ newsCount: 2, state: { name: 'live', taskId: 'task-1' } });
  });

  test('is in the log where the task was settled meanwhile and cannot be live any more', async () => {
    const { starter, logged, record } = stage(1, {}, (_, { put, records }) => {
      const task = records.get(handle);
      if (task !== undefined) put({ ...task, state: { name: 'removed', at: 1, by: 'U0ERIN' } });
    });
    await starter.start(order);
    expect(record()?.state.name).toBe('removed');
    expect(logged).toContainEqual({
      level: 'warn',
      facts: { task: handle, event: expect.objectContaining({ taskId: 'task-1' }) },
    });
  });

  test('is waited for no longer than until the bot stops', async () => {
    const starter = createTaskStarter({
      ...createFakes({ failingPut: { number: outcomeWrite, until: Number.MAX_SAFE_INTEGER, error } }),
      wait: (_, signal) => {
        const aborted = new Promise<void>((__, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        });
        queueMicrotask(() => starter.stop());
        return aborted;
      },
    });
    expect(await starter.start(order)).toMatchObject({ task: { state: { taskId: 'task-1' } } });
  });
});

test('A card that could not be written down gets the outcome all the same, and the record gets the thread', async () => {
  const fakes = createFakes({ failingPut: { number: 2, error } });
  await createTaskStarter(fakes).start(order);
  expect(fakes.numbers(handle)).toEqual([1]);
  expect(fakes.records.get(handle)).toMatchObject({
    thread: { channel: 'C0LIVE', ts: '1700000000.000100' },
    state: { name: 'failed' },
  });
});

test('A start that has no card does not wait for the store: whoever asked is told in person', async () => {
  const waits: string[] = [];
  const cannotPost = new CannotPost('C0LIVE', 'not_in_channel');
  const fakes = createFakes({
    failingAnnounce: cannotPost,
    failingPut: { number: 2, until: 4, error },
    wait: async () => void waits.push('waited'),
  });
  const starter = createTaskStarter(fakes);
  await expect(starter.start(order)).rejects.toBe(cannotPost);
  expect(waits).toEqual([]);
});
