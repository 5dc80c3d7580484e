import { describe, expect, test } from '@jest/globals';
import { GatewayError, StoreUnavailable } from '../../src/ingest/errors.ts';
import { createTaskStarter, type StartOrder } from '../../src/ingest/start-task.ts';
import { type Course, createFakes, type Fakes } from '../support/fakes.ts';
import { draft, request } from '../support/samples.ts';

const order: StartOrder = {
  request,
  draft,
  requestedBy: 'U0ALICE',
  requestedAt: 900,
  channel: 'C0LIVE',
  requestKey: 'trigger-1',
};
const unavailable = new StoreUnavailable('The store is away.');

/** Starts a stream whose request leaves and then ends in this error. */
async function endingIn(error: unknown, course: Course = {}): Promise<Fakes> {
  const fakes = createFakes({
    ...course,
    start: async (_, logger) => {
      await logger.sending();
      throw error;
    },
  });
  await createTaskStarter(fakes).start(order);
  return fakes;
}

const refusal = new GatewayError({
  code: 'FailedOperation.NotRtmpFunction',
  message: 'RTMP is not enabled.',
  effect: 'none',
  hint: 'Subscribe to a package.',
  requestId: 'request-9',
});
const lost = new GatewayError({
  code: 'Network.Timeout',
  message: 'No answer in time.',
  effect: 'unknown',
  hint: 'Look into the room.',
});

describe('A start that', () => {
  test('TRTC refuses has failed, with its code, message, hint and RequestId', async () => {
    const fakes = await endingIn(refusal);
    const state = {
      name: 'failed',
      at: expect.any(Number),
      failure: {
        code: 'FailedOperation.NotRtmpFunction',
        message: 'RTMP is not enabled.',
        hint: 'Subscribe to a package.',
        requestId: 'request-9',
      },
    };
    expect([...fakes.records.values()].map((task) => task.state)).toEqual([state]);
    expect(fakes.told.map((task) => task.state)).toEqual([state]);
  });

  test('got no answer is unknown, and is called once', async () => {
    const fakes = await endingIn(lost);
    const failure = { code: 'Network.Timeout', message: 'No answer in time.', hint: 'Look into the room.' };
    expect(fakes.told.map((task) => task.state)).toEqual([
      { name: 'unknown', at: expect.any(Number), failure },
    ]);
    expect([...fakes.records.values()].map((task) => task.state)).toEqual(
      fakes.told.map((task) => task.state),
    );
    expect(fakes.calls).toHaveLength(1);
  });

  test.each([
    ['failed', refusal],
    ['unknown', lost],
  ])('is %s is told of once even where that is recorded later', async (name, error) => {
    const fakes = await endingIn(error, { failingPut: { number: 3, error: unavailable } });
    expect(fakes.told).toMatchObject([{ state: { name } }]);
    expect([...fakes.records.values()]).toMatchObject([{ state: { name } }]);
  });

  test('was refused for now and cannot be recorded as such is not called again', async () => {
    const fakes = createFakes({
      failingPut: { number: 3, error: unavailable },
      start: async (_, logger) => {
        await logger.sending();
        await logger.refusedForNow();
        throw new Error('called again');
      },
    });
    await createTaskStarter(fakes).start(order);
    expect(fakes.told).toMatchObject([{ state: { name: 'failed', failure: { code: 'store_unavailable' } } }]);
  });

  test.each<[string, unknown]>([
    ['an unexpected error', new TypeError('Cannot read properties of undefined')],
    ['something that is no error', 'a string'],
  ])('ends in %s gives a reference under which the log has it', async (_, error) => {
    const fakes = await endingIn(error);
    const [entry] = fakes.logged.filter(({ level }) => level === 'error');
    const reference = entry?.facts.reference;
    expect(entry?.facts.error).toBe(error);
    expect(reference).toMatch(/^[a-z2-9]{6}$/);
    expect(fakes.told).toMatchObject([
      {
        state: {
          name: 'failed',
          failure: { code: 'unexpected', message: expect.stringContaining(`${reference}`) },
        },
      },
    ]);
    expect(JSON.stringify(fakes.told)).not.toContain('Cannot read');
  });
});

test('Whatever happens to a call, people are told of it once', async () => {
  for (const error of [refusal, lost, new Error('unexpected'), unavailable]) {
    expect((await endingIn(error)).told).toHaveLength(1);
  }
});
