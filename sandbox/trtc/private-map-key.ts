import { isSameRoom, type Room } from './rooms.ts';
import { openTicket, type TicketHolder, wrongTicket } from './user-sig.ts';

/** Bits of the privilege map that a robot needs which enters a room and sends into it. */
const JOIN_ROOM = 2;
const SEND_AUDIO = 4;
const SEND_VIDEO = 16;
const ROBOT_PRIVILEGES = JOIN_ROOM | SEND_AUDIO | SEND_VIDEO;

interface Permission {
  userId: string;
  sdkAppId: number;
  room: Room;
  /** seconds since the epoch */
  expiresAt: number;
  privileges: number;
}

/**
 * Verifies a PrivateMapKey of TLSSigAPIv2: a UserSig that also carries the room, the privileges and its expiry.
 * @param nowMs ms since the epoch
 * @throws ApiError InvalidParameter.UserSig
 */
export function verifyPrivateMapKey(key: string, holder: TicketHolder, room: Room, nowMs: number): void {
  const userBuf = openTicket('PrivateMapKey', key, holder, nowMs);
  if (userBuf === undefined) throw wrongTicket('PrivateMapKey', 'is a UserSig');
  const permission = readPermission(userBuf);
  if (permission.userId !== holder.userId) throw wrongTicket('PrivateMapKey', 'belongs to another UserId');
  if (permission.sdkAppId !== holder.sdkAppId) {
    throw wrongTicket('PrivateMapKey', 'belongs to another SdkAppId');
  }
  if (!isSameRoom(permission.room, room)) throw wrongTicket('PrivateMapKey', 'is for another room');
  if (permission.expiresAt < nowMs / 1000) throw wrongTicket('PrivateMapKey', 'has expired');
  if ((permission.privileges & ROBOT_PRIVILEGES) !== ROBOT_PRIVILEGES) {
    throw wrongTicket('PrivateMapKey', 'does not permit to enter the room and send audio and video');
  }
}

/** Layout: version, user (16-bit length), SdkAppId, room, expiry, privileges, account type, room name (likewise). */
function readPermission(userBuf: Buffer): Permission {
  try {
    const userEnd = 3 + userBuf.readUInt16BE(1);
    const hasRoomName = userBuf.readUInt8(0) === 1;
    const nameEnd = userEnd + 20 + (hasRoomName ? 2 + userBuf.readUInt16BE(userEnd + 20) : 0);
    if (userBuf.length !== nameEnd) throw new RangeError('length');
    return {
      userId: userBuf.toString('latin1', 3, userEnd),
      sdkAppId: userBuf.readUInt32BE(userEnd),
      room: hasRoomName
        ? { kind: 'string', name: userBuf.toString('latin1', userEnd + 22) }
        : { kind: 'integer', number: userBuf.readUInt32BE(userEnd + 4) },
      expiresAt: userBuf.readUInt32BE(userEnd + 8),
      privileges: userBuf.readUInt32BE(userEnd + 12),
    };
  } catch {
    throw wrongTicket('PrivateMapKey', 'cannot be read');
  }
}
