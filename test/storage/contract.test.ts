import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Store } from '../../src/storage/open.ts';
import { draft, states, taskIn } from '../support/samples.ts';
import { kinds, type Stage, write } from '../support/stores.ts';

const oddKeys = [
  ' ',
  'a:b',
  'a::b',
  'tasks:k7f2qd',
  'trtc-ingest:tasks',
  'trtc-ingest:tasks::k7f2qd',
  '__proto__',
  'constructor',
  '{tag}*?[x]',
  'tab\tnew\nline',
  'quote"\'`\\',
  'süd 房间 🎬',
  'x'.repeat(900),
];
const [queued, starting, live] = states.map((state) => taskIn(state));
if (queued === undefined || starting === undefined || live === undefined) throw new Error('no samples');

describe.each(kinds)('A store at $name', ({ lasting, shared, setUp }) => {
  let stage: Stage;
  let store: Store;

  beforeEach(async () => {
    stage = await setUp();
    store = await stage.open();
  });
  afterEach(() => stage.tearDown());

  test.each(states.map((state) => [state.name, state] as const))(
    'keeps all of a task that is %s',
    async (_, state) => {
      await write(store, taskIn(state));
      expect(await store.tasks.get('k7f2qd')).toEqual(taskIn(state));
    },
  );

  test('has what was written last', async () => {
    await write(store, queued);
    await write(store, starting);
    await write(store, live);
    expect(await store.tasks.get('k7f2qd')).toEqual(live);
  });

  test('keeps what was put, not what becomes of it', async () => {
    const changing = structuredClone(queued);
    await write(store, changing);
    changing.room.id = 'another';
    const got = await store.tasks.get('k7f2qd');
    if (got !== undefined) got.channel = 'another';
    expect(await store.tasks.get('k7f2qd')).toEqual(queued);
  });

  test('has nothing that was not written', async () => {
    expect(await store.tasks.get('k7f2qd')).toBeUndefined();
    expect(await store.drafts.get('draft-1')).toBeUndefined();
  });

  test.each([['x'.repeat(3000)], ['房'.repeat(700)], ['\u0000'.repeat(980)], ['\u0000'.repeat(2000)]])(
    'has nothing under a name that is longer than any (%#)',
    async (name) => {
      expect(await store.tasks.get(name)).toBeUndefined();
      expect(await store.tasks.byTaskId(name)).toBeUndefined();
      expect(await store.drafts.get(name)).toBeUndefined();
    },
  );

  test('tells tasks, drafts and leases of one name apart', async () => {
    await write(store, { ...queued, handle: 'same' });
    expect(await store.drafts.get('same')).toBeUndefined();
    await store.drafts.put('same', draft, 60_000);
    expect(await store.leases.acquire('same', 'me', 60_000)).toBe('me');
    expect(await store.tasks.get('same')).toMatchObject({ handle: 'same' });
    expect(await store.drafts.get('same')).toEqual(draft);
  });

  test.each(oddKeys)('takes the key %j like any other', async (key) => {
    await write(store, { ...queued, handle: key });
    await store.drafts.put(key, { room: key }, 60_000);
    expect(await store.tasks.get(key)).toEqual({ ...queued, handle: key });
    expect(await store.drafts.get(key)).toEqual({ room: key });
    expect(await store.leases.acquire(key, 'me', 60_000)).toBe('me');
    expect(await store.leases.acquire(key, 'you', 60_000)).toBe('me');
    expect(await store.tasks.get('k7f2qd')).toBeUndefined();
  });

  test('keeps a draft for as long as it was told', async () => {
    await store.drafts.put('draft-1', draft, 200);
    await store.drafts.put('draft-2', draft, 60_000);
    expect(await store.drafts.get('draft-1')).toEqual(draft);
    await stage.passes(200, async () => (await store.drafts.get('draft-1')) === undefined);
    expect(await store.drafts.get('draft-2')).toEqual(draft);
  });

  test('gives each of 200 keys to one of those who acquire it at once', async () => {
    const rival = shared ? await stage.open() : store;
    const keys = Array.from({ length: 200 }, (_, index) => `request:${index}`);
    const held = await Promise.all(
      keys.map((key) =>
        Promise.all([store, rival, store].map(({ leases }, by) => leases.acquire(key, `${by}`, 60_000))),
      ),
    );
    expect(held.filter((holders) => new Set(holders).size !== 1)).toEqual([]);
  });

  test('can be checked again and again', async () => {
    await store.check();
    await store.check();
  });

  if (shared) {
    test('shows each who opened it what the others wrote', async () => {
      const other = await stage.open();
      await write(store, live);
      expect(await other.tasks.get('k7f2qd')).toEqual(live);
      expect(await store.leases.acquire('key', 'me', 60_000)).toBe('me');
      expect(await other.leases.acquire('key', 'you', 60_000)).toBe('me');
    });
  }

  if (lasting) {
    test('still has everything when it is opened again', async () => {
      await write(store, live);
      await store.drafts.put('draft-1', draft, 60_000);
      const again = await stage.reopen();
      expect(await again.tasks.get('k7f2qd')).toEqual(live);
      expect(await again.drafts.get('draft-1')).toEqual(draft);
    });
  }
});
