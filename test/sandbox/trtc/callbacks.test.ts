import { describe, expect, test } from '@jest/globals';
import { newsOf, startReceiver, startTask } from '../../support/receiver.ts';
import { clientOf, documented, guardedApp, guardedTickets, start } from '../../support/trtc-stand-in.ts';

test('a start is told as event 701, signed over the raw body', async () => {
  const receiver = await startReceiver();
  const at = Date.now();
  const { trtc, task } = await startTask(receiver, { now: () => at });
  await trtc.until(({ callbacks }) => callbacks[0]?.outcome.kind === 'accepted');
  const EventInfo = { EventMsTs: at, TaskId: task.TaskId, Status: 0 };
  const event = { EventGroupId: 7, EventType: 701, CallbackMsTs: at, EventInfo };
  expect(receiver.arrivals).toMatchObject([
    {
      isSigned: true,
      body: JSON.stringify(event),
      headers: { 'content-type': 'application/json', sdkappid: String(documented.SdkAppId) },
    },
  ]);
  const outcome = { kind: 'accepted', status: 200, body: '{"code":0}' };
  expect(trtc.callbacks).toEqual([{ event, attempt: 1, url: receiver.target.url, at, outcome }]);
});

test("the header SdkAppId is that of the task's application", async () => {
  const receiver = await startReceiver();
  const trtc = await start({ callback: receiver.target });
  await clientOf(trtc.url).StartStreamIngest({
    ...documented,
    SdkAppId: guardedApp.sdkAppId,
    RoomIdType: 0,
    UserSig: guardedTickets.genUserSig('robot123', 600),
    PrivateMapKey: guardedTickets.genPrivateMapKeyWithStringRoomID('robot123', 600, 'room123', 255),
  });
  await trtc.until(({ callbacks }) => callbacks[0]?.outcome.kind === 'accepted');
  expect(receiver.arrivals[0]?.headers.sdkappid).toBe(String(guardedApp.sdkAppId));
});

describe('the end of a task is told as event 702', () => {
  test('where it is stopped', async () => {
    const receiver = await startReceiver();
    const { trtc, client, task } = await startTask(receiver);
    await client.StopStreamIngest(task);
    await trtc.until(({ callbacks }) => callbacks[1]?.outcome.kind === 'accepted');
    expect(trtc.callbacks.map(({ event }) => newsOf(event))).toEqual(['701/0', '702/0']);
    expect(trtc.callbacks[1]?.event.EventInfo.TaskId).toBe(task.TaskId);
  });

  test('where its robot is removed', async () => {
    const receiver = await startReceiver();
    const { trtc, client, task } = await startTask(receiver);
    const { SdkAppId } = task;
    await client.RemoveUserByStrRoomId({ SdkAppId, RoomId: 'room123', UserIds: ['robot123'] });
    await trtc.until(({ callbacks }) => callbacks[1]?.outcome.kind === 'accepted');
    expect(trtc.callbacks.map(({ event }) => newsOf(event))).toEqual(['701/0', '702/0']);
  });
});

test('a start whose answer was lost is told all the same', async () => {
  const receiver = await startReceiver();
  const trtc = await start({ callback: receiver.target });
  trtc.fail({ kind: 'lose-answer' });
  await expect(clientOf(trtc.url).StartStreamIngest(documented)).rejects.toThrow('socket hang up');
  await trtc.until(({ callbacks }) => callbacks[0]?.outcome.kind === 'accepted');
  expect(trtc.callbacks[0]?.event.EventInfo.TaskId).toBe(trtc.tasks[0]?.taskId);
});

test('a call that is refused is not told', async () => {
  const receiver = await startReceiver();
  const { trtc, client } = await startTask(receiver);
  await expect(client.StartStreamIngest(documented)).rejects.toMatchObject({
    code: 'FailedOperation.TaskExist',
  });
  await trtc.until(({ callbacks }) => callbacks[0]?.outcome.kind === 'accepted');
  expect(receiver.arrivals).toHaveLength(1);
});

test('the answer of the API comes before the event is sent', async () => {
  const receiver = await startReceiver();
  const trtc = await start({ callback: receiver.target });
  const seen: string[] = [];
  trtc.onChange(() => seen.push(`${trtc.calls[0]?.outcome.kind}, ${trtc.callbacks.length} callbacks`));
  await clientOf(trtc.url).StartStreamIngest(documented);
  await trtc.until(({ callbacks }) => callbacks.length === 1);
  expect(seen.slice(0, 4)).toEqual([
    'pending, 0 callbacks',
    'pending, 0 callbacks',
    'answered, 0 callbacks',
    'answered, 1 callbacks',
  ]);
});

test('a receiver that hangs delays no answer of the API', async () => {
  const receiver = await startReceiver('hang', 'hang');
  const { client, task } = await startTask(receiver);
  expect(await client.DescribeStreamIngest(task)).toMatchObject({ Status: 'InProgress' });
  await client.StopStreamIngest(task);
});

test('EventMsTs grows from event to event, even where the clock stands still', async () => {
  const receiver = await startReceiver();
  const at = Date.now();
  const { trtc, task } = await startTask(receiver, { now: () => at });
  const source = trtc.source(task.TaskId);
  source.stutter();
  source.recover();
  source.finish();
  await trtc.until(({ callbacks }) => callbacks.length === 4);
  expect(trtc.callbacks.map(({ event }) => event.EventInfo.EventMsTs - at)).toEqual([0, 1, 2, 3]);
});

test('the target can be set, changed and taken away while tasks run', async () => {
  const [first, second] = [await startReceiver(), await startReceiver()];
  const { trtc, task } = await startTask(first);
  const source = trtc.source(task.TaskId);
  await trtc.until(({ callbacks }) => callbacks[0]?.outcome.kind === 'accepted');
  trtc.callbackTo(second.target);
  source.stutter();
  await trtc.until(({ callbacks }) => callbacks[1]?.outcome.kind === 'accepted');
  expect(second.arrivals).toHaveLength(1);
  trtc.callbackTo(undefined);
  source.recover();
  await new Promise((resolve) => setImmediate(resolve));
  trtc.callbackTo(second.target);
  source.finish();
  await trtc.until(({ callbacks }) => callbacks[2]?.outcome.kind === 'accepted');
  expect(trtc.callbacks.map(({ event }) => newsOf(event))).toEqual(['701/0', '701/2', '702/0']);
  expect(first.arrivals).toHaveLength(1);
});
