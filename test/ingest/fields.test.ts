import { expect, test } from '@jest/globals';
import { fieldDefinitions, fields, withoutSecrets } from '../../src/ingest/fields.ts';
import { readRequest } from '../../src/ingest/request.ts';
import { draft, prod } from '../support/samples.ts';

test('Every field has words for the form, for help and for its problems', () => {
  for (const field of fields) {
    const { label, purpose, takes, example } = fieldDefinitions[field];
    expect([label, purpose, takes, example].filter((words) => words.trim() === '')).toEqual([]);
  }
});

test('No two fields have the same label', () => {
  expect(new Set(fields.map((field) => fieldDefinitions[field].label)).size).toBe(fields.length);
});

test.each(fields.filter((field) => fieldDefinitions[field].kind !== 'secret'))(
  'The example of %s may be typed',
  (field) => {
    const needed = field === 'max-duration' ? { repeat: '-1' } : {};
    const typed = { ...draft, ...needed, [field]: fieldDefinitions[field].example };
    expect(readRequest(typed, [prod])).toMatchObject({ ok: true });
  },
);

test('What is kept of a draft is all but its UserSig and PrivateMapKey', () => {
  const full = Object.fromEntries(fields.map((field) => [field, `value of ${field}`]));
  const { 'user-sig': userSig, 'private-map-key': privateMapKey, ...rest } = full;
  expect([userSig, privateMapKey]).not.toContain(undefined);
  expect(withoutSecrets(full)).toEqual(rest);
  expect(full['user-sig']).toBe(userSig);
});
