import { describe, expect, test } from '@jest/globals';
import { app, clientOf, documented, start } from '../../support/trtc-stand-in.ts';

const SdkAppId = app.sdkAppId;
const taskId = '-gCTFWtU7t7DUlo7A8IswFszO9z2O-rbERqJAoK-4pycoZXKjIAAnasdcasdOEycyX4CnzhIm4RAQ..';

type Row = [params: Record<string, unknown>, code: string];

async function refusalOf(action: string, params: object): Promise<unknown> {
  const standIn = await start();
  const refusal = await clientOf(standIn.url)
    .request(action, params)
    .catch((error: unknown) => error);
  expect(standIn.calls).toMatchObject([{ action, params: JSON.parse(JSON.stringify(params)) }]);
  expect(standIn.tasks).toEqual([]);
  return refusal;
}

describe('StartStreamIngest refuses', () => {
  const rows: Row[] = [
    [{ SdkAppId: undefined }, 'MissingParameter.SdkAppId'],
    [{ RoomId: undefined }, 'MissingParameter.RoomId'],
    [{ RoomId: '' }, 'MissingParameter.RoomId'],
    [{ RoomIdType: undefined }, 'MissingParameter'],
    [{ UserId: undefined }, 'MissingParameter.UserId'],
    [{ UserSig: undefined }, 'MissingParameter.UserSig'],
    [{ StreamUrl: undefined }, 'InvalidParameter.StreamUrl'],

    [{ SdkAppId: String(SdkAppId) }, 'InvalidParameter'],
    [{ SdkAppId: 1.5 }, 'InvalidParameter'],
    [{ RoomId: 123 }, 'InvalidParameter'],
    [{ RoomIdType: '1' }, 'InvalidParameter'],
    [{ UserId: 7 }, 'InvalidParameter'],
    [{ UserSig: true }, 'InvalidParameter'],
    [{ StreamUrl: ['https://a.b/test.mp4'] }, 'InvalidParameter'],
    [{ PrivateMapKey: 1 }, 'InvalidParameter'],
    [{ SeekSecond: '1' }, 'InvalidParameter'],
    [{ SeekSecond: 1.5 }, 'InvalidParameter'],
    [{ AutoPush: 'true' }, 'InvalidParameter'],
    [{ RepeatNum: '1' }, 'InvalidParameter'],
    [{ RepeatNum: -1, MaxDuration: '60' }, 'InvalidParameter'],
    [{ Volume: 50.5 }, 'InvalidParameter'],
    [{ EnableProgress: 1 }, 'InvalidParameter'],
    [{ Tempo: '1' }, 'InvalidParameter'],
    [{ IdleTimeout: '60' }, 'InvalidParameter'],

    [{ SdkAppId: 1 }, 'InvalidParameter.SdkAppId'],
    [{ RoomIdType: 2 }, 'InvalidParameter.OutOfRange'],
    [{ RoomId: '0' }, 'InvalidParameter.RoomId'],
    [{ RoomId: '4294967295' }, 'InvalidParameter.RoomId'],
    [{ RoomIdType: 0, RoomId: 'a/b' }, 'InvalidParameter.StrRoomId'],
    [{ RoomIdType: 0, RoomId: 'süd' }, 'InvalidParameter.StrRoomId'],
    [{ RoomIdType: 0, RoomId: 'x'.repeat(65) }, 'InvalidParameter.StrRoomId'],
    [{ UserId: 'x'.repeat(33) }, 'InvalidParameter.UserId'],
    [{ UserId: 'robot 123' }, 'InvalidParameter.UserId'],
    [{ StreamUrl: '' }, 'InvalidParameter.StreamUrl'],
    [{ StreamUrl: 'a.b/test.mp4' }, 'InvalidParameter.StreamUrl'],
    [{ StreamUrl: 'ftp://a.b/test.mp4' }, 'InvalidParameter.StreamUrl'],
    [{ StreamUrl: 'rtmp:///live' }, 'InvalidParameter.StreamUrl'],
    [{ StreamUrl: 'https://a.b/my test.mp4' }, 'InvalidParameter.StreamUrl'],
    [{ StreamUrl: 'https://a.b:99999/x' }, 'InvalidParameter.StreamUrl'],
    [{ SeekSecond: -1 }, 'InvalidParameter.OutOfRange'],
    [{ RepeatNum: 0 }, 'InvalidParameter.OutOfRange'],
    [{ RepeatNum: -2 }, 'InvalidParameter.OutOfRange'],
    [{ RepeatNum: 1001 }, 'InvalidParameter.OutOfRange'],
    [{ RepeatNum: -1, MaxDuration: 0 }, 'InvalidParameter.OutOfRange'],
    [{ RepeatNum: -1, MaxDuration: 10_081 }, 'InvalidParameter.OutOfRange'],
    [{ RepeatNum: 2, MaxDuration: 60 }, 'InvalidParameter.BodyParamsError'],
    [{ MaxDuration: 60 }, 'InvalidParameter.BodyParamsError'],
    [{ Volume: -1 }, 'InvalidParameter.OutOfRange'],
    [{ Volume: 201 }, 'InvalidParameter.OutOfRange'],
    [{ Tempo: 1.1 }, 'InvalidParameter.OutOfRange'],
    [{ IdleTimeout: -1 }, 'InvalidParameter.OutOfRange'],
    [{ IdleTimeout: 601 }, 'InvalidParameter.OutOfRange'],

    [{ VideoEncodeParams: { Width: 1 } }, 'InvalidParameter.BodyParamsError'],
    [{ AudioEncodeParams: { Channel: 1 } }, 'InvalidParameter.BodyParamsError'],
    [{ SourceUrl: ['https://a.b/test.mp4'] }, 'InvalidParameter.BodyParamsError'],
    [{ Bitrate: 1 }, 'UnknownParameter'],
    [{ IsPause: true }, 'UnknownParameter'],
    [{ TaskId: taskId }, 'UnknownParameter'],
  ];

  test.each(rows)('%j with %s', async (params, code) => {
    expect(await refusalOf('StartStreamIngest', { ...documented, ...params })).toMatchObject({ code });
  });
});

describe('a call about a task refuses', () => {
  const rows: [action: string, ...Row][] = [
    'StopStreamIngest',
    'DescribeStreamIngest',
    'UpdateStreamIngest',
  ].flatMap((action): [string, ...Row][] => [
    [action, { TaskId: taskId }, 'MissingParameter.SdkAppId'],
    [action, { SdkAppId }, 'MissingParameter.TaskId'],
    [action, { SdkAppId, TaskId: 7 }, 'InvalidParameter'],
    [action, { SdkAppId, TaskId: 'a b' }, 'InvalidParameter.TaskId'],
    [action, { SdkAppId: 1, TaskId: taskId }, 'InvalidParameter.SdkAppId'],
    [action, { SdkAppId, TaskId: taskId, RoomId: 'room123' }, 'UnknownParameter'],
  ]);

  test.each(rows)('%s %j with %s', async (action, params, code) => {
    expect(await refusalOf(action, params)).toMatchObject({ code });
  });
});

describe('UpdateStreamIngest refuses', () => {
  const rows: Row[] = [
    [{ StreamUrl: 'a.b' }, 'InvalidParameter.StreamUrl'],
    [{ Volume: 201 }, 'InvalidParameter.OutOfRange'],
    [{ IsPause: 1 }, 'InvalidParameter'],
    [{ EnableProgress: 'no' }, 'InvalidParameter'],
    [{ Tempo: 3 }, 'InvalidParameter.OutOfRange'],
    [{ RepeatNum: 1 }, 'UnknownParameter'],
  ];

  test.each(rows)('%j with %s', async (params, code) => {
    expect(await refusalOf('UpdateStreamIngest', { SdkAppId, TaskId: taskId, ...params })).toMatchObject({
      code,
    });
  });
});

describe('a removal refuses', () => {
  const UserIds = ['robot123'];
  const rows: [action: string, ...Row][] = [
    ['RemoveUser', { SdkAppId, UserIds }, 'MissingParameter.RoomId'],
    ['RemoveUser', { SdkAppId, RoomId: '7', UserIds }, 'InvalidParameter'],
    ['RemoveUser', { SdkAppId, RoomId: 0, UserIds }, 'InvalidParameter.RoomId'],
    ['RemoveUser', { SdkAppId, RoomId: 4_294_967_295, UserIds }, 'InvalidParameter.RoomId'],
    ['RemoveUser', { SdkAppId, RoomId: 7 }, 'MissingParameter.UserIds'],
    ['RemoveUser', { SdkAppId, RoomId: 7, UserIds: 'robot123' }, 'InvalidParameter'],
    ['RemoveUser', { SdkAppId, RoomId: 7, UserIds: [1] }, 'InvalidParameter'],
    ['RemoveUser', { SdkAppId, RoomId: 7, UserIds: [] }, 'InvalidParameter.UserIds'],
    ['RemoveUser', { SdkAppId, RoomId: 7, UserIds: Array(11).fill('x') }, 'InvalidParameter.UserIds'],
    ['RemoveUser', { SdkAppId, RoomId: 7, UserIds: ['robot123', ''] }, 'InvalidParameter.UserIds'],
    ['RemoveUser', { SdkAppId, RoomId: 7, UserIds: ['x'.repeat(33)] }, 'InvalidParameter.UserIds'],
    ['RemoveUser', { SdkAppId, RoomId: 7, UserIds: Array(10).fill('x') }, 'FailedOperation.RoomNotExist'],
    ['RemoveUser', { SdkAppId, RoomId: 7.5, UserIds }, 'InvalidParameter'],
    ['RemoveUser', { RoomId: 7, UserIds }, 'MissingParameter.SdkAppId'],
    ['RemoveUser', { SdkAppId: 1, RoomId: 7, UserIds }, 'InvalidParameter.SdkAppId'],
    ['RemoveUser', { SdkAppId, RoomId: 7, UserIds, RoomIdType: 1 }, 'UnknownParameter'],
    ['RemoveUser', { SdkAppId, RoomId: 7, UserIds }, 'FailedOperation.RoomNotExist'],
    ['RemoveUserByStrRoomId', { SdkAppId, UserIds }, 'MissingParameter.RoomId'],
    ['RemoveUserByStrRoomId', { SdkAppId, RoomId: '7' }, 'MissingParameter.UserIds'],
    ['RemoveUserByStrRoomId', { SdkAppId, RoomId: 7, UserIds }, 'InvalidParameter'],
    ['RemoveUserByStrRoomId', { SdkAppId, RoomId: 'x'.repeat(65), UserIds }, 'InvalidParameter.RoomId'],
    ['RemoveUserByStrRoomId', { SdkAppId, RoomId: 'a/b', UserIds }, 'InvalidParameter.RoomId'],
    ['RemoveUserByStrRoomId', { SdkAppId, RoomId: '7', UserIds }, 'FailedOperation.RoomNotExist'],
  ];

  test.each(rows)('%s %j with %s', async (action, params, code) => {
    expect(await refusalOf(action, params)).toMatchObject({ code });
  });
});
