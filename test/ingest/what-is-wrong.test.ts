import { expect, test } from '@jest/globals';
import type { Draft } from '../../src/ingest/fields.ts';
import type { Fault } from '../../src/ingest/problem.ts';
import { readRequest } from '../../src/ingest/request.ts';
import { draft, keyless, prod, rulesOf } from '../support/samples.ts';

test.each<[Draft, Fault]>([
  [{ room: 'süd*' }, { code: 'characters', characters: ['ü', '*'] }],
  [{ room: 'x'.repeat(80) }, { code: 'too-long', most: 64, length: 80, unit: 'bytes' }],
  [{ volume: '201' }, { code: 'not-allowed' }],
  [{ volume: '99.5' }, { code: 'no-whole-number', because: 'fraction' }],
  [{ volume: '100%' }, { code: 'no-whole-number', because: 'unit' }],
  [{ seek: '1:30' }, { code: 'no-whole-number', because: 'signs' }],
  [{ 'room-type': 'int' }, { code: 'no-choice', nearest: 'integer' }],
  [{ region: 'singapore' }, { code: 'region', offered: prod.regions, nearest: 'ap-singapore' }],
  [{ region: 'mars' }, { code: 'region', offered: prod.regions, nearest: undefined }],
  [
    { app: 'keyles' },
    {
      code: 'application',
      known: [prod, keyless].map(({ name, sdkAppId }) => ({ name, sdkAppId })),
      nearest: 'keyless',
    },
  ],
])('What is wrong with %j is told in data', (typed, fault) => {
  const [[field, given] = []] = Object.entries(typed);
  expect(readRequest({ ...draft, ...typed }, rulesOf([prod, keyless]))).toEqual({
    ok: false,
    problems: [{ field, given, ...fault }],
  });
});

test('Of a URL that is refused only what may be shown is given', () => {
  const url = 'https://user:one two three@a.b/x';
  expect(readRequest({ ...draft, url }, rulesOf([prod]))).toMatchObject({
    problems: [{ given: 'https://…?…' }],
  });
  expect(readRequest({ ...draft, url: 'hunter2' }, rulesOf([prod]))).toMatchObject({
    ok: false,
    problems: [{ field: 'url' }],
  });
  expect(JSON.stringify(readRequest({ ...draft, url: 'hunter2' }, rulesOf([prod])))).not.toContain('hunter2');
});
