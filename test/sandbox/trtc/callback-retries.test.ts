import { EventEmitter, once } from 'node:events';
import { expect, test } from '@jest/globals';
import type { TrtcStandIn, Wait } from '../../../sandbox/trtc/index.ts';
import { accepting, type Reaction, startReceiver, startTask } from '../../support/receiver.ts';
import { clientOf, documented, start } from '../../support/trtc-stand-in.ts';

const failing: Reaction = { status: 500, body: 'no' };
const never = () => new Promise<never>(() => {});

/** Nothing is ever late for its answer, and the time between two deliveries is none. */
function patientWait() {
  const waits: number[] = [];
  const wait: Wait = (ms) => {
    if (ms === 5000) return never();
    waits.push(ms);
    return Promise.resolve();
  };
  return { waits, wait };
}

function outcomes({ callbacks }: TrtcStandIn) {
  return callbacks.map(({ attempt, outcome }) => `${attempt} ${outcome.kind}`);
}

test('an event is sent again at once, then after 10 seconds, until it is accepted', async () => {
  const receiver = await startReceiver(failing, failing, failing);
  const { waits, wait } = patientWait();
  const { trtc } = await startTask(receiver, { wait });
  await trtc.until(({ callbacks }) => callbacks.at(-1)?.outcome.kind === 'accepted');
  expect(outcomes(trtc)).toEqual(['1 refused', '2 refused', '3 refused', '4 accepted']);
  expect(trtc.callbacks[0]?.outcome).toEqual({ kind: 'refused', ...failing });
  expect(waits).toEqual([10_000, 10_000]);
});

test('an event that is sent again is the same one, sent later', async () => {
  const receiver = await startReceiver(failing);
  let now = Date.now();
  const { trtc } = await startTask(receiver, { now: () => now++, wait: patientWait().wait });
  await trtc.until(({ callbacks }) => callbacks[1]?.outcome.kind === 'accepted');
  const [first, second] = trtc.callbacks.map(({ event }) => event);
  expect(second?.EventInfo).toEqual(first?.EventInfo);
  expect(second?.CallbackMsTs).toBeGreaterThan(first?.CallbackMsTs ?? Number.POSITIVE_INFINITY);
  expect(receiver.arrivals.map(({ isSigned }) => isSigned)).toEqual([true, true]);
});

test('after a minute the event is given up', async () => {
  const receiver = await startReceiver(...Array.from({ length: 20 }, () => failing));
  const { waits, wait } = patientWait();
  const { trtc, task } = await startTask(receiver, { wait });
  await trtc.until(({ callbacks }) => callbacks[7]?.outcome.kind === 'refused');
  trtc.callbackTo((await startReceiver()).target);
  trtc.source(task.TaskId).finish();
  await trtc.until(({ callbacks }) => callbacks.at(-1)?.outcome.kind === 'accepted');
  expect(waits).toEqual(Array.from({ length: 6 }, () => 10_000));
  expect(trtc.callbacks.map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 1]);
});

test('a receiver that hangs is left after 5 seconds, which count towards the minute', async () => {
  const receiver = await startReceiver(...Array.from({ length: 20 }, () => 'hang' as const));
  const waits: number[] = [];
  const wait: Wait = async (ms) => {
    waits.push(ms);
    if (ms === 5000) await receiver.next();
  };
  const { trtc, task } = await startTask(receiver, { wait });
  await trtc.until(({ callbacks }) => callbacks[4]?.outcome.kind === 'timeout');
  expect(waits).toEqual([5000, 5000, 10_000, 5000, 10_000, 5000, 10_000, 5000]);
  trtc.callbackTo((await startReceiver()).target);
  trtc.source(task.TaskId).finish();
  await trtc.until(({ callbacks }) => callbacks.at(-1)?.outcome.kind === 'accepted');
  const timeouts = ['1 timeout', '2 timeout', '3 timeout', '4 timeout', '5 timeout'];
  expect(outcomes(trtc)).toEqual([...timeouts, '1 accepted']);
});

const NO_ACCEPTANCE: [string, Reaction][] = [
  ['another code', { status: 200, body: '{"code":1}' }],
  ['no code', { status: 200, body: '{}' }],
  ['no JSON', { status: 200, body: 'ok' }],
  ['another status', { status: 201, body: '{"code":0}' }],
  ['a redirection', { status: 302, body: '' }],
];

test.each(NO_ACCEPTANCE)('an answer with %s is no acceptance', async (_name, reaction) => {
  const receiver = await startReceiver(reaction, accepting);
  const { trtc } = await startTask(receiver, { wait: patientWait().wait });
  await trtc.until(({ callbacks }) => callbacks.at(-1)?.outcome.kind === 'accepted');
  expect(outcomes(trtc)).toEqual(['1 refused', '2 accepted']);
});

test('a connection that ends without an answer is no acceptance', async () => {
  const receiver = await startReceiver('hang up');
  const { trtc } = await startTask(receiver, { wait: patientWait().wait });
  await trtc.until(({ callbacks }) => callbacks.at(-1)?.outcome.kind === 'accepted');
  expect(trtc.callbacks.map(({ outcome }) => outcome)).toMatchObject([
    { kind: 'unreachable', reason: 'Error: socket hang up' },
    { kind: 'accepted' },
  ]);
});

test('an event reaches a receiver that has moved meanwhile', async () => {
  const gone = await startReceiver();
  await gone.close();
  const receiver = await startReceiver();
  const trtc = await start({
    callback: gone.target,
    wait: async (ms) => {
      if (ms === 5000) await never();
      trtc.callbackTo(receiver.target);
    },
  });
  await clientOf(trtc.url).StartStreamIngest(documented);
  await trtc.until(({ callbacks }) => callbacks.at(-1)?.outcome.kind === 'accepted');
  expect(outcomes(trtc)).toEqual(['1 unreachable', '2 unreachable', '3 accepted']);
  expect(receiver.arrivals).toHaveLength(1);
});

test('an event that is refused does not hold up the next one', async () => {
  const receiver = await startReceiver(failing, failing);
  const { trtc, task } = await startTask(receiver, { wait: never });
  await trtc.until(({ callbacks }) => callbacks[1]?.outcome.kind === 'refused');
  trtc.source(task.TaskId).finish();
  await trtc.until(({ callbacks }) => callbacks[2]?.outcome.kind === 'accepted');
});

test('a reset forgets the deliveries and ends the retries', async () => {
  const receiver = await startReceiver(failing, failing);
  const waiting = new EventEmitter();
  const wait: Wait = (ms, signal) => {
    if (ms === 10_000) waiting.emit('retry', signal);
    return ms === 10_000 ? once(waiting, 'over') : never();
  };
  const retry = once(waiting, 'retry');
  const { trtc } = await startTask(receiver, { wait });
  const [signal] = await retry;
  trtc.reset();
  expect(trtc.callbacks).toEqual([]);
  expect(signal.aborted).toBe(true);
  waiting.emit('over');
  await new Promise((resolve) => setImmediate(resolve));
  expect(trtc.callbacks).toEqual([]);
});

test('closing ends deliveries under way, and nothing is told from then on', async () => {
  const receiver = await startReceiver('hang');
  const arrival = receiver.next();
  const { trtc, task } = await startTask(receiver);
  await arrival;
  await trtc.close();
  trtc.source(task.TaskId).finish();
  await new Promise((resolve) => setImmediate(resolve));
  expect(trtc.callbacks.map(({ outcome }) => outcome.kind)).toEqual(['abandoned']);
});

test('closing ends the waiting for a retry, in real time too', async () => {
  const receiver = await startReceiver(failing, failing);
  const { trtc } = await startTask(receiver);
  await trtc.until(({ callbacks }) => callbacks[1]?.outcome.kind === 'refused');
  await trtc.close();
  await new Promise((resolve) => setImmediate(resolve));
  expect(outcomes(trtc)).toEqual(['1 refused', '2 refused']);
});
