import { expect, test } from '@jest/globals';
import { fields, withoutSecrets } from '../../src/ingest/fields.ts';

test('What is kept of a draft is all but its UserSig and PrivateMapKey', () => {
  const full = Object.fromEntries(fields.map((field) => [field, `value of ${field}`]));
  const { 'user-sig': userSig, 'private-map-key': privateMapKey, ...rest } = full;
  expect([userSig, privateMapKey]).not.toContain(undefined);
  expect(withoutSecrets(full)).toEqual(rest);
  expect(full['user-sig']).toBe(userSig);
});
