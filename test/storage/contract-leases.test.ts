import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Store } from '../../src/storage/open.ts';
import { kinds, type Stage } from '../support/stores.ts';

describe.each(kinds)('A store at $name', ({ setUp, lasting, shared }) => {
  let stage: Stage;
  let store: Store;

  beforeEach(async () => {
    stage = await setUp();
    store = await stage.open();
  });
  afterEach(() => stage.tearDown());

  describe('has leases that', () => {
    test('go to the first, who is named to everybody', async () => {
      const { acquire } = store.leases;
      expect(await acquire('key', 'me', 60_000)).toBe('me');
      expect(await acquire('key', 'you', 60_000)).toBe('me');
      expect(await acquire('other', 'you', 60_000)).toBe('you');
    });

    test('can be had again by whoever has them, for longer', async () => {
      const { acquire } = store.leases;
      await acquire('key', 'me', 200);
      expect(await acquire('key', 'me', 60_000)).toBe('me');
      await acquire('short', 'me', 200);
      await stage.passes(200, async () => (await acquire('short', 'you', 60_000)) === 'you');
      expect(await acquire('key', 'you', 60_000)).toBe('me');
    });

    test('are over when their time has passed, and then go to somebody else', async () => {
      const { acquire } = store.leases;
      await acquire('key', 'me', 200);
      await stage.passes(200, async () => (await acquire('key', 'you', 60_000)) === 'you');
      expect(await acquire('key', 'me', 60_000)).toBe('you');
    });

    test('are given back by whoever has them, and by nobody else', async () => {
      const { acquire, release } = store.leases;
      await acquire('key', 'me', 60_000);
      await release('key', 'you');
      await release('unclaimed', 'me');
      expect(await acquire('key', 'you', 60_000)).toBe('me');
      await release('key', 'me');
      expect(await acquire('key', 'you', 60_000)).toBe('you');
    });
  });

  if (lasting && !shared) {
    test('has no leases any more when it is opened again, since nobody else can have them', async () => {
      await store.leases.acquire('key', 'me', 60_000);
      const again = await stage.reopen();
      expect(await again.leases.acquire('key', 'you', 60_000)).toBe('you');
    });
  }

  if (shared) {
    test('shares its leases with all who have it open', async () => {
      const other = await stage.open();
      await store.leases.acquire('key', 'me', 60_000);
      expect(await other.leases.acquire('key', 'you', 60_000)).toBe('me');
      await store.leases.release('key', 'me');
      expect(await other.leases.acquire('key', 'you', 60_000)).toBe('you');
    });
  }
});
