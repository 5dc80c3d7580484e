import { describe, expect, test } from '@jest/globals';
import { CannotPost, StoreUnavailable } from '../../src/ingest/errors.ts';
import { createTaskStarter, type StartOrder } from '../../src/ingest/start-task.ts';
import { answersAtOnce, createFakes } from '../support/fakes.ts';
import { draft, request } from '../support/samples.ts';

const order: StartOrder = {
  request,
  draft: { ...draft, 'user-sig': 't0psecret' },
  requestedBy: 'U0ALICE',
  requestedAt: 900,
  channel: 'C0LIVE',
  requestKey: 'trigger-1',
};
const unavailable = new StoreUnavailable('The store is away.');
/** The first that the fakes give. */
const handle = 'abcdef';

describe('A start', () => {
  test('is recorded before its card, has its card before the call, and is recorded before the request leaves', async () => {
    const fakes = createFakes();
    await createTaskStarter(fakes).start(order);
    expect(fakes.done).toEqual([
      'put queued',
      'announce',
      'call',
      'put starting with its thread',
      'request leaves',
      'put live with its thread, untold',
      'tell live',
      'put live with its thread, untold',
      'show live',
      'put live with its thread',
    ]);
  });

  test('ends in a record that holds all there is to know, and no UserSig', async () => {
    const fakes = createFakes();
    const started = await createTaskStarter(fakes).start(order);
    const task = {
      handle: handle,
      sdkAppId: 1400000001,
      region: 'ap-singapore',
      room: { id: 'room123', type: 0 },
      robot: `ingest-${handle}`,
      draft,
      requestedBy: 'U0ALICE',
      requestedAt: 900,
      requestKey: 'trigger-1',
      channel: 'C0LIVE',
      thread: { channel: 'C0LIVE', ts: '1700000000.000100' },
      state: { name: 'live', since: expect.any(Number), taskId: 'task-1', requestId: 'request-1' },
      newsCount: 1,
      unconfirmed: true,
    };
    const outbox = expect.anything();
    expect(started).toEqual({ kind: 'settled', task: { ...task, outbox } });
    expect([...fakes.records.values()]).toEqual([{ ...task, cardShows: 1 }]);
    expect(fakes.told).toEqual([{ ...task, outbox }]);
    expect(JSON.stringify(fakes.logged)).not.toContain('t0psecret');
  });

  test('enters the room as the UserId that was given, else as one that no other task has', async () => {
    const fakes = createFakes();
    const starter = createTaskStarter(fakes);
    await starter.start(order);
    await starter.start({ ...order, requestKey: 'trigger-2', request: { ...request, user: 'robot123' } });
    expect(fakes.calls.map(({ robot }) => robot)).toEqual([`ingest-${handle}`, 'robot123']);
  });

  test('that is asked for twice is started and told of once', async () => {
    const fakes = createFakes();
    const starter = createTaskStarter(fakes);
    const answers = [await starter.start(order), await starter.start(order)];
    expect(answers.map(({ kind }) => kind)).toEqual(['settled', 'duplicate']);
    expect(await starter.start(order)).toEqual({ kind: 'duplicate' });
    expect(fakes.calls).toHaveLength(1);
    expect(fakes.told).toHaveLength(1);
    expect(fakes.done.filter((line) => line === 'announce')).toHaveLength(1);
  });

  test('that has to wait is recorded with its card before it does', async () => {
    const fakes = createFakes({
      start: async (call, logger) => {
        await logger.waiting();
        return answersAtOnce(call, logger);
      },
    });
    await createTaskStarter(fakes).start(order);
    expect(fakes.done.slice(1, 5)).toEqual([
      'announce',
      'call',
      'put queued with its thread',
      'put starting with its thread',
    ]);
  });

  test('that TRTC refuses for now is recorded as not sent until it leaves again', async () => {
    const fakes = createFakes({
      start: async (call, logger) => {
        await logger.sending();
        await logger.refusedForNow();
        return answersAtOnce(call, logger);
      },
    });
    await createTaskStarter(fakes).start(order);
    expect(fakes.done.slice(fakes.done.indexOf('call'))).toEqual([
      'call',
      'put starting with its thread',
      'request leaves',
      'put queued with its thread',
      'put starting with its thread',
      'request leaves',
      'put live with its thread, untold',
      'tell live',
      'put live with its thread, untold',
      'show live',
      'put live with its thread',
    ]);
  });
});

describe('Nothing is called', () => {
  test('where the card cannot be posted, and the record says so', async () => {
    const error = new CannotPost('C0LIVE', 'not_in_channel');
    const fakes = createFakes({ failingAnnounce: error });
    await expect(createTaskStarter(fakes).start(order)).rejects.toBe(error);
    expect(fakes.calls).toEqual([]);
    expect(fakes.told).toEqual([]);
    expect(fakes.records.get(handle)?.state).toMatchObject({
      name: 'failed',
      failure: { code: 'cannot_post' },
    });
  });

  test('nor posted where the first record cannot be written', async () => {
    const fakes = createFakes({ failingPut: { number: 1, error: unavailable } });
    await expect(createTaskStarter(fakes).start(order)).rejects.toBe(unavailable);
    expect(fakes.done).toEqual([]);
  });

  test('where the thread of one that has to wait cannot be recorded, and the thread is told', async () => {
    const waited: string[] = [];
    const fakes = createFakes({
      failingPut: { number: 2, error: unavailable },
      start: async (call, logger) => {
        await logger.waiting();
        waited.push('for its place');
        return answersAtOnce(call, logger);
      },
    });
    await createTaskStarter(fakes).start(order);
    expect(waited).toEqual([]);
    expect(fakes.done).not.toContain('request leaves');
    expect(fakes.told).toMatchObject([{ state: { name: 'failed', failure: { code: 'store_unavailable' } } }]);
  });

  test('where it cannot be recorded that the request leaves, and the thread is told', async () => {
    const fakes = createFakes({ failingPut: { number: 2, error: unavailable } });
    await createTaskStarter(fakes).start(order);
    expect(fakes.done).not.toContain('request leaves');
    expect(fakes.told).toMatchObject([{ state: { name: 'failed', failure: { code: 'store_unavailable' } } }]);
    expect(fakes.records.get(handle)?.state.name).toBe('failed');
  });
});
