import { expect, test } from '@jest/globals';
import { Api } from 'tls-sig-api-v2';
import { withUserBuf } from '../../support/minting.ts';
import {
  clientOf,
  documented,
  guardedApp,
  guardedTickets,
  start,
  tickets,
} from '../../support/trtc-stand-in.ts';

const { PrivateMapKey: _placeholder, ...request } = documented;
const { UserId } = documented;
const JOIN_AND_RECEIVE = 42;

function keyOfRoom7(userId = UserId, seconds = 600, privileges = 255): string {
  return guardedTickets.genPrivateMapKey(userId, seconds, 7, privileges);
}

function keyOfNamedRoom(name: string): string {
  return guardedTickets.genPrivateMapKeyWithStringRoomID(UserId, 600, name, 255);
}

async function enter(RoomId: string, RoomIdType: number, PrivateMapKey: string | undefined) {
  const standIn = await start();
  const answer = await clientOf(standIn.url).StartStreamIngest({
    ...request,
    SdkAppId: guardedApp.sdkAppId,
    UserSig: guardedTickets.genUserSig(UserId, 600),
    RoomId,
    RoomIdType,
    ...(PrivateMapKey !== undefined && { PrivateMapKey }),
  });
  return answer.TaskId;
}

test.each([
  ['an integer room', '7', 1, keyOfRoom7()],
  [
    'the greatest integer room',
    '4294967294',
    1,
    guardedTickets.genPrivateMapKey(UserId, 600, 4_294_967_294, 255),
  ],
  ['a string room', 'Room 7!', 0, keyOfNamedRoom('Room 7!')],
  ['a string room of digits', '7', 0, keyOfNamedRoom('7')],
  ["the room of the document's example", 'room123', 1, keyOfNamedRoom('room123')],
  ['an integer room, to send only', '7', 1, keyOfRoom7(UserId, 600, 2 | 4 | 16)],
])('a PrivateMapKey opens %s', async (_name, roomId, roomIdType, key) => {
  expect(await enter(roomId, roomIdType, key)).toBeDefined();
});

test.each([
  ['without a key', '7', 1, undefined, 'is missing'],
  ['with a UserSig for a key', '7', 1, guardedTickets.genUserSig(UserId, 600), 'is a UserSig'],
  ["with another integer room's key", '8', 1, keyOfRoom7(), 'is for another room'],
  ["with another string room's key", 'b', 0, keyOfNamedRoom('a'), 'is for another room'],
  ["with an integer room's key", '7', 0, keyOfRoom7(), 'is for another room'],
  ["with a string room's key", '7', 1, keyOfNamedRoom('7'), 'is for another room'],
  ["with another user's key", '7', 1, keyOfRoom7('robot124'), 'belongs to another UserId'],
  [
    "with another application's key",
    '7',
    1,
    tickets.genPrivateMapKey(UserId, 600, 7, 255),
    'another SdkAppId',
  ],
  ['with an expired key', '7', 1, keyOfRoom7(UserId, -1), 'has expired'],
  ['with a key only to watch', '7', 1, keyOfRoom7(UserId, 600, JOIN_AND_RECEIVE), 'does not permit'],
  [
    'with a key minted with a wrong secret',
    '7',
    1,
    new Api(guardedApp.sdkAppId, 'other').genPrivateMapKey(UserId, 600, 7, 255),
    'was not minted with the key',
  ],
])('a room is closed %s', async (_name, roomId, roomIdType, key, reason) => {
  await expect(enter(roomId, roomIdType, key)).rejects.toMatchObject({
    code: 'InvalidParameter.UserSig',
    message: expect.stringContaining(reason),
  });
});

const SDK_APP_ID_AT = 3 + UserId.length;
const EXPIRY_AT = SDK_APP_ID_AT + 8;

test.each<[string, (userBuf: Buffer) => Buffer, string]>([
  ['another user', (userBuf) => replaced(userBuf, 3, Buffer.from('R')), 'belongs to another UserId'],
  ['another application', (userBuf) => replaced(userBuf, SDK_APP_ID_AT, Buffer.alloc(4)), 'another SdkAppId'],
  ['an end that has passed', (userBuf) => replaced(userBuf, EXPIRY_AT, Buffer.alloc(4)), 'has expired'],
  ['a byte too many', (userBuf) => Buffer.concat([userBuf, Buffer.alloc(1)]), 'cannot be read'],
  ['not even a user', () => Buffer.alloc(2), 'cannot be read'],
])('a key whose permission names %s is refused', async (_name, edit, reason) => {
  await expect(enter('7', 1, withUserBuf(keyOfRoom7(), guardedApp, edit))).rejects.toMatchObject({
    code: 'InvalidParameter.UserSig',
    message: expect.stringContaining(reason),
  });
});

test('a permission that is signed again unchanged still opens the room', async () => {
  expect(
    await enter(
      '7',
      1,
      withUserBuf(keyOfRoom7(), guardedApp, (same) => same),
    ),
  ).toBeDefined();
});

function replaced(userBuf: Buffer, offset: number, bytes: Buffer): Buffer {
  return Buffer.concat([userBuf.subarray(0, offset), bytes, userBuf.subarray(offset + bytes.length)]);
}
