import { describe, expect, test } from '@jest/globals';
import { beginning, notNow, relayStage } from '../support/outbox-relay-stage.ts';

describe('News', () => {
  test('of a task are told in order, with the card after them, and are then told', async () => {
    const { news, newRelay, thread, done, record } = relayStage();
    await news();
    await newRelay().deliver(await news());
    expect(thread()).toEqual([1, 2]);
    expect(done.filter((line) => line.startsWith('show'))).toEqual(['show live']);
    expect(done.at(-2)).toBe('show live');
    expect(record()).toMatchObject({ newsCount: 2 });
    expect(record()?.outbox).toBeUndefined();
  });

  test('that were written this moment are told without a look at the thread', async () => {
    const { news, newRelay, done } = relayStage();
    const relay = newRelay();
    await relay.deliver(await news());
    await relay.deliver(await news());
    expect(done).not.toContain('look');
  });

  test('that somebody may have told before are looked for first', async () => {
    const { news, newRelay, notifier, thread, done } = relayStage();
    const task = await news();
    const [item] = task.outbox?.items ?? [];
    if (item !== undefined) await notifier.notify(task, item);
    await newRelay().deliver(task, true);
    expect(done).toContain('look');
    expect(thread()).toEqual([1]);
  });

  test('that the process that wrote them did not tell are told by another, which looks first', async () => {
    const { news, newRelay, thread, done, record } = relayStage();
    await news();
    await newRelay().sweep(beginning + 4_999);
    expect(thread()).toEqual([]);
    await newRelay().sweep(beginning + 5_000);
    expect(thread()).toEqual([1]);
    expect(done.indexOf('look')).toBeLessThan(done.indexOf('tell paused'));
    expect(record()?.outbox).toBeUndefined();
  });

  test('of a task without a thread are over when they are in the history', async () => {
    const { put, happen, newRelay, record, thread, done, remembered } = relayStage();
    const { thread: _, ...task } = record() ?? (await happen({ type: 'ended', at: 1 }));
    put(task);
    await happen({ type: 'ended', at: beginning });
    await newRelay().sweep(Number.MAX_SAFE_INTEGER);
    expect(record()?.outbox).toBeUndefined();
    expect([...thread(), ...done.filter((line) => line === 'look')]).toEqual([]);
    expect(remembered).toMatchObject([{ what: 'ended by itself' }]);
  });

  test('there are none of, but something for the card alone: it is shown at once, and the thread is told nothing', async () => {
    const { transitions, newRelay, record, done, thread, remembered } = relayStage();
    const noted = { type: 'noted', at: beginning } as const;
    const task = await transitions.change('k7f2qd', (now) => ({ task: now, event: noted }));
    if (task !== undefined) await newRelay().deliver(task);
    expect(done.filter((line) => line.startsWith('show'))).toEqual(['show live']);
    expect([...thread(), ...remembered]).toEqual([]);
    expect(record()).toMatchObject({ newsCount: 1, cardShows: 1 });
    expect(record()?.outbox).toBeUndefined();
  });

  test('that others may have told before are looked for first, also by whoever has something for the card', async () => {
    const { transitions, news, newRelay, notifier, thread, done } = relayStage();
    const [item] = (await news()).outbox?.items ?? [];
    const noted = { type: 'noted', at: beginning } as const;
    const task = await transitions.change('k7f2qd', (now) => ({ task: now, event: noted }));
    if (task === undefined || item === undefined) throw new Error('There is nothing to tell');
    await notifier.notify(task, item);
    await newRelay().deliver(task);
    expect(done).toContain('look');
    expect(thread()).toEqual([1]);
  });

  test('there are none of: nothing is done', async () => {
    const { newRelay, record, done } = relayStage();
    const task = record();
    if (task !== undefined) await newRelay().deliver(task);
    await newRelay().sweep(Number.MAX_SAFE_INTEGER);
    expect(done).toEqual([]);
  });
});

describe('News whose message arrived, and whose answer was lost,', () => {
  test('are not repeated, and what comes after them is told', async () => {
    let answersLost = 1;
    const stage = relayStage({
      taken: async () => {
        if (answersLost-- > 0) throw notNow();
      },
    });
    const relay = stage.newRelay();
    await relay.deliver(await stage.news());
    expect(stage.record()?.outbox?.items).toHaveLength(1);
    await relay.deliver(await stage.news());
    expect(stage.thread()).toEqual([1, 2]);
    expect(stage.record()?.outbox).toBeUndefined();
  });

  test('are looked for also by whoever comes at the very moment at which that is found', async () => {
    let answersLost = 1;
    const stage = relayStage({
      taken: async () => {
        if (answersLost > 0) throw notNow();
      },
    });
    const { release } = stage.leases;
    const relay = stage.newRelay();
    stage.leases.release = async (key, by) => {
      await release(key, by);
      if (answersLost-- > 0) await relay.sweep(Number.MAX_SAFE_INTEGER);
    };
    await relay.deliver(await stage.news());
    expect(stage.thread()).toEqual([1]);
    expect(stage.record()?.outbox).toBeUndefined();
  });

  test('are looked for until Slack lets the bot look', async () => {
    let looks = 0;
    const stage = relayStage({
      looking: async () => {
        looks += 1;
        if (looks < 3) throw notNow();
      },
    });
    await stage.news();
    const relay = stage.newRelay();
    for (const _ of [1, 2]) await relay.sweep(Number.MAX_SAFE_INTEGER);
    expect(stage.thread()).toEqual([]);
    await relay.sweep(Number.MAX_SAFE_INTEGER);
    expect(stage.thread()).toEqual([1]);
  });
});

test('Where the card cannot be brought up to date, only that is done again', async () => {
  let refusals = 1;
  const stage = relayStage({
    showing: async () => {
      if (refusals-- > 0) throw notNow();
    },
  });
  const relay = stage.newRelay();
  await relay.deliver(await stage.news());
  expect(stage.record()?.outbox).toMatchObject({ items: [], failures: 1 });
  await relay.sweep(Number.MAX_SAFE_INTEGER);
  expect(stage.thread()).toEqual([1]);
  expect(stage.done.filter((line) => line === 'show paused')).toHaveLength(1);
  expect(stage.record()?.outbox).toBeUndefined();
});

test('What comes first stays first where it could not be told at first', async () => {
  let refusals = 1;
  const stage = relayStage({
    taking: async () => {
      if (refusals-- > 0) throw notNow();
    },
  });
  const relay = stage.newRelay();
  await relay.deliver(await stage.news());
  expect(stage.thread()).toEqual([]);
  await relay.deliver(await stage.news());
  expect(stage.thread()).toEqual([1, 2]);
});
