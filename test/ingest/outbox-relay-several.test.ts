import { describe, expect, test } from '@jest/globals';
import { heldCall } from '../support/control-stage.ts';
import { relayStage } from '../support/outbox-relay-stage.ts';

describe('Two relays at once', () => {
  test('tell once', async () => {
    const held = heldCall();
    const stage = relayStage({ taking: held.call });
    const [one, other] = [stage.newRelay(), stage.newRelay()];
    const telling = one.deliver(await stage.news());
    await held.begun;
    await other.sweep(Number.MAX_SAFE_INTEGER);
    await one.sweep(Number.MAX_SAFE_INTEGER);
    expect(stage.done.filter((line) => line === 'look')).toEqual([]);
    held.answer();
    await telling;
    expect(stage.thread()).toEqual([1]);
  });

  test('leave nothing behind that is written while one of them carries', async () => {
    const held = heldCall();
    const stage = relayStage({ taking: (_, { n }) => (n === 1 ? held.call() : Promise.resolve()) });
    const telling = stage.newRelay().deliver(await stage.news());
    await held.begun;
    await stage.newRelay().deliver(await stage.news());
    expect(stage.thread()).toEqual([]);
    held.answer();
    await telling;
    expect(stage.thread()).toEqual([1, 2]);
    expect(stage.record()?.outbox).toBeUndefined();
  });

  test('leave nothing behind that is written while the lease of one of them ends', async () => {
    const stage = relayStage();
    const { release } = stage.leases;
    let late = 1;
    stage.leases.release = async (key, by) => {
      // All is told, and the lease is not over yet.
      if (late-- > 0) await stage.newRelay().deliver(await stage.news());
      return release(key, by);
    };
    await stage.newRelay().deliver(await stage.news());
    expect(stage.thread()).toEqual([1, 2]);
  });

  test('go on for one another where the lease runs out, and tell once', async () => {
    const slow = heldCall();
    const stage = relayStage({
      taking: async (_, { n }) => {
        if (n === 2 && stage.time.now === begun) {
          stage.time.now += 40_001;
          await slow.call();
        }
      },
    });
    const begun = stage.time.now;
    const [one, other] = [stage.newRelay(), stage.newRelay()];
    await stage.news();
    await stage.news();
    const telling = one.deliver(await stage.news());
    await slow.begun;
    await other.sweep(Number.MAX_SAFE_INTEGER);
    expect(stage.thread()).toEqual([1, 2, 3]);
    slow.refuse(new Error('The first one had died.'));
    await telling;
    expect(stage.thread()).toEqual([1, 2, 3]);
  });

  test('hold the lease for as long as there is news to tell, however much that is', async () => {
    const other: { sweep?: (until: number) => Promise<void> } = {};
    const stage = relayStage({
      // Each piece takes as long as Slack can take, and somebody else looks in meanwhile.
      taking: async () => {
        stage.time.now += 30_000;
        await other.sweep?.(Number.MAX_SAFE_INTEGER);
      },
    });
    other.sweep = stage.newRelay().sweep;
    for (let n = 0; n < 4; n += 1) await stage.news();
    await stage.newRelay().deliver(await stage.news());
    expect(stage.thread()).toEqual([1, 2, 3, 4, 5]);
  });

  test('of which one has lost the lease: it tells no more', async () => {
    const slow = heldCall();
    const stage = relayStage({
      taking: async () => {
        if (stage.time.now > begun) return;
        stage.time.now += 40_001;
        await slow.call();
      },
    });
    const begun = stage.time.now;
    const blocked = heldCall();
    const [one, other] = [stage.newRelay(), stage.newRelay()];
    await stage.news();
    const telling = one.deliver(await stage.news());
    await slow.begun;
    const looking = stage.notifier.delivered;
    stage.notifier.delivered = async (task) => {
      await blocked.call();
      return looking(task);
    };
    const sweeping = other.sweep(Number.MAX_SAFE_INTEGER);
    await blocked.begun;
    slow.answer();
    await telling;
    expect(stage.thread()).toEqual([1]);
    blocked.answer();
    await sweeping;
    expect(stage.thread()).toEqual([1, 2]);
    expect(stage.record()?.outbox).toBeUndefined();
  });
});
