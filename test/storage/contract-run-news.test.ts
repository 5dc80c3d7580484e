import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { RunNews } from '../../src/ingest/shows/run-news.ts';
import type { Store } from '../../src/storage/open.ts';
import { kinds, type Stage } from '../support/stores.ts';

const dayMs = 24 * 60 * 60 * 1000;
const full: RunNews = {
  pieces: [
    { handle: 'k7f2qd', n: 1, again: true },
    { handle: 'm3xw9a', n: 2, toldAt: 7 },
  ],
  broadcastAt: 8,
};
const more = ({ pieces, ...now }: RunNews): RunNews => ({
  ...now,
  pieces: [...pieces, { handle: 'k7f2qd', n: pieces.length + 1 }],
});

describe.each(kinds)('A store at $name', ({ lasting, setUp }) => {
  let stage: Stage;
  let store: Store;

  beforeEach(async () => {
    stage = await setUp();
    store = await stage.open();
  });
  afterEach(() => stage.tearDown());

  test('has nothing to tell in a thread of which it knows nothing', async () => {
    expect(await store.runNews.get('r1')).toEqual({ pieces: [] });
  });

  test('changes what is to be told in a thread with nobody in between', async () => {
    await Promise.all(Array.from({ length: 10 }, () => store.runNews.change('r1', more)));
    const { pieces } = await store.runNews.get('r1');
    expect(pieces.map(({ n }) => n)).toEqual(Array.from({ length: 10 }, (_, n) => n + 1));
    expect(await store.runNews.get('r2')).toEqual({ pieces: [] });
  });

  test('has it, and when the channel was told last, after it was opened anew, if it outlives the process', async () => {
    expect(await store.runNews.change('r1', () => full)).toEqual(full);
    store = await stage.reopen();
    expect(await store.runNews.get('r1')).toEqual(lasting ? full : { pieces: [] });
  });

  test('takes what it cannot read for nothing, and writes over it', async () => {
    for (const [n, text] of ['', 'no json', '7', '{"pieces":[{"n":1}]}'].entries()) {
      const id = `odd${n}`;
      expect(
        await stage
          .backend()
          .records('run-news')
          .swap(id, undefined, text || '""', {}),
      ).toBe(true);
      expect(await store.runNews.get(id)).toEqual({ pieces: [] });
      expect(await store.runNews.change(id, () => full)).toEqual(full);
    }
  });

  test('forgets it a day after it was changed last, when there is another', async () => {
    const raw = async () => (await stage.backend().records('run-news').read(['r1', 'r2'])).map(Boolean);
    await store.runNews.change('r1', () => full);
    await store.runNews.change('r2', () => full);
    stage.advance(dayMs - 1_000);
    await store.runNews.change('r2', more);
    await store.runNews.change('r3', more);
    expect(await raw()).toEqual([true, true]);
    stage.advance(2_000);
    await store.runNews.change('r4', more);
    expect(await raw()).toEqual([false, true]);
  });
});
