import { expect, test } from '@jest/globals';
import type { Draft, Field } from '../../src/ingest/fields.ts';
import { readRequest } from '../../src/ingest/request.ts';
import { startParams } from '../../src/trtc/start-params.ts';
import { prod, rulesOf } from '../support/samples.ts';

const everything: Required<Draft> = {
  room: 'room123',
  url: 'https://a.b/test.mp4',
  'room-type': 'integer',
  app: 'prod',
  region: 'ap-tokyo',
  repeat: '-1',
  'max-duration': '120',
  seek: '30',
  volume: '80',
  tempo: '1.25',
  'idle-timeout': '300',
  'auto-push': 'true',
  progress: 'false',
  check: 'warn',
  user: 'robot123',
  'user-sig': 'eJwSIG',
  'private-map-key': 'eJwKEY',
};

function sent(draft: Draft): object {
  const read = readRequest(draft, rulesOf([prod]));
  if (!read.ok) throw new Error(`refused: ${JSON.stringify(read.problems)}`);
  return startParams({ request: read.request, robot: 'robot123' }, undefined);
}

test('Every option of a start is sent as the parameter that it is', () => {
  expect(sent(everything)).toEqual({
    SdkAppId: 1400000001,
    RoomId: 'room123',
    RoomIdType: 1,
    UserId: 'robot123',
    UserSig: 'eJwSIG',
    PrivateMapKey: 'eJwKEY',
    StreamUrl: 'https://a.b/test.mp4',
    RepeatNum: -1,
    MaxDuration: 120,
    SeekSecond: 30,
    Volume: 80,
    Tempo: 1.25,
    IdleTimeout: 300,
    AutoPush: true,
    EnableProgress: false,
  });
});

test('What was not given is not sent', () => {
  const needed: readonly Field[] = ['room', 'url', 'user', 'user-sig'];
  const draft = Object.fromEntries(needed.map((field) => [field, everything[field]]));
  const names = ['SdkAppId', 'RoomId', 'RoomIdType', 'UserId', 'UserSig', 'StreamUrl'];
  expect(Object.keys(sent(draft)).sort()).toEqual(names.sort());
});
