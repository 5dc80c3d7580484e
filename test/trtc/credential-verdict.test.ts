import { describe, expect, test } from '@jest/globals';
import { errorCodes } from '../../sandbox/browser/error-codes.ts';
import { credentialVerdict } from '../../src/trtc/credential-verdict.ts';

const requestId = '71993312-6ab8-4768-9124-118e0a20c45f';
const verdict = (code: string) => credentialVerdict({ outcome: 'refused', code, requestId });

/** By the words of the list of all codes (34270). */
const ofAccount = ['AuthFailure.UnRealNameAuthenticated', 'AuthFailure.UnauthorizedOperation'];

describe('Of the credentials', () => {
  test.each([...ofAccount, 'UnauthorizedOperation', 'UnauthorizedOperation.SdkAppId'])(
    '%s says that they are right: the account may not do it',
    (code) => expect(verdict(code)).toBe('accepted'),
  );

  test('AuthFailure.UnsupportedOperation says nothing', () => {
    expect(verdict('AuthFailure.UnsupportedOperation')).toBe('silent');
  });

  test.each(
    errorCodes.filter(
      (code) =>
        code.startsWith('AuthFailure') && ![...ofAccount, 'AuthFailure.UnsupportedOperation'].includes(code),
    ),
  )('%s says that they are refused', (code) => expect(verdict(code)).toBe('refused'));

  test.each(ofAccount)('%s that nobody signed with a RequestId says nothing', (code) => {
    expect(credentialVerdict({ outcome: 'refused', code })).toBe('silent');
  });
});
