import { describe, expect, test } from '@jest/globals';
import { beginning, courierStage, notNow } from './outbox-relay-stage.ts';

describe('News', () => {
  test('of a task are told in order, with the card after them, and are then told', async () => {
    const { news, newCourier, thread, done, record } = courierStage();
    await news();
    await newCourier().tell(await news());
    expect(thread()).toEqual([1, 2]);
    expect(done.filter((line) => line.startsWith('show'))).toEqual(['show live']);
    expect(done.at(-2)).toBe('show live');
    expect(record()).toMatchObject({ newsCount: 2 });
    expect(record()?.untold).toBeUndefined();
  });

  test('that were written this moment are told without a look at the thread', async () => {
    const { news, newCourier, done } = courierStage();
    const courier = newCourier();
    await courier.tell(await news());
    await courier.tell(await news());
    expect(done).not.toContain('look');
  });

  test('that somebody may have told before are looked for first', async () => {
    const { news, newCourier, notifier, thread, done } = courierStage();
    const task = await news();
    const [item] = task.untold?.items ?? [];
    if (item !== undefined) await notifier.tell(task, item);
    await newCourier().tell(task, true);
    expect(done).toContain('look');
    expect(thread()).toEqual([1]);
  });

  test('that the process that wrote them did not tell are told by another, which looks first', async () => {
    const { news, newCourier, thread, done, record } = courierStage();
    await news();
    await newCourier().sweep(beginning + 4_999);
    expect(thread()).toEqual([]);
    await newCourier().sweep(beginning + 5_000);
    expect(thread()).toEqual([1]);
    expect(done.indexOf('look')).toBeLessThan(done.indexOf('tell paused'));
    expect(record()?.untold).toBeUndefined();
  });

  test('of a task without a thread are over when they are in the history', async () => {
    const { put, happen, newCourier, record, thread, done, remembered } = courierStage();
    const { thread: _, ...task } = record() ?? (await happen({ type: 'ended', at: 1 }));
    put(task);
    await happen({ type: 'ended', at: beginning });
    await newCourier().sweep(Number.MAX_SAFE_INTEGER);
    expect(record()?.untold).toBeUndefined();
    expect([...thread(), ...done.filter((line) => line === 'look')]).toEqual([]);
    expect(remembered).toMatchObject([{ what: 'ended by itself' }]);
  });

  test('there are none of, but something for the card alone: it is shown at once, and the thread is told nothing', async () => {
    const { recorder, newCourier, record, done, thread, remembered } = courierStage();
    const noted = { type: 'noted', at: beginning } as const;
    const task = await recorder.change('k7f2qd', (now) => ({ task: now, event: noted }));
    if (task !== undefined) await newCourier().tell(task);
    expect(done.filter((line) => line.startsWith('show'))).toEqual(['show live']);
    expect([...thread(), ...remembered]).toEqual([]);
    expect(record()).toMatchObject({ newsCount: 1, cardShows: 1 });
    expect(record()?.untold).toBeUndefined();
  });

  test('that others may have told before are looked for first, also by whoever has something for the card', async () => {
    const { recorder, news, newCourier, notifier, thread, done } = courierStage();
    const [item] = (await news()).untold?.items ?? [];
    const noted = { type: 'noted', at: beginning } as const;
    const task = await recorder.change('k7f2qd', (now) => ({ task: now, event: noted }));
    if (task === undefined || item === undefined) throw new Error('There is nothing to tell');
    await notifier.tell(task, item);
    await newCourier().tell(task);
    expect(done).toContain('look');
    expect(thread()).toEqual([1]);
  });

  test('there are none of: nothing is done', async () => {
    const { newCourier, record, done } = courierStage();
    const task = record();
    if (task !== undefined) await newCourier().tell(task);
    await newCourier().sweep(Number.MAX_SAFE_INTEGER);
    expect(done).toEqual([]);
  });
});

describe('News whose message arrived, and whose answer was lost,', () => {
  test('are not repeated, and what comes after them is told', async () => {
    let answersLost = 1;
    const stage = courierStage({
      taken: async () => {
        if (answersLost-- > 0) throw notNow();
      },
    });
    const courier = stage.newCourier();
    await courier.tell(await stage.news());
    expect(stage.record()?.untold?.items).toHaveLength(1);
    await courier.tell(await stage.news());
    expect(stage.thread()).toEqual([1, 2]);
    expect(stage.record()?.untold).toBeUndefined();
  });

  test('are looked for also by whoever comes at the very moment at which that is found', async () => {
    let answersLost = 1;
    const stage = courierStage({
      taken: async () => {
        if (answersLost > 0) throw notNow();
      },
    });
    const { release } = stage.leases;
    const courier = stage.newCourier();
    stage.leases.release = async (key, by) => {
      await release(key, by);
      if (answersLost-- > 0) await courier.sweep(Number.MAX_SAFE_INTEGER);
    };
    await courier.tell(await stage.news());
    expect(stage.thread()).toEqual([1]);
    expect(stage.record()?.untold).toBeUndefined();
  });

  test('are looked for until Slack lets the bot look', async () => {
    let looks = 0;
    const stage = courierStage({
      looking: async () => {
        looks += 1;
        if (looks < 3) throw notNow();
      },
    });
    await stage.news();
    const courier = stage.newCourier();
    for (const _ of [1, 2]) await courier.sweep(Number.MAX_SAFE_INTEGER);
    expect(stage.thread()).toEqual([]);
    await courier.sweep(Number.MAX_SAFE_INTEGER);
    expect(stage.thread()).toEqual([1]);
  });
});

test('Where the card cannot be brought up to date, only that is done again', async () => {
  let refusals = 1;
  const stage = courierStage({
    showing: async () => {
      if (refusals-- > 0) throw notNow();
    },
  });
  const courier = stage.newCourier();
  await courier.tell(await stage.news());
  expect(stage.record()?.untold).toMatchObject({ items: [], failures: 1 });
  await courier.sweep(Number.MAX_SAFE_INTEGER);
  expect(stage.thread()).toEqual([1]);
  expect(stage.done.filter((line) => line === 'show paused')).toHaveLength(1);
  expect(stage.record()?.untold).toBeUndefined();
});

test('What comes first stays first where it could not be told at first', async () => {
  let refusals = 1;
  const stage = courierStage({
    taking: async () => {
      if (refusals-- > 0) throw notNow();
    },
  });
  const courier = stage.newCourier();
  await courier.tell(await stage.news());
  expect(stage.thread()).toEqual([]);
  await courier.tell(await stage.news());
  expect(stage.thread()).toEqual([1, 2]);
});
