import { expect, test } from '@jest/globals';
import { StoreUnavailable } from '../../src/ingest/errors.ts';
import type { HistoryStore } from '../../src/ingest/ports.ts';
import { createPresets } from '../../src/ingest/presets.ts';
import { openStore } from '../../src/storage/open.ts';
import { keyless, prod, rulesOf } from '../support/samples.ts';

async function stage(failing?: Partial<HistoryStore>) {
  const warnings: string[] = [];
  const warn = (_: object, text: string) => void warnings.push(text);
  const logger = { info: () => {}, warn, error: () => {} };
  let now = 1_000;
  const clock = () => now++;
  const store = await openStore('memory:', { clock, logger });
  const presets = createPresets({
    store: store.presets,
    history: { ...store.history, ...failing },
    rules: rulesOf([prod, keyless]),
    logger,
    clock,
  });
  const save = (name: string, by = 'U1') => presets.save({ name, draft: { room: 'room123' }, by });
  return { presets, store, save, warnings };
}

test('Each change is in the history, and what changed nothing is not', async () => {
  const { presets, store, save } = await stage();
  expect(await save('evening')).toMatchObject({ type: 'saved', before: undefined });
  expect(await save('evening', 'U2')).toMatchObject({ type: 'saved', before: { by: 'U1' } });
  expect(await save('-x')).toEqual({ type: 'refused', problems: [{ type: 'name', given: '-x' }] });
  expect(await presets.delete({ name: 'evenin', by: 'U3' })).toEqual({ type: 'unknown', nearest: 'evening' });
  expect(await presets.delete({ name: 'evening', by: 'U3' })).toEqual({ type: 'deleted' });
  const { items } = await store.history.page(0, 10);
  expect(items.map(({ by, what, about }) => ({ by, what, about }))).toEqual([
    { by: 'U3', what: 'deleted a preset', about: 'evening' },
    { by: 'U2', what: 'replaced a preset', about: 'evening' },
    { by: 'U1', what: 'saved a preset', about: 'evening' },
  ]);
});

test('All that is wrong is said at once, and nothing is saved', async () => {
  const { presets, store } = await stage();
  const draft = { volume: '201', 'user-sig': 'eJw' };
  expect(await presets.save({ name: 'a b', draft, by: 'U1' })).toEqual({
    type: 'refused',
    problems: [
      { type: 'name', given: 'a b' },
      { type: 'secret', field: 'user-sig' },
      { type: 'field', problem: expect.objectContaining({ field: 'volume', given: '201' }) },
    ],
  });
  expect(presets.check('evening', {})).toEqual([{ type: 'empty' }]);
  expect(await presets.all()).toEqual([]);
  expect(await store.history.page(0, 10)).toMatchObject({ total: 0 });
});

test('What a start needs may be left for the start', async () => {
  const { presets } = await stage();
  expect(presets.check('quiet', { volume: '30', app: 'keyless' })).toEqual([]);
});

test('The name that differs in its letters’ case alone is the nearest', async () => {
  const { presets, save } = await stage();
  for (const name of ['Evening', 'evenings']) await save(name);
  expect(await presets.find('evening')).toEqual({ type: 'unknown', nearest: 'Evening' });
  expect(await presets.find('Evening')).toMatchObject({ type: 'found', preset: { name: 'Evening' } });
  expect(await presets.find('x'.repeat(3000))).toEqual({ type: 'unknown', nearest: undefined });
});

test('Of two who delete a preset at once, one is told that it is not there', async () => {
  const { presets, store, save } = await stage();
  await save('evening');
  const results = await Promise.all(['U1', 'U2'].map((by) => presets.delete({ name: 'evening', by })));
  expect(results.map(({ type }) => type).sort()).toEqual(['deleted', 'unknown']);
  const { items } = await store.history.page(0, 10);
  expect(items.filter(({ what }) => what === 'deleted a preset')).toHaveLength(1);
});

test('A history that cannot be written does not undo a change', async () => {
  const add = () => Promise.reject(new StoreUnavailable('no disk'));
  const { presets, save, warnings } = await stage({ add });
  expect((await save('evening')).type).toBe('saved');
  expect(await presets.all()).toHaveLength(1);
  expect(warnings).toEqual(['The history could not be written']);
});
