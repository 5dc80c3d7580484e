import { ApiError } from './api-error.ts';
import {
  boolean,
  integer,
  integerWithin,
  outOfRange,
  type Params,
  refuseUnknown,
  required,
  string,
  strings,
} from './params.ts';
import { type Room, type RoomIdType, roomOf } from './rooms.ts';
import {
  isIntegerRoom,
  isStringRoom,
  isUserId,
  readRoomId,
  readRoomIdType,
  readStreamUrl,
  readTempo,
  readUserId,
  readVolume,
  wrongRoomId,
  wrongStreamUrl,
} from './values.ts';

export interface StartRequest {
  sdkAppId: number;
  roomId: string;
  roomIdType: RoomIdType;
  userId: string;
  userSig: string;
  privateMapKey: string | undefined;
  streamUrl: string;
  volume: number;
  tempo: number;
  enableProgress: boolean;
}

export interface TaskRequest {
  sdkAppId: number;
  taskId: string;
}

/** What an update changes; what it does not name stays as it is. */
export interface TaskChanges {
  streamUrl?: string;
  volume?: number;
  paused?: boolean;
  enableProgress?: boolean;
  tempo?: number;
}

export interface RemovalRequest {
  sdkAppId: number;
  room: Room;
  userIds: string[];
}

const DEPRECATED = ['VideoEncodeParams', 'AudioEncodeParams', 'SourceUrl'];
const ROOM_PARAMETERS = ['RoomId', 'RoomIdType', 'UserId', 'UserSig', 'PrivateMapKey'];
const PLAYBACK_PARAMETERS = ['SeekSecond', 'AutoPush', 'RepeatNum', 'MaxDuration', 'IdleTimeout'];
const LIVE_PARAMETERS = ['StreamUrl', 'Volume', 'EnableProgress', 'Tempo'];

const START_PARAMETERS = ['SdkAppId', ...ROOM_PARAMETERS, ...PLAYBACK_PARAMETERS, ...LIVE_PARAMETERS];
const UPDATE_PARAMETERS = ['SdkAppId', 'TaskId', ...LIVE_PARAMETERS, 'IsPause'];

/**
 * Reads StartStreamIngest's parameters by the rules of Tencent's document and SDK models. Stricter than Tencent in
 * that deprecated parameters, and a MaxDuration that would have no effect, are refused. Values out of range get
 * TRTC's InvalidParameter.OutOfRange where they have no code of their own.
 * @throws ApiError MissingParameter.*, InvalidParameter.*, UnknownParameter
 */
export function readStart(params: Params): StartRequest {
  refuseDeprecated(params);
  refuseUnknown(params, START_PARAMETERS);
  checkPlayback(params);
  const roomIdType = readRoomIdType(params);
  const streamUrl = readStreamUrl(params);
  if (streamUrl === undefined) throw wrongStreamUrl('it is required in practice');
  return {
    sdkAppId: required('SdkAppId', integer(params, 'SdkAppId')),
    roomId: readRoomId(params, roomIdType),
    roomIdType,
    userId: readUserId(params),
    userSig: required('UserSig', string(params, 'UserSig')),
    privateMapKey: string(params, 'PrivateMapKey'),
    streamUrl,
    volume: readVolume(params) ?? 100,
    tempo: readTempo(params) ?? 1,
    enableProgress: boolean(params, 'EnableProgress') ?? false,
  };
}

/** Reads StopStreamIngest's and DescribeStreamIngest's parameters. */
export function readTask(params: Params): TaskRequest {
  refuseUnknown(params, ['SdkAppId', 'TaskId']);
  return readTaskId(params);
}

export function readUpdate(params: Params): { task: TaskRequest; changes: TaskChanges } {
  refuseUnknown(params, UPDATE_PARAMETERS);
  const changes = {
    streamUrl: readStreamUrl(params),
    volume: readVolume(params),
    paused: boolean(params, 'IsPause'),
    enableProgress: boolean(params, 'EnableProgress'),
    tempo: readTempo(params),
  };
  const named = Object.entries(changes).filter(([, value]) => value !== undefined);
  return { task: readTaskId(params), changes: Object.fromEntries(named) };
}

/** Reads RemoveUser's parameters: the room's id is an integer. */
export function readRemoval(params: Params): RemovalRequest {
  const roomId = required('RoomId', integer(params, 'RoomId'));
  if (!isIntegerRoom(roomId)) throw wrongRoomId();
  return { ...readRemoved(params), room: { kind: 'integer', number: roomId } };
}

/** Reads RemoveUserByStrRoomId's parameters: the room's id is a string. */
export function readRemovalByStrRoomId(params: Params): RemovalRequest {
  const roomId = required('RoomId', string(params, 'RoomId'));
  if (!isStringRoom(roomId)) throw wrongRoomId();
  return { ...readRemoved(params), room: roomOf(roomId, 0) };
}

function readRemoved(params: Params): Omit<RemovalRequest, 'room'> {
  refuseUnknown(params, ['SdkAppId', 'RoomId', 'UserIds']);
  const userIds = required('UserIds', strings(params, 'UserIds'));
  if (userIds.length < 1 || userIds.length > 10 || !userIds.every(isUserId)) {
    throw new ApiError('InvalidParameter.UserIds', '`UserIds` is incorrect.');
  }
  return { sdkAppId: required('SdkAppId', integer(params, 'SdkAppId')), userIds };
}

function readTaskId(params: Params): TaskRequest {
  const sdkAppId = required('SdkAppId', integer(params, 'SdkAppId'));
  const taskId = required('TaskId', string(params, 'TaskId'));
  if (!/^[A-Za-z0-9+_.-]{1,128}$/.test(taskId)) {
    throw new ApiError('InvalidParameter.TaskId', 'TaskId parameter error.');
  }
  return { sdkAppId, taskId };
}

function refuseDeprecated(params: Params): void {
  const name = DEPRECATED.find((deprecated) => params[deprecated] !== undefined);
  if (name === undefined) return;
  throw new ApiError('InvalidParameter.BodyParamsError', `The parameter \`${name}\` is deprecated.`);
}

function checkPlayback(params: Params): void {
  boolean(params, 'AutoPush');
  integerWithin(params, 'SeekSecond', 0, Number.MAX_SAFE_INTEGER);
  integerWithin(params, 'IdleTimeout', 0, 600);
  const repeatNum = integerWithin(params, 'RepeatNum', -1, 1000);
  const maxDuration = integerWithin(params, 'MaxDuration', 1, 10_080);
  if (repeatNum === 0) throw outOfRange('RepeatNum', '-1 or 1 to 1000, and not 0');
  if (maxDuration !== undefined && repeatNum !== -1) {
    throw new ApiError(
      'InvalidParameter.BodyParamsError',
      'MaxDuration takes effect with RepeatNum -1 only.',
    );
  }
}
