/** What a room is to TRTC, however its id was written. */
export type Room = { kind: 'integer'; number: number } | { kind: 'string'; name: string };

/** 0: string room, 1: room with a 32-bit integer id. */
export type RoomIdType = 0 | 1;

export const MAX_INTEGER_ROOM = 4_294_967_294;

/**
 * The room that RoomId and RoomIdType mean. Tencent's own example sends RoomId `room123` with type 1: an id that
 * is no number cannot name an integer room, so that it names the string room here.
 */
export function roomOf(roomId: string, roomIdType: RoomIdType): Room {
  if (roomIdType === 1 && /^\d+$/.test(roomId)) return { kind: 'integer', number: Number(roomId) };
  return { kind: 'string', name: roomId };
}

export function isSameRoom(one: Room, other: Room): boolean {
  if (one.kind === 'integer') return other.kind === 'integer' && one.number === other.number;
  return other.kind === 'string' && one.name === other.name;
}
