import { describe, expect, test } from '@jest/globals';
import { hintFor, unknownHint } from '../../src/trtc/hints.ts';
import { ticketSeconds } from '../../src/trtc/user-sig.ts';

/** The API's own codes (its reference page), and the common ones that name what is wrong. */
const codes = [
  'FailedOperation.NotAllowed',
  'FailedOperation.NotRtmpFunction',
  'FailedOperation.NotAbility',
  'FailedOperation.RestrictedConcurrency',
  'FailedOperation.TaskExist',
  'FailedOperation.TaskNotExist',
  'FailedOperation.TaskFinished',
  'InternalError.HttpParseFailed',
  'InternalError.InternalError',
  'InvalidParameter.BodyParamsError',
  'InvalidParameter.RoomId',
  'InvalidParameter.SdkAppId',
  'InvalidParameter.StrRoomId',
  'InvalidParameter.StreamUrl',
  'InvalidParameter.TaskId',
  'InvalidParameter.UserSig',
  'MissingParameter.RoomId',
  'MissingParameter.SdkAppId',
  'MissingParameter.TaskId',
  'ResourceInsufficient.RequestRejection',
  'RequestLimitExceeded',
  'UnsupportedRegion',
  'UnauthorizedOperation',
  'AuthFailure.SignatureFailure',
  'IpNotInWhitelist',
  'LimitExceeded',
  'NoSuchVersion',
  'ServiceUnavailable',
  'UnknownParameter',
  'Network.NotSent',
];
const fallback = hintFor('NoSuchFamily.NoSuchCode');
const whatToDo = /\b(open|subscribe|stop|start|try|give|check|edit|choose|set|renew|look|ask)\b/i;

describe('The hint for', () => {
  test.each(codes)('%s is its own and says what to do', (code) => {
    const hint = hintFor(code);
    expect(hint).not.toBe(fallback);
    expect(hint).toMatch(whatToDo);
    expect(hint).toMatch(/^[A-Z].*\.$/s);
  });

  // Both InternalErrors mean the same thing to a person as their family does.
  test.each(codes.filter((code) => code.includes('.') && !/^InternalError|^Network/.test(code)))(
    '%s is more than that of its family',
    (code) => expect(hintFor(code)).not.toBe(hintFor(`${code.split('.')[0]}.NoSuchCode`)),
  );

  test.each([
    ['AuthFailure.InvalidAuthorization', 'AuthFailure'],
    ['InvalidParameter.OutOfRange', 'InvalidParameter'],
    ['UnauthorizedOperation.CamNoAuth', 'UnauthorizedOperation'],
    ['RequestLimitExceeded.UinLimitExceeded', 'RequestLimitExceeded'],
    ['ResourceInsufficient.Other', 'ResourceInsufficient'],
  ])('%s, which has none, is that of %s', (code, family) => {
    expect(hintFor(code)).toBe(hintFor(family));
    expect(hintFor(code)).not.toBe(fallback);
  });

  test.each(['', '.', 'NoSuchCode', 'FailedOperation.NoSuchCode', 'constructor', '__proto__.x'])(
    '%j, which nobody knows, says where to look',
    (code) => expect(hintFor(code)).toMatch(/Tencent support asks for the RequestId\.$/),
  );

  test('a lost answer says that it may run all the same, and is not sent again', () => {
    expect(unknownHint).toMatch(/may have started.*not sent again.*look into the room/s);
  });
});

test.each([
  [undefined, 10_080 * 60 + 600],
  [1, 660],
  [120, 120 * 60 + 600],
  [10_080, 10_080 * 60 + 600],
])('The tickets of a task of at most %s minutes are good for %d seconds', (minutes, seconds) => {
  expect(ticketSeconds(minutes)).toBe(seconds);
});
