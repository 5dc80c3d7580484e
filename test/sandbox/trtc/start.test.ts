import { expect, test } from '@jest/globals';
import { Api } from 'tls-sig-api-v2';
import { app, clientOf, documented, start, tickets } from '../../support/trtc-stand-in.ts';

test("the document's own example starts a task and is answered as documented", async () => {
  const standIn = await start();
  const answer = await clientOf(standIn.url).StartStreamIngest(documented);
  expect(answer.TaskId).toMatch(/^-[A-Za-z0-9+-]{78}\.\.$/);
  expect(answer.RequestId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(Object.keys(answer).sort()).toEqual(['RequestId', 'TaskId']);
  expect(standIn.tasks).toEqual([
    {
      taskId: answer.TaskId,
      sdkAppId: documented.SdkAppId,
      roomId: 'room123',
      roomIdType: 1,
      userId: 'robot123',
      region: 'ap-singapore',
      streamUrl: 'https://a.b/test.mp4',
      volume: 100,
      tempo: 1,
      enableProgress: false,
      paused: false,
      state: 'running',
      startedAt: expect.any(Number),
    },
  ]);
});

test('every optional parameter is accepted at the ends of its range', async () => {
  const standIn = await start();
  const client = clientOf(standIn.url);
  const least = { SeekSecond: 0, RepeatNum: -1, MaxDuration: 1, Volume: 0, Tempo: 0.5, IdleTimeout: 0 };
  const most = {
    SeekSecond: 86_400,
    RepeatNum: -1,
    MaxDuration: 10_080,
    Volume: 200,
    Tempo: 2,
    IdleTimeout: 600,
  };
  const flags = { AutoPush: true, EnableProgress: true };
  await client.StartStreamIngest({ ...documented, RoomId: '1', ...least, ...flags });
  await client.StartStreamIngest({ ...documented, RoomId: '4294967294', ...most });
  await client.StartStreamIngest({ ...documented, RoomId: '7', RepeatNum: 1000 });
  expect(standIn.tasks).toMatchObject([
    { volume: 0, tempo: 0.5, enableProgress: true },
    { volume: 200, tempo: 2 },
    { volume: 100 },
  ]);
});

test.each(['http://a.b/live.flv', 'https://a.b/x.m3u8?token=1', 'rtmp://a.b/live/stream'])(
  'a stream can come from %s',
  async (StreamUrl) => {
    const standIn = await start();
    await clientOf(standIn.url).StartStreamIngest({ ...documented, StreamUrl });
    expect(standIn.tasks).toMatchObject([{ streamUrl: StreamUrl }]);
  },
);

test('a string room may have all the characters that Tencent names', async () => {
  const standIn = await start();
  const RoomId = 'Az09 !#$%&()+-:;<=.>?@[]^_{}|~,'.padEnd(64, 'x');
  await clientOf(standIn.url).StartStreamIngest({ ...documented, RoomId, RoomIdType: 0 });
  expect(standIn.tasks).toMatchObject([{ roomId: RoomId, roomIdType: 0 }]);
});

test('a robot that already runs in the room is refused until its task has ended', async () => {
  const standIn = await start();
  const client = clientOf(standIn.url);
  const { TaskId = '' } = await client.StartStreamIngest(documented);
  await expect(client.StartStreamIngest(documented)).rejects.toMatchObject({
    code: 'FailedOperation.TaskExist',
  });
  await client.StartStreamIngest({ ...documented, RoomId: 'another' });
  await client.StopStreamIngest({ SdkAppId: documented.SdkAppId, TaskId });
  await client.StartStreamIngest(documented);
  expect(standIn.tasks.map(({ roomId, state }) => `${roomId} ${state}`)).toEqual([
    'room123 ended',
    'another running',
    'room123 running',
  ]);
});

test('an id that is no number passes as an integer room, whatever its characters', async () => {
  const standIn = await start();
  await clientOf(standIn.url).StartStreamIngest({ ...documented, RoomId: 'a/b', RoomIdType: 1 });
  expect(standIn.tasks).toMatchObject([{ roomId: 'a/b', roomIdType: 1 }]);
});

test('two robots may be in one room, and one robot in the same room of two applications', async () => {
  const other = { sdkAppId: 1_400_000_002, secretKey: 'key of the other one' };
  const standIn = await start({ apps: [app, other] });
  const client = clientOf(standIn.url);
  await client.StartStreamIngest(documented);
  const second = { UserId: 'robot124', UserSig: tickets.genUserSig('robot124', 600) };
  await client.StartStreamIngest({ ...documented, ...second });
  const UserSig = new Api(other.sdkAppId, other.secretKey).genUserSig(documented.UserId, 600);
  await client.StartStreamIngest({ ...documented, SdkAppId: other.sdkAppId, UserSig });
  expect(standIn.tasks).toHaveLength(3);
});

test('room 7 and room "7" are two rooms', async () => {
  const standIn = await start();
  const client = clientOf(standIn.url);
  await client.StartStreamIngest({ ...documented, RoomId: '7', RoomIdType: 1 });
  await client.StartStreamIngest({ ...documented, RoomId: '7', RoomIdType: 0 });
  expect(standIn.tasks).toHaveLength(2);
});
