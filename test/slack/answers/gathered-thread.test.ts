import { describe, expect, test } from '@jest/globals';
import { CannotNotifyNow, StoreUnavailable } from '../../../src/ingest/errors.ts';
import { gatheringStage } from '../../support/gathering-stage.ts';

/** A lease of a dead instance is over after so long. */
const leaseMs = 40_000;

async function two() {
  const stage = await gatheringStage();
  return { ...stage, one: stage.instance(), other: stage.instance() };
}
const rooms = (said: readonly { rooms: string }[]) => said.map((each) => each.rooms);

describe('What several instances have to tell in one thread', () => {
  // Each of several sends its own: BerriAI/litellm 14809, prometheus/alertmanager 1718.
  test('within two seconds is one message, and nobody reads the thread for it', async () => {
    const { one, other, pass, said, reads } = await two();
    one.tell('a1');
    await pass(500);
    other.tell('b1');
    await pass(1_400);
    one.tell('a2');
    expect(said()).toEqual([]);
    await pass(101);
    expect(said()).toEqual([{ rooms: 'a1 a2 b1', loud: true }]);
    await pass(2_000);
    expect([one.outcomes, other.outcomes]).toEqual([{ a1: 'told', a2: 'told' }, { b1: 'told' }]);
    expect(said()).toHaveLength(1);
    expect(reads()).toBe(0);
  });

  test('is told two seconds after the first that is not told yet, whoever told last', async () => {
    const { one, other, pass, said } = await two();
    one.tell('a1');
    await pass(500);
    other.tell('b1');
    await pass(1_700);
    other.tell('b2');
    await pass(1_900);
    one.tell('a2');
    expect(rooms(said())).toEqual(['a1 b1']);
    await pass(101);
    expect(rooms(said())).toEqual(['a1 b1', 'a2 b2']);
  });

  test('is shown to the whole channel once a minute at most, whichever tells', async () => {
    const { one, other, pass, said } = await two();
    for (const [n, teller] of [one, other, one, other].entries()) {
      teller.tell(n % 2 === 0 ? `a${n}` : `b${n}`);
      await pass(n === 2 ? 60_000 : 10_000);
    }
    expect(said().map(({ loud }) => loud)).toEqual([true, false, false, true]);
  });

  // A lock alone does not say that it was done: bolshakov/stoplight 284.
  test('that is told is not told again by one who was to tell it as well', async () => {
    const { one, other, pass, said, reads } = await two();
    one.tell('a1');
    await pass(2_001);
    other.tell('a1', { again: true });
    await pass(2_001);
    expect(other.outcomes).toEqual({ a1: 'told' });
    expect(rooms(said())).toEqual(['a1']);
    expect(reads()).toBe(0);
  });

  // Each of several sends it when a failed try is made again: prometheus/alertmanager 3865 and 4108.
  test('that could not be told for one is tried by each that wants it told, and is there once', async () => {
    const { slack, one, other, pass, said } = await two();
    slack.fail({ kind: 'lose-answer' }, { method: 'chat.postMessage' });
    one.tell('a1');
    await pass(100);
    other.tell('b1');
    await pass(2_000);
    await pass(2_000);
    one.tell('a1', { again: true });
    await pass(5_000);
    expect(rooms(said())).toEqual(['a1 b1']);
    expect(one.outcomes).toEqual({ a1: 'told' });
    expect(other.outcomes).toEqual({ b1: 'told' });
  });

  test('fails for an instance with what its own try came to, and is told by the next', async () => {
    const { slack, one, other, pass, said } = await two();
    slack.fail({ kind: 'error', error: 'internal_error' }, { method: 'chat.postMessage' });
    one.tell('a1');
    await pass(100);
    other.tell('b1');
    await pass(2_500);
    expect(one.outcomes).toEqual({ a1: expect.any(CannotNotifyNow) });
    expect(other.outcomes).toEqual({ b1: 'told' });
    expect(rooms(said())).toEqual(['b1']);
  });

  // A lock that runs out while somebody works: RatLoopz/sahidawa-india 4242.
  test('is not posted by one whose lease ran out while it waited, and is told once', async () => {
    const { one, other, pass, said, backend } = await two();
    let go = () => {};
    one.at.posting = () =>
      new Promise((resolve) => {
        go = resolve;
      });
    one.tell('a1');
    await pass(100);
    other.tell('b1');
    await pass(2_000);
    // Redis has forgotten it, as after a failover.
    const { acquire } = backend.leases;
    const holder = await acquire('thread:r1', 'nobody', 1);
    await backend.leases.release('thread:r1', holder);
    await pass(1_000);
    expect(rooms(said())).toEqual(['a1 b1']);
    one.at = {};
    go();
    await pass(5_000);
    expect(rooms(said())).toEqual(['a1 b1']);
    expect([one.outcomes, other.outcomes]).toEqual([{ a1: 'told' }, { b1: 'told' }]);
  });

  test('is not posted by one who comes back while the one that has the lease now posts it', async () => {
    const { one, other, pass, said, backend } = await two();
    const held = [one, other].map((teller) => {
      let go = () => {};
      teller.at.posting = () =>
        new Promise((resolve) => {
          go = resolve;
        });
      return () => go();
    });
    one.tell('a1');
    await pass(100);
    other.tell('b1');
    await pass(2_000);
    const { acquire, release } = backend.leases;
    await release('thread:r1', await acquire('thread:r1', 'nobody', 1));
    await pass(1_000);
    for (const go of held) go();
    await pass(5_000);
    expect(rooms(said())).toEqual(['a1 b1']);
    expect([one.outcomes, other.outcomes]).toEqual([{ a1: 'told' }, { b1: 'told' }]);
  });

  test.each([
    ['while it gathers', (die: () => void) => ({ gathering: die }), 3_000],
    ['right before it posts', (die: () => void) => ({ posting: die }), leaseMs + 3_000],
    ['right after Slack has it', (die: () => void) => ({ posted: die }), leaseMs + 3_000],
  ])('is told once if the one that tells dies %s', async (_, when, ms) => {
    const { one, other, pass, said } = await two();
    const { gathering, ...at } = when(one.die) as Record<string, () => void>;
    one.at = at;
    one.tell('a1');
    await pass(100);
    other.tell('b1');
    await pass(100);
    gathering?.();
    await pass(ms);
    expect(rooms(said())).toEqual(['a1 b1']);
    expect(other.outcomes).toEqual({ b1: 'told' });
    // The channel got it within this minute, also from one that could not say so any more.
    other.tell('b2');
    await pass(3_000);
    expect(said().map(({ loud }) => loud)).toEqual([true, false]);
  });

  test('is told once if the store forgets what was put down', async () => {
    const { one, other, pass, said, backend } = await two();
    one.tell('a1');
    other.tell('b1');
    await pass(100);
    const [text] = await backend.records('run-news').read(['r1']);
    await backend.records('run-news').swap('r1', text, undefined, {});
    await pass(3_000);
    expect(rooms(said()).join(' ').split(' ').toSorted()).toEqual(['a1', 'b1']);
  });

  test.each([
    ['', true],
    [', nor could be told that it is to be told', false],
  ])('is looked for if it may be told and the store does not know of it any more%s', async (_, hasStore) => {
    const { one, other, pass, said, backend, reads } = await two();
    one.tell('a1');
    await pass(2_001);
    const [text] = await backend.records('run-news').read(['r1']);
    await backend.records('run-news').swap('r1', text, undefined, {});
    other.hasStore = hasStore;
    other.tell('a1', { again: true });
    await pass(100);
    other.hasStore = true;
    await pass(2_001);
    expect(rooms(said())).toEqual(['a1']);
    expect([other.outcomes, reads()]).toEqual([{ a1: 'told' }, 1]);
  });

  test('is known as told for two minutes, and then asked of the thread', async () => {
    const { one, other, pass, said, reads, backend } = await two();
    one.tell('a1');
    await pass(130_000);
    one.tell('a2');
    await pass(3_000);
    expect((await backend.records('run-news').read(['r1'])).join()).not.toContain('a1');
    other.tell('a1', { again: true });
    await pass(3_000);
    expect(rooms(said())).toEqual(['a1', 'a2']);
    expect([other.outcomes, reads()]).toEqual([{ a1: 'told' }, 1]);
  });

  test('is forgotten if no record has it: nobody looks for it again and again', async () => {
    const { one, other, pass, said, reads } = await two();
    other.tell('b1', { unwritten: true });
    await pass(100);
    other.die();
    for (const room of ['a1', 'a2', 'a3']) {
      one.tell(room);
      await pass(3_000);
    }
    expect(rooms(said())).toEqual(['a1', 'a2', 'a3']);
    expect(reads()).toBe(0);
  });
});

// An outage that is taken for "told already" drops what it is about: koala73/worldmonitor 4990.
describe('While the store is away, what is to be told', () => {
  test('and is not in it is told at once, by each instance for itself', async () => {
    const { one, other, pass, said } = await two();
    one.hasStore = false;
    other.hasStore = false;
    one.tell('a1', { unwritten: true });
    other.tell('b1', { unwritten: true });
    await pass(2_001);
    expect(rooms(said())).toEqual(['a1', 'b1']);
    expect([one.outcomes, other.outcomes]).toEqual([{ a1: 'told' }, { b1: 'told' }]);
  });

  test('and is in it is told when it is back, once', async () => {
    const { one, other, pass, said } = await two();
    one.tell('a1');
    await pass(100);
    one.hasStore = false;
    other.tell('b1');
    await pass(2_000);
    expect(one.outcomes).toEqual({ a1: expect.any(StoreUnavailable) });
    one.hasStore = true;
    one.tell('a1', { again: true });
    await pass(3_000);
    expect(rooms(said())).toEqual(['a1 b1']);
    expect(one.outcomes).toEqual({ a1: 'told' });
  });
});
