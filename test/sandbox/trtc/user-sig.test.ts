import { expect, test } from '@jest/globals';
import { Api } from 'tls-sig-api-v2';
import { open, seal } from '../../support/minting.ts';
import { app, clientOf, documented, guardedTickets, start, tickets } from '../../support/trtc-stand-in.ts';

const { UserId } = documented;
const genuine = documented.UserSig;

test('a genuine UserSig that is opened and sealed again is still accepted', async () => {
  const standIn = await start();
  await clientOf(standIn.url).StartStreamIngest({ ...documented, UserSig: seal(open(genuine)) });
  expect(standIn.tasks).toHaveLength(1);
});

test.each([
  ['another user', tickets.genUserSig('robot124', 600), 'belongs to another UserId'],
  ['another application', guardedTickets.genUserSig(UserId, 600), 'belongs to another SdkAppId'],
  ['another key', new Api(app.sdkAppId, 'other').genUserSig(UserId, 600), 'was not minted with the key'],
  ['the past', tickets.genUserSig(UserId, -1), 'has expired'],
  [
    'a later end than was signed',
    seal({ ...open(genuine), 'TLS.expire': 6000 }),
    'was not minted with the key',
  ],
  ['another version', seal({ ...open(genuine), 'TLS.ver': '1.0' }), 'is not of version 2.0'],
  ['no end', seal({ ...open(genuine), 'TLS.expire': undefined }), 'has no TLS.expire'],
  ['a PrivateMapKey', tickets.genPrivateMapKey(UserId, 600, 1, 255), 'is a PrivateMapKey'],
  ['nothing that is compressed', 'eJwabc', 'cannot be read'],
  ['plain base64', `${genuine}+/=`, 'has characters that no ticket has'],
])('a UserSig of %s is refused', async (_name, UserSig, reason) => {
  const standIn = await start();
  await expect(clientOf(standIn.url).StartStreamIngest({ ...documented, UserSig })).rejects.toMatchObject({
    code: 'InvalidParameter.UserSig',
    message: expect.stringContaining(reason),
  });
  expect(standIn.tasks).toEqual([]);
});
