import { expect, test } from '@jest/globals';
import type { Draft } from '../../../src/ingest/fields.ts';
import { createShows } from '../../../src/ingest/shows/shows.ts';
import { openStore } from '../../../src/storage/open.ts';
import { keyless, prod, rulesOf } from '../../support/samples.ts';

async function stage() {
  const logger = { info: () => {}, warn: () => {}, error: () => {} };
  let now = 1_000;
  const clock = () => now++;
  const store = await openStore('memory:', { clock, logger });
  const shows = createShows({
    ...{ store: store.shows, history: store.history, rules: rulesOf([prod, keyless]), logger, clock },
  });
  return { shows, store };
}

const row = (n: number, more: Draft = {}): Draft => ({
  room: `room${n}`,
  url: `https://a.b/${n}.mp4`,
  ...more,
});
const late = { name: 'late-show', channel: 'C0LIVE', defaults: {}, rows: [row(1), row(2)] };

test('Each change of a show is in the history, and what changed nothing is not', async () => {
  const { shows, store } = await stage();
  expect(await shows.save({ ...late, by: 'U1' })).toMatchObject({ type: 'saved', before: undefined });
  expect(await shows.save({ ...late, by: 'U2' })).toMatchObject({ type: 'saved', before: { by: 'U1' } });
  expect(await shows.save({ ...late, name: '-x', by: 'U1' })).toMatchObject({ type: 'refused' });
  expect(await shows.delete({ name: 'Late-Show', by: 'U3' })).toEqual({
    ...{ type: 'unknown', nearest: 'late-show' },
  });
  expect(await shows.delete({ name: 'late-show', by: 'U3' })).toEqual({ type: 'deleted' });
  expect(await shows.all()).toEqual([]);
  const { items } = await store.history.page(0, 10);
  expect(items.map(({ by, what, about }) => ({ by, what, about }))).toEqual([
    { by: 'U3', what: 'deleted a show', about: 'late-show' },
    { by: 'U2', what: 'replaced a show', about: 'late-show' },
    { by: 'U1', what: 'saved a show', about: 'late-show' },
  ]);
});

test('All that is wrong with a show is said at once, by its row, and nothing is saved', async () => {
  const { shows, store } = await stage();
  const rows = [
    row(1),
    row(2, { volume: '201' }),
    row(1, { url: 'ftp://a.b/3' }),
    { url: 'https://a.b/4.mp4' },
  ];
  expect(await shows.save({ ...late, name: 'a b', rows, by: 'U1' })).toEqual({
    type: 'refused',
    problems: [
      { type: 'name', given: 'a b' },
      { type: 'row', row: 1, draft: rows[1], problem: expect.objectContaining({ field: 'volume' }) },
      { type: 'row', row: 2, draft: rows[2], problem: expect.objectContaining({ field: 'url' }) },
      { type: 'row', row: 3, draft: rows[3], problem: expect.objectContaining({ code: 'missing' }) },
      { type: 'same-room', row: 2, other: 0, room: 'room1' },
    ],
  });
  expect(await shows.all()).toEqual([]);
  expect(await store.history.page(0, 10)).toMatchObject({ total: 0 });
});

test('A row has what the options of all rows say, unless it says otherwise itself', async () => {
  const { shows } = await stage();
  const defaults = { url: 'https://a.b/all.mp4', volume: '201' };
  expect(shows.check({ ...late, defaults, rows: [{ room: 'a', volume: '7' }] })).toEqual([]);
  expect(shows.check({ ...late, defaults, rows: [{ room: 'a' }] })).toMatchObject([
    { type: 'row', row: 0, problem: { field: 'volume' } },
  ]);
});

test('A show takes no secret, at least one row and at most a hundred', async () => {
  const { shows } = await stage();
  const secret = { 'user-sig': 'eJw', user: 'u' };
  expect(shows.check({ ...late, defaults: secret, rows: [row(1)] })).toContainEqual({
    ...{ type: 'secret', field: 'user-sig', row: undefined },
  });
  expect(shows.check({ ...late, rows: [row(1, secret)] })).toEqual([
    { type: 'secret', field: 'user-sig', row: 0 },
  ]);
  expect(shows.check({ ...late, rows: [] })).toEqual([{ type: 'no-rows' }]);
  const many = (count: number) => Array.from({ length: count }, (_, n) => row(n));
  expect(shows.check({ ...late, rows: many(100) })).toEqual([]);
  expect(shows.check({ ...late, rows: many(101) })).toEqual([
    { type: 'too-many-rows', count: 101, most: 100 },
  ]);
});

test('One room may stand in a show once for each application', async () => {
  const { shows } = await stage();
  const user = { user: 'robot', 'room-type': 'string' };
  const rows = [row(1, { app: 'prod', ...user }), row(1, { app: '1400000001', ...user })];
  expect(shows.check({ ...late, rows })).toMatchObject([{ type: 'same-room', row: 1, other: 0 }]);
  expect(shows.check({ ...late, rows: [row(1), row(1, { app: 'prod' })] })).toMatchObject([
    { type: 'same-room', row: 1, other: 0 },
  ]);
});

test.each([
  ['1', undefined, '1', 'integer', true],
  ['1', '1', '1', 'integer', true],
  ['1', 'string', '1', '0', true],
  ['a', undefined, 'a', 'string', true],
  ['1', undefined, '1', 'string', false],
  ['1', 'integer', '1', 'string', false],
  ['01', undefined, '1', undefined, false],
])(
  'The room %s (type: %s) and the room %s (type: %s) of one application are one room: %s',
  async (room, type, other, otherType, isOne) => {
    const { shows } = await stage();
    const user = { user: 'robot' };
    const rows = [
      row(1, { room, ...user, ...(type === undefined ? {} : { 'room-type': type }) }),
      row(2, { room: other, ...user, ...(otherType === undefined ? {} : { 'room-type': otherType }) }),
    ];
    const expected = isOne ? [{ type: 'same-room', row: 1, other: 0, room: other }] : [];
    expect(shows.check({ ...late, rows })).toEqual(expected);
  },
);
