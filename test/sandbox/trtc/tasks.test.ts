import { describe, expect, test } from '@jest/globals';
import { app, clientOf, documented, guardedApp, start, tickets } from '../../support/trtc-stand-in.ts';

const SdkAppId = app.sdkAppId;

async function startTask(overrides: object = {}) {
  const standIn = await start();
  const client = clientOf(standIn.url);
  const { TaskId = '' } = await client.StartStreamIngest({ ...documented, ...overrides });
  return { standIn, client, task: { SdkAppId, TaskId } };
}

test('a running task is in progress, a stopped one no longer exists', async () => {
  const { standIn, client, task } = await startTask();
  expect(await client.DescribeStreamIngest(task)).toMatchObject({ Status: 'InProgress' });
  expect(Object.keys(await client.StopStreamIngest(task))).toEqual(['RequestId']);
  expect(await client.DescribeStreamIngest(task)).toMatchObject({ Status: 'NotExist' });
  expect(standIn.tasks).toMatchObject([{ state: 'ended', endedAt: expect.any(Number) }]);
});

test('an update changes what it names and nothing else', async () => {
  const { standIn, client, task } = await startTask({ Volume: 80 });
  const [before] = standIn.tasks;
  expect(await client.UpdateStreamIngest({ ...task, IsPause: true })).toMatchObject({ Status: 'InProgress' });
  expect(standIn.tasks).toEqual([{ ...before, paused: true }]);
  const all = { StreamUrl: 'rtmp://c.d/live', Volume: 0, IsPause: false, EnableProgress: true, Tempo: 1.5 };
  await client.UpdateStreamIngest({ ...task, ...all });
  expect(standIn.tasks).toEqual([
    { ...before, streamUrl: 'rtmp://c.d/live', volume: 0, paused: false, enableProgress: true, tempo: 1.5 },
  ]);
});

describe('a task that is', () => {
  const code = { unknown: 'FailedOperation.TaskNotExist', ended: 'FailedOperation.TaskFinished' };

  test('unknown can be neither stopped nor updated, and is described as not existing', async () => {
    const { client, task } = await startTask();
    const unknown = { SdkAppId, TaskId: `${task.TaskId}x` };
    await expect(client.StopStreamIngest(unknown)).rejects.toMatchObject({ code: code.unknown });
    await expect(client.UpdateStreamIngest(unknown)).rejects.toMatchObject({ code: code.unknown });
    expect(await client.DescribeStreamIngest(unknown)).toMatchObject({ Status: 'NotExist' });
  });

  test('unknown or ended is answered 200 and NotExist, where updates are (63238, 110076)', async () => {
    const { standIn, client, task } = await startTask();
    standIn.updatesOfGone = 'status';
    const update = (its: typeof task) => client.UpdateStreamIngest({ ...its, IsPause: true });
    expect(await update(task)).toMatchObject({ Status: 'InProgress' });
    expect(await update({ ...task, TaskId: `${task.TaskId}x` })).toMatchObject({ Status: 'NotExist' });
    await client.StopStreamIngest(task);
    expect(await update(task)).toMatchObject({ Status: 'NotExist' });
  });

  test("another application's counts as unknown", async () => {
    const { client, task } = await startTask();
    const foreign = { ...task, SdkAppId: guardedApp.sdkAppId };
    await expect(client.StopStreamIngest(foreign)).rejects.toMatchObject({ code: code.unknown });
  });

  test('ended can be neither stopped nor updated', async () => {
    const { client, task } = await startTask();
    await client.StopStreamIngest(task);
    await expect(client.StopStreamIngest(task)).rejects.toMatchObject({ code: code.ended });
    await expect(client.UpdateStreamIngest(task)).rejects.toMatchObject({ code: code.ended });
  });
});

describe('removing the robot ends its stream', () => {
  const UserIds = ['robot123'];

  test('in an integer room', async () => {
    const { standIn, client } = await startTask({ RoomId: '7', RoomIdType: 1 });
    await expect(client.RemoveUserByStrRoomId({ SdkAppId, RoomId: '7', UserIds })).rejects.toMatchObject({
      code: 'FailedOperation.RoomNotExist',
    });
    await client.RemoveUser({ SdkAppId, RoomId: 7, UserIds });
    expect(standIn.tasks).toMatchObject([{ state: 'ended' }]);
  });

  test('in a string room', async () => {
    const { standIn, client } = await startTask({ RoomId: '7', RoomIdType: 0 });
    await expect(client.RemoveUser({ SdkAppId, RoomId: 7, UserIds })).rejects.toMatchObject({
      code: 'FailedOperation.RoomNotExist',
    });
    await client.RemoveUserByStrRoomId({ SdkAppId, RoomId: '7', UserIds });
    expect(standIn.tasks).toMatchObject([{ state: 'ended' }]);
  });

  test("in the room of the document's example, whose id is no number", async () => {
    const { standIn, client } = await startTask();
    await client.RemoveUserByStrRoomId({ SdkAppId, RoomId: 'room123', UserIds });
    expect(standIn.tasks).toMatchObject([{ state: 'ended' }]);
  });

  test('of every robot that is named', async () => {
    const { standIn, client } = await startTask();
    for (const UserId of ['robot124', 'robot125']) {
      await client.StartStreamIngest({ ...documented, UserId, UserSig: tickets.genUserSig(UserId, 600) });
    }
    await client.RemoveUserByStrRoomId({
      SdkAppId,
      RoomId: 'room123',
      UserIds: ['robot125', 'absent', 'robot123'],
    });
    expect(standIn.tasks.map(({ userId, roomId, state }) => `${userId} ${roomId} ${state}`)).toEqual([
      'robot123 room123 ended',
      'robot124 room123 running',
      'robot125 room123 ended',
    ]);
  });

  test('once: the room is gone with its last robot', async () => {
    const { client } = await startTask();
    const removal = { SdkAppId, RoomId: 'room123', UserIds };
    expect(Object.keys(await client.RemoveUserByStrRoomId(removal))).toEqual(['RequestId']);
    await expect(client.RemoveUserByStrRoomId(removal)).rejects.toMatchObject({
      code: 'FailedOperation.RoomNotExist',
    });
    await client.StartStreamIngest(documented);
  });

  test('and leaves the other users of the room alone', async () => {
    const { standIn, client } = await startTask();
    // "The user is not in the room" (34270).
    await expect(
      client.RemoveUserByStrRoomId({ SdkAppId, RoomId: 'room123', UserIds: ['somebody'] }),
    ).rejects.toMatchObject({ code: 'FailedOperation.UserNotExist' });
    expect(standIn.tasks).toMatchObject([{ state: 'running' }]);
  });

  test('and not where the robot has left the room and its task goes on', async () => {
    const { standIn, client, task } = await startTask();
    standIn.source(task.TaskId).loseRobot();
    const removal = client.RemoveUserByStrRoomId({ SdkAppId, RoomId: 'room123', UserIds });
    await expect(removal).rejects.toMatchObject({ code: 'FailedOperation.UserNotExist' });
    expect(await client.DescribeStreamIngest(task)).toMatchObject({ Status: 'InProgress' });
  });
});
