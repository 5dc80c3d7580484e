import { ApiError } from './api-error.ts';
import { integer, integerWithin, number, outOfRange, type Params, required, string } from './params.ts';
import { MAX_INTEGER_ROOM, type RoomIdType, roomOf } from './rooms.ts';

const TEMPOS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];

export function readRoomIdType(params: Params): RoomIdType {
  const type = required('RoomIdType', integer(params, 'RoomIdType'));
  if (type !== 0 && type !== 1) throw outOfRange('RoomIdType', '0 or 1');
  return type;
}

export function readRoomId(params: Params, roomIdType: RoomIdType): string {
  const roomId = required('RoomId', string(params, 'RoomId'));
  const room = roomOf(roomId, roomIdType);
  if (room.kind === 'integer' && !isIntegerRoom(room.number)) throw wrongRoomId();
  if (roomIdType === 0 && !isStringRoom(roomId)) {
    throw new ApiError('InvalidParameter.StrRoomId', 'StrRoomId parameter error.');
  }
  return roomId;
}

export function isIntegerRoom(roomId: number): boolean {
  return roomId >= 1 && roomId <= MAX_INTEGER_ROOM;
}

/** The characters are all ASCII, so that 64 of them are 64 bytes. */
export function isStringRoom(roomId: string): boolean {
  return /^[A-Za-z0-9 !#$%&()+\-:;<=.>?@[\]^_{}|~,]{1,64}$/.test(roomId);
}

export function wrongRoomId(): ApiError {
  return new ApiError('InvalidParameter.RoomId', 'RoomId is incorrect.');
}

export function readUserId(params: Params): string {
  const userId = required('UserId', string(params, 'UserId'));
  if (isUserId(userId)) return userId;
  throw new ApiError('InvalidParameter.UserId', 'Invalid `UserId`.');
}

export function isUserId(userId: string): boolean {
  return /^[A-Za-z0-9_-]{1,32}$/.test(userId);
}

export function readStreamUrl(params: Params): string | undefined {
  const url = string(params, 'StreamUrl');
  if (url === undefined) return undefined;
  if (!/^(https?|rtmp):\/\/[^\s/?#]\S*$/i.test(url) || !isUrl(url)) {
    throw wrongStreamUrl('an http, https or rtmp URL is needed');
  }
  return url;
}

/** Not by URL.canParse, which Node 20 breaks for letters such as é once it has compiled it. */
function isUrl(text: string): boolean {
  try {
    return new URL(text).href !== '';
  } catch {
    return false;
  }
}

export function wrongStreamUrl(reason: string): ApiError {
  return new ApiError('InvalidParameter.StreamUrl', `Invalid StreamUrl format: ${reason}.`);
}

export function readVolume(params: Params): number | undefined {
  return integerWithin(params, 'Volume', 0, 200);
}

export function readTempo(params: Params): number | undefined {
  const tempo = number(params, 'Tempo');
  if (tempo === undefined || TEMPOS.includes(tempo)) return tempo;
  throw outOfRange('Tempo', TEMPOS.join(', '));
}
