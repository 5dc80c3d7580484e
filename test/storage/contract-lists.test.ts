import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Grant } from '../../src/ingest/access.ts';
import type { HistoryEntry } from '../../src/ingest/history.ts';
import type { Preset } from '../../src/ingest/preset.ts';
import type { Store } from '../../src/storage/open.ts';
import { draft } from '../support/samples.ts';
import { kinds, type Stage } from '../support/stores.ts';

const dayMs = 24 * 60 * 60 * 1000;
const grant = (user: string, at: number): Grant => ({ user, by: 'U0ALICE', role: 'operator', at });
const preset = (name: string, at = 1): Preset => ({ name, draft, by: 'U0ALICE', at });

describe.each(kinds)('A store at $name', ({ setUp, lasting }) => {
  let stage: Stage;
  let store: Store;

  beforeEach(async () => {
    stage = await setUp();
    store = await stage.open();
  });
  afterEach(() => stage.tearDown());

  describe('keeps a history that', () => {
    const entry = (at: number, more: Partial<HistoryEntry> = {}): HistoryEntry => ({
      at,
      what: 'started',
      ...more,
    });
    let entries = 0;
    const add = (each: HistoryEntry) => {
      entries += 1;
      return store.history.add(`entry-${entries}`, each);
    };
    const momentsOf = async (offset: number, limit: number) =>
      (await store.history.page(offset, limit)).items.map(({ at }) => at);

    test('has nothing at first', async () => {
      expect(await store.history.page(0, 10)).toEqual({ items: [], total: 0 });
    });

    test('has all of an entry', async () => {
      const whole = entry(stage.now(), {
        by: 'U0ALICE',
        task: { handle: 'k7f2qd', room: 'room123' },
        about: 'x',
      });
      await add(whole);
      expect(await store.history.page(0, 10)).toEqual({ items: [whole], total: 1 });
    });

    test('says how many there are, also while more come and are written again', async () => {
      const start = stage.now();
      const pages: Promise<unknown>[] = [];
      for (let n = 0; n < 200; n += 1) {
        pages.push(store.history.add(`entry ${n % 150}`, entry(start + n)));
        if (n % 20 === 10) pages.push(store.history.page(0, 5));
      }
      await Promise.all(pages);
      expect((await store.history.page(0, 5)).total).toBe(150);
      expect(await momentsOf(0, 1)).toEqual([start + 199]);
      for (const at of [start + 200, start + 201]) await store.history.add('one more', entry(at));
      expect((await store.history.page(0, 5)).total).toBe(151);
    });

    test('comes newest first, a page at a time, in whichever order it was written', async () => {
      const start = stage.now();
      for (const minute of [3, 1, 5, 2, 4]) await add(entry(start + minute));
      expect(await momentsOf(0, 2)).toEqual([start + 5, start + 4]);
      expect(await momentsOf(2, 2)).toEqual([start + 3, start + 2]);
      expect(await momentsOf(4, 2)).toEqual([start + 1]);
      expect(await momentsOf(6, 2)).toEqual([]);
      expect((await store.history.page(6, 2)).total).toBe(5);
    });

    test('loses none of many entries of one moment', async () => {
      const at = stage.now();
      const whats = Array.from({ length: 50 }, (_, index) => `what ${index}`);
      await Promise.all(whats.map((what) => add(entry(at, { what }))));
      const { items, total } = await store.history.page(0, 100);
      expect(new Set(items.map(({ what }) => what))).toEqual(new Set(whats));
      expect(total).toBe(50);
    });

    test('has an entry that is added again under its id once, as it was added last', async () => {
      const other = entry(stage.now(), { what: 'stopped' });
      const again = entry(stage.now() + 1, { what: 'started again' });
      await store.history.add('same', entry(stage.now()));
      await store.history.add('other', other);
      await Promise.all([store.history.add('same', again), store.history.add('same', again)]);
      expect(await store.history.page(0, 10)).toEqual({ items: [again, other], total: 2 });
    });

    test('goes after 90 days, when something new comes', async () => {
      await add(entry(stage.now()));
      stage.advance(dayMs);
      const second = entry(stage.now());
      await add(second);
      stage.advance(89 * dayMs - 60_000);
      await add(entry(stage.now()));
      expect((await store.history.page(0, 10)).total).toBe(3);
      stage.advance(120_000);
      await add(entry(stage.now()));
      const { items, total } = await store.history.page(0, 10);
      expect(total).toBe(3);
      expect(items.at(-1)).toEqual(second);
    });
  });

  describe('keeps given roles, which', () => {
    test('come the newest first, one for each user', async () => {
      for (const each of [grant('U2', 20), grant('U1', 10), grant('U3', 30)]) await store.grants.put(each);
      expect(await store.grants.all()).toEqual([grant('U3', 30), grant('U2', 20), grant('U1', 10)]);
      const again: Grant = { ...grant('U1', 40), role: 'admin' };
      await store.grants.put(again);
      expect(await store.grants.all()).toEqual([again, grant('U3', 30), grant('U2', 20)]);
    });

    test('are gone when they are taken, also when there was none', async () => {
      await store.grants.put(grant('U1', 10));
      await store.grants.remove('U2');
      expect(await store.grants.all()).toEqual([grant('U1', 10)]);
      await store.grants.remove('U1');
      expect(await store.grants.all()).toEqual([]);
    });
  });

  describe('keeps presets, which', () => {
    test('come in the order of their names, whenever they were saved', async () => {
      for (const [at, name] of ['main', 'zoo', 'Äpfel', 'back-up', '10'].entries())
        await store.presets.put(preset(name, at));
      const names = (await store.presets.all()).map(({ name }) => name);
      expect(names).toEqual(['10', 'Äpfel', 'back-up', 'main', 'zoo']);
    });

    test('are replaced by one of the same name', async () => {
      await store.presets.put(preset('main'));
      const later = { ...preset('main', 2), by: 'U0CAROL', draft: { room: 'room124' } };
      await store.presets.put(later);
      expect(await store.presets.all()).toEqual([later]);
      expect(await store.presets.get('main')).toEqual(later);
    });

    test.each(['main', '__proto__', 'süd 房间', 'a:b', 'main::x'])('may be called %s', async (name) => {
      await store.presets.put(preset(name));
      expect(await store.presets.get(name)).toEqual(preset(name));
      expect(await store.presets.get('other')).toBeUndefined();
      expect(await store.presets.remove('other')).toBe(false);
      expect(await store.presets.remove(name)).toBe(true);
      expect(await store.presets.get(name)).toBeUndefined();
      expect(await store.presets.all()).toEqual([]);
      expect(await store.presets.remove(name)).toBe(false);
    });
  });

  if (lasting) {
    test('has all of them when it is opened again', async () => {
      const entry = { at: stage.now(), what: 'started' };
      await store.history.add('entry', entry);
      await store.grants.put(grant('U1', 10));
      await store.presets.put(preset('main'));
      const again = await stage.reopen();
      expect(await again.history.page(0, 10)).toEqual({ items: [entry], total: 1 });
      expect(await again.grants.all()).toEqual([grant('U1', 10)]);
      expect(await again.presets.all()).toEqual([preset('main')]);
    });
  }
});
