import { expect, test } from '@jest/globals';
import { readAdjustment } from '../../src/ingest/adjustment.ts';
import { rulesOf } from '../support/samples.ts';

test('What can be changed while a stream runs is read by the rules of a start', () => {
  expect(readAdjustment({ volume: '80', tempo: '1.50' }, rulesOf())).toEqual({
    ok: true,
    adjustment: { change: { volume: 80, tempo: 1.5 }, fields: { volume: '80', tempo: '1.50' } },
  });
  expect(readAdjustment({ volume: 'loud' }, rulesOf())).toMatchObject({
    ok: false,
    problems: [{ field: 'volume' }],
  });
});

test('What cannot be changed is neither checked nor kept, secrets least of all', () => {
  const given = {
    volume: '80',
    room: '',
    user: 'robot',
    'user-sig': 'eJticket',
    'private-map-key': 'eJticket',
  };
  expect(readAdjustment(given, rulesOf())).toEqual({
    ok: true,
    adjustment: { change: { volume: 80 }, fields: { volume: '80' } },
  });
});
