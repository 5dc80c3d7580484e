import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Store } from '../../src/storage/open.ts';
import { kinds, type Stage } from '../support/stores.ts';

const limit = { intervalMs: 500, burst: 3 };
/** So slow that none comes free while a test runs. */
const slow = { intervalMs: 60_000, burst: 2 };

describe.each(kinds)('A pace in a store at $name', ({ setUp, shared }) => {
  let stage: Stage;
  let store: Store;

  beforeEach(async () => {
    stage = await setUp();
    store = await stage.open();
  });
  afterEach(() => stage.tearDown());

  const take = (key = 'key', its = slow, goesFirst = false, by = store) => by.pace.take(key, its, goesFirst);

  test('gives as many turns at once as it may, and then says how long to wait', async () => {
    expect([await take(), await take()]).toEqual([0, 0]);
    const waitMs = await take();
    expect(waitMs).toBeGreaterThan(59_000);
    expect(waitMs).toBeLessThanOrEqual(60_000);
  });

  test('keeps every key by itself', async () => {
    await take();
    await take();
    expect(await take('other')).toBe(0);
  });

  test('gives one turn for each interval after that, and no two', async () => {
    for (let n = 0; n < limit.burst; n += 1) expect(await take('key', limit)).toBe(0);
    await stage.passes(limit.intervalMs, async () => (await take('key', limit)) === 0);
    expect(await take('key', limit)).toBeGreaterThan(0);
  });

  test('gives none while it is held, and one alone after that', async () => {
    await store.pace.hold('key', limit, 400);
    expect(await take('key', limit)).toBeGreaterThan(0);
    await stage.passes(400, async () => (await take('key', limit)) === 0);
    expect(await take('key', limit)).toBeGreaterThan(0);
  });

  test('is not held for a shorter time by somebody who asks for less', async () => {
    await store.pace.hold('key', slow, 600_000);
    await store.pace.hold('key', slow, 1);
    expect(await take()).toBeGreaterThan(590_000);
  });

  if (shared) {
    test('is the same for all who have it open', async () => {
      const other = await stage.open();
      expect([await take(), await take('key', slow, false, other)]).toEqual([0, 0]);
      expect(await take()).toBeGreaterThan(0);
      expect(await take('key', slow, false, other)).toBeGreaterThan(0);
    });

    test('lets whoever goes first go before those who ask elsewhere', async () => {
      const other = await stage.open();
      for (let n = 0; n < limit.burst; n += 1) await take('key', limit);
      expect(await take('key', limit, true)).toBeGreaterThan(0);
      let firstCame = false;
      await stage.passes(limit.intervalMs, async () => {
        if ((await take('key', limit, false, other)) === 0) throw new Error('the other one went before');
        firstCame = (await take('key', limit, true)) === 0;
        return firstCame;
      });
      expect(firstCame).toBe(true);
    });
  }
});
