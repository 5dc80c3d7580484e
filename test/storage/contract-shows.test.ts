import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ShowRun } from '../../src/ingest/shows/run.ts';
import type { Show } from '../../src/ingest/shows/show.ts';
import type { Store } from '../../src/storage/open.ts';
import { kinds, type Stage } from '../support/stores.ts';

const dayMs = 24 * 60 * 60 * 1000;

const show = (name: string): Show => ({
  name,
  channel: 'C0LIVE',
  defaults: { volume: '80' },
  rows: [{ room: 'a', url: 'https://a.b/a.mp4' }],
  by: 'U0ALICE',
  at: 1,
});
const run = (id: string, attempts = 0): ShowRun => ({
  ...{ id, show: 'evening', channel: 'C0LIVE', by: 'U0ALICE', at: 1 },
  rows: [{ id: 0, draft: { room: 'a' }, attempts }],
});

describe.each(kinds)('A store at $name', ({ lasting, setUp }) => {
  let stage: Stage;
  let store: Store;

  beforeEach(async () => {
    stage = await setUp();
    store = await stage.open();
  });
  afterEach(() => stage.tearDown());

  test('keeps shows in the order of their names', async () => {
    await store.shows.put(show('morning'));
    await store.shows.put(show('evening'));
    expect((await store.shows.all()).map(({ name }) => name)).toEqual(['evening', 'morning']);
    expect(await store.shows.get('evening')).toEqual(show('evening'));
    expect(await store.shows.remove('evening')).toBe(true);
    expect(await store.shows.get('evening')).toBeUndefined();
  });

  test('changes the newest run of a show with nobody in between', async () => {
    await store.runs.change('evening', () => run('r1'));
    const more = (now: ShowRun | undefined) =>
      now && { ...now, rows: now.rows.map((row) => ({ ...row, attempts: row.attempts + 1 })) };
    await Promise.all(Array.from({ length: 10 }, () => store.runs.change('evening', more)));
    expect(await store.runs.current('evening')).toEqual(run('r1', 10));
    expect(await store.runs.change('evening', () => undefined)).toBeUndefined();
    expect(await store.runs.current('other')).toBeUndefined();
  });

  test('finds a run by its id when another has taken its place', async () => {
    await store.runs.change('evening', () => run('r1', 3));
    await store.runs.change('evening', () => run('r2'));
    expect(await store.runs.current('evening')).toEqual(run('r2'));
    expect(await store.runs.find('evening', 'r1')).toEqual(run('r1', 3));
    expect(await store.runs.find('evening', 'r2')).toEqual(run('r2'));
  });

  test('keeps runs for 90 days after another took their place, or after they were changed, but for what runs', async () => {
    const raw = () => stage.backend().collection('older-runs').store.get('r1');
    const current = async (name: string) => (await store.runs.current(name))?.id;
    const isOver = async ({ show: name }: ShowRun) => name !== 'endless';
    await store.runs.change('endless', () => ({ ...run('e1'), show: 'endless' }));
    await store.runs.change('morning', () => ({ ...run('m1'), show: 'morning' }));
    await store.runs.change('evening', () => run('r1'));
    await store.runs.change('evening', () => run('r2'));
    stage.advance(89 * dayMs);
    await store.runs.change('evening', () => run('r2', 1));
    await store.runs.dropOld(isOver);
    expect([await raw(), await current('morning'), await current('endless')]).toEqual([
      expect.anything(),
      'm1',
      'e1',
    ]);
    stage.advance(2 * dayMs);
    await store.runs.dropOld(isOver);
    expect(await raw()).toBeUndefined();
    expect(await Promise.all(['morning', 'endless', 'evening'].map(current))).toEqual([
      undefined,
      'e1',
      'r2',
    ]);
    await store.runs.change('morning', (now) =>
      now === undefined ? { ...run('m2'), show: 'morning' } : now,
    );
    expect(await current('morning')).toBe('m2');
  });

  test('has them after it was opened anew, if it outlives the process', async () => {
    await store.shows.put(show('evening'));
    await store.runs.change('evening', () => run('r1', 2));
    store = await stage.reopen();
    expect(await store.shows.get('evening')).toEqual(lasting ? show('evening') : undefined);
    expect(await store.runs.current('evening')).toEqual(lasting ? run('r1', 2) : undefined);
  });
});
