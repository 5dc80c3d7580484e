import { describe, expect, test } from '@jest/globals';
import { errorCodes } from '../../sandbox/browser/error-codes.ts';
import { unknownHint } from '../../src/ingest/errors.ts';
import { withMentions } from '../../src/ingest/mention.ts';
import { hintFor, knownCodes } from '../../src/trtc/hints.ts';
import { ticketSeconds } from '../../src/trtc/user-sig.ts';

/**
 * The list of all codes (34270), its common part and what its other part has of starts, stops, changes, looks and
 * removals; the rest of it is of recordings, slices, statistics and AI.
 */
const ofPage34270 = [
  ...['ActionOffline', 'AuthFailure.InvalidAuthorization', 'AuthFailure.InvalidSecretId'],
  ...['AuthFailure.MFAFailure', 'AuthFailure.SecretIdNotFound', 'AuthFailure.SignatureExpire'],
  ...['AuthFailure.SignatureFailure', 'AuthFailure.TokenFailure', 'AuthFailure.UnauthorizedOperation'],
  ...['DryRunOperation', 'FailedOperation', 'InternalError', 'InvalidAction', 'InvalidParameter'],
  ...['InvalidParameterValue', 'InvalidRequest', 'IpInBlacklist', 'IpNotInWhitelist', 'LimitExceeded'],
  ...['MissingParameter', 'NoSuchProduct', 'NoSuchVersion', 'RequestLimitExceeded'],
  ...['RequestLimitExceeded.GlobalRegionUinLimitExceeded', 'RequestLimitExceeded.IPLimitExceeded'],
  ...['RequestLimitExceeded.UinLimitExceeded', 'RequestSizeLimitExceeded', 'ResourceInUse'],
  ...['ResourceInsufficient', 'ResourceNotFound', 'ResourceUnavailable', 'ResponseSizeLimitExceeded'],
  ...['ServiceUnavailable', 'UnauthorizedOperation', 'UnknownParameter', 'UnsupportedOperation'],
  ...['UnsupportedProtocol', 'UnsupportedRegion'],
  ...['AuthFailure', 'AuthFailure.UnRealNameAuthenticated', 'AuthFailure.UnsupportedOperation'],
  ...['FailedOperation.NotAbility', 'FailedOperation.NotAllowed', 'FailedOperation.NotRtmpFunction'],
  ...['FailedOperation.QueryTaskInfoFailed', 'FailedOperation.RestrictedConcurrency'],
  ...['FailedOperation.RoomNotExist', 'FailedOperation.SdkAppIdNotExist'],
  ...['FailedOperation.SdkAppIdNotUnderAppId', 'FailedOperation.TaskExist', 'FailedOperation.TaskFinished'],
  ...['FailedOperation.TaskNotExist', 'FailedOperation.UserNotExist', 'InternalError.DBError'],
  ...['InternalError.EsQueryError', 'InternalError.GetRoomCacheIpError'],
  ...['InternalError.GetRoomFromCacheError', 'InternalError.HttpParaseFalied'],
  ...['InternalError.HttpParseFailed', 'InternalError.InterfaceErr', 'InternalError.InternalError'],
  ...['InternalError.MethodErr', 'InternalError.UserNotExist', 'InvalidParameter.BodyParamsError'],
  ...['InvalidParameter.OutOfRange', 'InvalidParameter.RoomId', 'InvalidParameter.SdkAppId'],
  ...['InvalidParameter.SdkAppid', 'InvalidParameter.StrRoomId', 'InvalidParameter.StreamUrl'],
  ...['InvalidParameter.TaskId', 'InvalidParameter.UrlParamsError', 'InvalidParameter.UserId'],
  ...['InvalidParameter.UserIds', 'InvalidParameter.UserSig', 'InvalidParameterValue.RoomId'],
  ...['MissingParameter.AppId', 'MissingParameter.RoomId', 'MissingParameter.SdkAppId'],
  ...['MissingParameter.TaskId', 'MissingParameter.UserId', 'MissingParameter.UserIds'],
  ...['MissingParameter.UserSig', 'ResourceInsufficient.RequestRejection', 'UnauthorizedOperation.SdkAppId'],
];

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
  // Of the account and its application (34270).
  'FailedOperation.SdkAppIdNotUnderAppId',
  'FailedOperation.SdkAppIdNotExist',
  'UnauthorizedOperation.SdkAppId',
  'InvalidParameter.SdkAppid',
  'AuthFailure.UnRealNameAuthenticated',
  'AuthFailure.UnsupportedOperation',
  'AuthFailure.MFAFailure',
  'FailedOperation.UserNotExist',
  'FailedOperation.RoomNotExist',
  'InvalidParameter.UserId',
  'InvalidParameter.UserIds',
  'MissingParameter.UserSig',
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

  test.each(ofPage34270)('%s, as any that can be met, says what to do', (code) => {
    expect(hintFor(code)).not.toBe(fallback);
    expect(hintFor(code)).toMatch(whatToDo);
    expect(hintFor(code)).toMatch(/^[A-Z].*\.$/s);
  });

  test('whatever the stand-in can be made to answer with is its own or its family’s', () => {
    expect(errorCodes.filter((code) => hintFor(code) === fallback)).toEqual([]);
    expect(ofPage34270.filter((code) => !errorCodes.includes(code))).toEqual([]);
  });

  test('the two spellings of one code, which mean two things, says two things', () => {
    expect(hintFor('InvalidParameter.SdkAppid')).not.toBe(hintFor('InvalidParameter.SdkAppId'));
  });

  // Both InternalErrors mean the same thing to a person as their family does.
  test.each(codes.filter((code) => code.includes('.') && !/^InternalError|^Network/.test(code)))(
    '%s is more than that of its family',
    (code) => expect(hintFor(code)).not.toBe(hintFor(`${code.split('.')[0]}.NoSuchCode`)),
  );

  test.each([
    ['AuthFailure.NoSuchCode', 'AuthFailure'],
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

  test.each([...knownCodes])('%s names no option of a command line', (code) => {
    expect(hintFor(code)).not.toMatch(/`|--\w|\/ingest/);
    expect(withMentions(hintFor(code), () => '')).not.toMatch(/[{}]/);
  });

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
