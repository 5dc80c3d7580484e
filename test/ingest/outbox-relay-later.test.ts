import { describe, expect, test } from '@jest/globals';
import { StoreUnavailable } from '../../src/ingest/errors.ts';
import { beginning, dayMs, notNow, relayStage } from '../support/outbox-relay-stage.ts';

describe('News that cannot be told', () => {
  /** Sweeps so often with Slack refusing, each time when it is due, and gives the pauses between. */
  async function pauses(times: number, retryAfterMs?: number) {
    const stage = relayStage({ taking: () => Promise.reject(notNow(retryAfterMs)) });
    const relay = stage.newRelay();
    await stage.news();
    const waited: number[] = [];
    for (let n = 0; n < times; n += 1) {
      stage.time.now = stage.record()?.outbox?.nextAt ?? Number.NaN;
      await relay.sweep(stage.time.now);
      waited.push((stage.record()?.outbox?.nextAt ?? Number.NaN) - stage.time.now);
    }
    return { waited, ...stage };
  }

  test('are put off for longer and longer, up to a minute', async () => {
    const { waited, logged } = await pauses(9);
    expect(waited).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
    expect(logged.filter(({ level }) => level === 'warn')).toHaveLength(9);
  });

  test('are put off for as long as Slack asks', async () => {
    expect((await pauses(3, 30_000)).waited).toEqual([30_000, 30_000, 30_000]);
  });

  test.each([
    ['refuses them', notNow()],
    ['answers so that the bot has no words for it', new TypeError('no words')],
  ])(
    'because Slack %s bring one look at their source, whose verdict is told in the end',
    async (_, error) => {
      let refusing = true;
      let looks = 0;
      const stage = relayStage({
        mode: 'warn',
        probe: {
          async check() {
            looks += 1;
            return {
              ...{ kind: 'status', status: 404 + looks, answeredAfterMs: 1, redirects: 0 },
              ...{ expiry: undefined, findings: [] },
            };
          },
        },
        taking: () => (refusing ? Promise.reject(error) : Promise.resolve()),
      });
      const event = { type: 'source', at: beginning, source: 'failed' } as const;
      await stage.transitions.change('k7f2qd', (task) => ({ task: { ...task, source: 'failed' }, event }));
      for (let n = 0; n < 30; n += 1) {
        // In each round another instance of the bot, hours later in the end.
        await stage.newRelay().sweep(Number.MAX_SAFE_INTEGER);
        stage.time.now += 600_000;
      }
      refusing = false;
      await stage.newRelay().sweep(Number.MAX_SAFE_INTEGER);
      expect(looks).toBe(1);
      expect(stage.toldOf).toMatchObject([{ ...event, seen: { report: { status: 405 } } }]);
    },
  );

  test('are not tried before that', async () => {
    const { newRelay, record, logged } = await pauses(1);
    await newRelay().sweep((record()?.outbox?.nextAt ?? 0) - 1);
    expect(logged.filter(({ level }) => level === 'warn')).toHaveLength(1);
  });

  test('are soon tried again where those before them could be told meanwhile', async () => {
    const stage = relayStage({
      taking: async (_, { n }) => {
        if (n === 1 && stage.time.now < beginning + 100_000) throw notNow();
        // While the first is told, the second comes.
        if (n === 1) await stage.news();
        if (n === 2 && stage.time.now < beginning + 200_000) throw notNow();
      },
    });
    const relay = stage.newRelay();
    await stage.news();
    for (let n = 0; n < 5; n += 1) await relay.sweep(Number.MAX_SAFE_INTEGER);
    stage.time.now = beginning + 100_000;
    await relay.sweep(Number.MAX_SAFE_INTEGER);
    expect(stage.thread()).toEqual([1]);
    expect(stage.record()?.outbox).toMatchObject({ failures: 1, nextAt: stage.time.now + 1_000 });
  });

  test('do not keep those of other tasks from being told', async () => {
    const stage = relayStage(
      { taking: (task) => (task.handle === 'k7f2qd' ? Promise.reject(notNow()) : Promise.resolve()) },
      ['k7f2qd', 'm3xw9a'],
    );
    await stage.news();
    await stage.happen({ type: 'ended', at: 1 }, 'm3xw9a');
    await stage.newRelay().sweep(Number.MAX_SAFE_INTEGER);
    expect([stage.thread('k7f2qd'), stage.thread('m3xw9a')]).toEqual([[], [1]]);
  });

  test('because the bot has no words for them are put off too, and the log has the error', async () => {
    const error = new TypeError('Cannot read properties of undefined');
    const stage = relayStage(
      { taking: (task) => (task.handle === 'k7f2qd' ? Promise.reject(error) : Promise.resolve()) },
      ['k7f2qd', 'm3xw9a'],
    );
    await stage.happen({ type: 'ended', at: 1 }, 'm3xw9a');
    await stage.newRelay().deliver(await stage.news());
    await stage.newRelay().sweep(Number.MAX_SAFE_INTEGER);
    expect(stage.thread('m3xw9a')).toEqual([1]);
    expect(stage.record()?.outbox).toMatchObject({ failures: 2, nextAt: beginning + 2_000 });
    expect(stage.logged).toContainEqual({ level: 'error', facts: { error, task: 'k7f2qd' } });
  });

  test('for a day are given up, and the log has them; what is newer is not', async () => {
    let refusing = true;
    const stage = relayStage({
      taking: async () => {
        if (refusing) throw notNow();
      },
    });
    const relay = stage.newRelay();
    await stage.news();
    for (let n = 0; n < 30; n += 1) await relay.sweep(Number.MAX_SAFE_INTEGER);
    stage.time.now += dayMs;
    await stage.news();
    await relay.sweep(Number.MAX_SAFE_INTEGER);
    expect(stage.record()?.outbox?.items.map(({ n }) => n)).toEqual([1, 2]);
    stage.time.now += 1;
    await relay.sweep(Number.MAX_SAFE_INTEGER);
    expect(stage.record()?.outbox?.items.map(({ n }) => n)).toEqual([2]);
    expect(stage.logged.filter(({ level }) => level === 'error')).toMatchObject([
      { facts: { task: 'k7f2qd', news: [{ n: 1, event: { type: 'paused' } }] } },
    ]);
    refusing = false;
    await relay.sweep(Number.MAX_SAFE_INTEGER);
    expect(stage.thread()).toEqual([2]);
  });

  test('for a day because the bot was away are told when it is back, with Slack refusing at first', async () => {
    let refusals = 5;
    const stage = relayStage({
      taking: async () => {
        if (refusals-- > 0) throw notNow();
      },
    });
    await stage.news();
    stage.time.now += 3 * dayMs;
    const relay = stage.newRelay();
    for (let n = 0; n < 6; n += 1) await relay.sweep(Number.MAX_SAFE_INTEGER);
    expect(stage.thread()).toEqual([1]);
    expect(stage.logged.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

describe('The history', () => {
  test('has a piece of news once, however often it is tried to tell it', async () => {
    let refusals = 3;
    const stage = relayStage({
      taken: async () => {
        if (refusals-- > 0) throw notNow();
      },
    });
    await stage.news();
    for (let n = 0; n < 4; n += 1) await stage.newRelay().sweep(Number.MAX_SAFE_INTEGER);
    expect(stage.record()?.outbox).toBeUndefined();
    expect(stage.remembered).toEqual([
      { at: beginning, by: 'U0ERIN', what: 'paused', task: { handle: 'k7f2qd', room: 'room123' } },
    ]);
  });

  test('that cannot be written keeps nobody from being told, and the log says so', async () => {
    const error = new StoreUnavailable('The store is away.');
    const stage = relayStage({ failingHistory: error });
    await stage.newRelay().deliver(await stage.news());
    expect(stage.thread()).toEqual([1]);
    expect(stage.logged).toContainEqual({ level: 'warn', facts: { error, entry: expect.anything() } });
  });
});

describe('Where the store goes away', () => {
  const error = new StoreUnavailable('The store is away.');

  test('after a message was posted, that is not repeated', async () => {
    // The first write is that of the news.
    const stage = relayStage({ failingPut: { number: 2, error } });
    const relay = stage.newRelay();
    await relay.deliver(await stage.news());
    expect(stage.thread()).toEqual([1]);
    expect(stage.record()?.outbox?.items).toHaveLength(1);
    expect(stage.logged).toContainEqual({ level: 'error', facts: { error, task: 'k7f2qd' } });
    await relay.sweep(Number.MAX_SAFE_INTEGER);
    expect(stage.thread()).toEqual([1]);
    expect(stage.record()?.outbox).toBeUndefined();
  });

  test('between two messages, the second one is tried later', async () => {
    const stage = relayStage();
    const { acquire } = stage.leases;
    let acquired = 0;
    stage.leases.acquire = async (...asked) => {
      acquired += 1;
      // The first is for the task, and each other one for a message.
      if (acquired === 3) throw error;
      return acquire(...asked);
    };
    const relay = stage.newRelay();
    await stage.news();
    await relay.deliver(await stage.news());
    expect(stage.thread()).toEqual([1]);
    expect(stage.record()?.outbox).toMatchObject({ failures: 0 });
    await relay.sweep(Number.MAX_SAFE_INTEGER);
    expect(stage.thread()).toEqual([1, 2]);
  });

  test('before anything was tried, that is tried later', async () => {
    const stage = relayStage();
    const task = await stage.news();
    const { get } = stage.tasks;
    stage.tasks.get = () => Promise.reject(error);
    const relay = stage.newRelay();
    await relay.deliver(task);
    stage.tasks.due = () => Promise.reject(error);
    await relay.sweep(Number.MAX_SAFE_INTEGER);
    expect(stage.logged.filter(({ level }) => level === 'error')).toHaveLength(2);
    stage.tasks.get = get;
    await relay.deliver(task);
    expect(stage.thread()).toEqual([1]);
  });
});
