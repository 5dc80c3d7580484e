import { expect, test } from '@jest/globals';
import { longestText } from '../../../src/ingest/characters.ts';
import { fieldDefinitions, fields } from '../../../src/ingest/fields.ts';
import { mention } from '../../../src/ingest/mention.ts';
import { readRequest } from '../../../src/ingest/request.ts';
import { fieldWords, inCommandWords } from '../../../src/slack/format/field-words.ts';
import { limits } from '../../../src/slack/format/mrkdwn.ts';
import { draft, prod, rulesOf } from '../../support/samples.ts';

test('Every field has words for the form, for help and for its problems', () => {
  for (const field of fields) {
    const { label, purpose, takes, example } = fieldWords[field];
    expect([label, purpose, takes, example].filter((words) => words.trim() === '')).toEqual([]);
  }
});

test('No two fields have the same label', () => {
  expect(new Set(fields.map((field) => fieldWords[field].label)).size).toBe(fields.length);
});

test.each(fields.filter((field) => fieldDefinitions[field].kind !== 'secret'))(
  'The example of %s may be typed',
  (field) => {
    const needed = field === 'max-duration' ? { repeat: '-1' } : {};
    const typed = { ...draft, ...needed, [field]: fieldWords[field].example };
    expect(readRequest(typed, rulesOf([prod]))).toMatchObject({ ok: true });
  },
);

test('A field of a form holds the longest URL and the longest secret that may be started', () => {
  expect(limits.plainTextInput).toBeGreaterThanOrEqual(longestText);
});

test('A hint names fields and commands as they are typed; what is in braces otherwise stays', () => {
  const kept = `Leave ${mention('user')} out, and look at ${mention('status')}. {constructor} {User}`;
  expect(inCommandWords(kept)).toBe('Leave `--user` out, and look at `/ingest status`. {constructor} {User}');
});

test('A hint that was kept before hints named fields is shown as it is', () => {
  const kept = 'Leave `--user` out, and look at `/ingest status`.';
  expect(inCommandWords(kept)).toBe(kept);
});
