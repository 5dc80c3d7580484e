import { expect, test } from '@jest/globals';
import type { TaskSource } from '../../../sandbox/trtc/index.ts';
import { newsOf, startReceiver, startTask } from '../../support/receiver.ts';
import { documented } from '../../support/trtc-stand-in.ts';

const NEWS: [keyof TaskSource, string][] = [
  ['stutter', '701/2'],
  ['recover', '701/0'],
  ['fail', '701/1'],
];

test.each(NEWS)('a source that is made to %s is told as %s, and its task runs on', async (name, news) => {
  const receiver = await startReceiver();
  const { trtc, client, task } = await startTask(receiver);
  trtc.source(task.TaskId)[name]();
  await trtc.until(({ callbacks }) => callbacks[1]?.outcome.kind === 'accepted');
  expect(trtc.callbacks.map(({ event }) => newsOf(event))).toEqual(['701/0', news]);
  expect(await client.DescribeStreamIngest(task)).toMatchObject({ Status: 'InProgress' });
});

test('a source that finishes ends its task, as told by event 702', async () => {
  const receiver = await startReceiver();
  const { trtc, client, task } = await startTask(receiver);
  trtc.source(task.TaskId).finish();
  expect(trtc.tasks).toMatchObject([{ state: 'ended', endedAt: expect.any(Number) }]);
  await trtc.until(({ callbacks }) => callbacks[1]?.outcome.kind === 'accepted');
  expect(trtc.callbacks.map(({ event }) => newsOf(event))).toEqual(['701/0', '702/0']);
  expect(await client.DescribeStreamIngest(task)).toMatchObject({ Status: 'NotExist' });
  await expect(client.StopStreamIngest(task)).rejects.toMatchObject({
    code: 'FailedOperation.TaskFinished',
  });
});

test('a task that vanishes ends without an event', async () => {
  const receiver = await startReceiver();
  const { trtc, client, task } = await startTask(receiver);
  trtc.source(task.TaskId).vanish();
  expect(await client.DescribeStreamIngest(task)).toMatchObject({ Status: 'NotExist' });
  await client.StartStreamIngest(documented);
  await trtc.until(({ callbacks }) => callbacks[1]?.outcome.kind === 'accepted');
  expect(trtc.callbacks.map(({ event }) => newsOf(event))).toEqual(['701/0', '701/0']);
});

test('only a running task has a source', async () => {
  const receiver = await startReceiver();
  const { trtc, task } = await startTask(receiver);
  expect(() => trtc.source('unknown')).toThrow('there is no task unknown');
  const source = trtc.source(task.TaskId);
  source.finish();
  expect(() => source.stutter()).toThrow('has ended');
  expect(() => source.vanish()).toThrow('has ended');
  expect(() => trtc.source(task.TaskId)).toThrow('has ended');
});

test('without a target everything happens all the same, untold', async () => {
  const receiver = await startReceiver();
  const { trtc, task } = await startTask(receiver);
  await trtc.until(({ callbacks }) => callbacks[0]?.outcome.kind === 'accepted');
  trtc.callbackTo(undefined);
  trtc.source(task.TaskId).finish();
  await new Promise((resolve) => setImmediate(resolve));
  expect(trtc.tasks).toMatchObject([{ state: 'ended' }]);
  expect(trtc.callbacks).toHaveLength(1);
});
