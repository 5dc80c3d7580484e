import { Api } from 'tls-sig-api-v2';
import type { Room } from '../ingest/room.ts';
import type { Secret } from '../ingest/secret.ts';

/** All that a user may do in a room: eight bits, Tencent's "advanced permission control". */
const everyPrivilege = 255;
/** Loops without a limit, and files of unknown length, run at most as long as TRTC lets any loop run: 7 days. */
const longestTaskMinutes = 10_080;
const marginSeconds = 10 * 60;

/**
 * For how many seconds the robot's ticket is good: as long as its task can run, since the robot shows it again when
 * TRTC brings it back into the room after a fault, and a little more for the queue and for clocks that differ.
 */
export function ticketSeconds(maxDurationMinutes: number | undefined): number {
  return (maxDurationMinutes ?? longestTaskMinutes) * 60 + marginSeconds;
}

/** Mints the robot's password for the room service. */
export function mintUserSig(sdkAppId: number, key: Secret, userId: string, seconds: number): string {
  return new Api(sdkAppId, key.reveal()).genUserSig(userId, seconds);
}

/** Mints the ticket that binds the robot to one room, for applications with advanced permission control. */
export function mintPrivateMapKey(
  sdkAppId: number,
  key: Secret,
  userId: string,
  room: Room,
  seconds: number,
): string {
  const api = new Api(sdkAppId, key.reveal());
  if (room.type === 1 && /^\d+$/.test(room.id)) {
    return api.genPrivateMapKey(userId, seconds, Number(room.id), everyPrivilege);
  }
  return api.genPrivateMapKeyWithStringRoomID(userId, seconds, room.id, everyPrivilege);
}
