import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Queue } from '../../src/ingest/storage-ports.ts';
import { createGate, type Gate } from '../support/gate.ts';
import { kinds, type Stage } from '../support/stores.ts';
import { until } from '../support/until.ts';

interface Job {
  say: string;
}

describe.each(kinds)('A queue in a store at $name', ({ setUp, lasting, shared }) => {
  let stage: Stage;
  let queue: Queue<Job>;
  /** What was given to work, and what of it is done. */
  let given: string[];
  let done: string[];
  /** What work waits for. */
  let gate: Gate;
  let started: Queue<Job>[];

  beforeEach(async () => {
    stage = await setUp();
    queue = (await stage.open()).queue('requests');
    given = [];
    done = [];
    started = [];
    gate = createGate();
  });
  afterEach(async () => {
    gate.open();
    await Promise.all(started.map((each) => each.stop()));
    await stage.tearDown();
  });

  async function start(which = queue): Promise<void> {
    started.push(which);
    await which.start(async ({ say }) => {
      given.push(say);
      await gate.pass();
      done.push(say);
    });
  }
  const isGiven = (...says: string[]) => until(async () => says.every((say) => given.includes(say)));
  const isEmpty = () => until(async () => (await queue.depth()) === 0);

  test('has nothing at first', async () => {
    expect(await queue.depth()).toBe(0);
    expect(await queue.has('one')).toBe(false);
  });

  test('gives each job once, and has it until it is done', async () => {
    await start();
    await queue.add('one', { say: 'first' });
    await queue.add('two', { say: 'second' });
    await isGiven('first', 'second');
    expect([await queue.has('one'), await queue.has('two'), await queue.depth()]).toEqual([true, true, 2]);
    gate.open();
    await isEmpty();
    expect([await queue.has('one'), await queue.has('two')]).toEqual([false, false]);
    expect(given.toSorted()).toEqual(['first', 'second']);
    expect(done.toSorted()).toEqual(['first', 'second']);
  });

  test('keeps what comes before the start, and gives it then', async () => {
    await queue.add('one', { say: 'first' });
    expect([await queue.has('one'), await queue.depth()]).toEqual([true, 1]);
    expect(given).toEqual([]);
    gate.open();
    await start();
    await isEmpty();
    expect(done).toEqual(['first']);
  });

  test('gives what comes at the moment of the start once', async () => {
    gate.open();
    const adds = Array.from({ length: 50 }, (_, n) => queue.add(`job ${n}`, { say: `${n}` }));
    await Promise.all([...adds.slice(0, 25), start(), ...adds.slice(25)]);
    await isEmpty();
    expect(done.toSorted()).toEqual(Array.from({ length: 50 }, (_, n) => `${n}`).toSorted());
  });

  test('leaves a job as it is where one of its id is added', async () => {
    await queue.add('one', { say: 'first' });
    await queue.add('one', { say: 'second' });
    expect(await queue.depth()).toBe(1);
    await start();
    await isGiven('first');
    await Promise.all([queue.add('one', { say: 'third' }), queue.add('one', { say: 'fourth' })]);
    gate.open();
    await isEmpty();
    expect(given).toEqual(['first']);
  });

  test('gives a job whose id is added by 50 at once, once', async () => {
    gate.open();
    await start();
    await Promise.all(Array.from({ length: 50 }, () => queue.add('one', { say: 'first' })));
    await queue.add('two', { say: 'second' });
    await isGiven('second');
    await isEmpty();
    expect(given.filter((say) => say === 'first').length).toBe(1);
  });

  test('gives a job again that is added again after it was done', async () => {
    gate.open();
    await start();
    for (const say of ['first', 'second', 'third']) {
      await queue.add('one', { say });
      await until(async () => !(await queue.has('one')));
    }
    expect(done).toEqual(['first', 'second', 'third']);
  });

  test('has 200 jobs under way together', async () => {
    await start();
    const all = Array.from({ length: 200 }, (_, n) => `${n}`);
    await Promise.all(all.map((say) => queue.add(`job ${say}`, { say })));
    await isGiven(...all);
    expect(done).toEqual([]);
    gate.open();
    await isEmpty();
    expect(given.toSorted()).toEqual(all.toSorted());
  });

  test.each(['7', '0', 'a:b', 'a:b:c', '1.2.a', ' ', '__proto__', 'süd 房间 🎬'])(
    'takes the id %j like any other',
    async (id) => {
      await queue.add(id, { say: id });
      expect([await queue.has(id), await queue.has(`${id}x`)]).toEqual([true, false]);
      gate.open();
      await start();
      await isEmpty();
      expect(done).toEqual([id]);
    },
  );

  test('keeps queues of different names apart', async () => {
    const store = await stage.reopen();
    const other: Queue<Job> = store.queue('others');
    queue = store.queue('requests');
    await start(other);
    await queue.add('one', { say: 'first' });
    await other.add('one', { say: 'second' });
    await isGiven('second');
    expect([given, await queue.depth()]).toEqual([['second'], 1]);
  });

  describe('that is stopped', () => {
    test('waits for what is under way', async () => {
      await start();
      await queue.add('one', { say: 'first' });
      await isGiven('first');
      const stopped = queue.stop();
      gate.open();
      await stopped;
      expect(done).toEqual(['first']);
      expect(await queue.has('one')).toBe(false);
    });

    test('takes nothing up that comes later', async () => {
      await start();
      await queue.add('one', { say: 'first' });
      await isGiven('first');
      const stopped = queue.stop();
      await queue.add('two', { say: 'second' });
      gate.open();
      await stopped;
      expect([given, await queue.has('two')]).toEqual([['first'], true]);
    });

    test('need not have been started', async () => {
      await queue.add('one', { say: 'first' });
      await queue.stop();
      expect(given).toEqual([]);
    });
  });

  if (lasting) {
    test('gives what nobody had taken up to whoever opens it next', async () => {
      await queue.add('one', { say: 'first' });
      queue = (await stage.reopen()).queue('requests');
      gate.open();
      await start();
      await isEmpty();
      expect(done).toEqual(['first']);
    });
  }

  if (lasting && !shared) {
    test('gives a job again that was under way when the store was closed', async () => {
      await start();
      await queue.add('one', { say: 'first' });
      await isGiven('first');
      queue = (await stage.reopen()).queue('requests');
      expect(await queue.has('one')).toBe(true);
      const before = gate;
      gate = createGate();
      gate.open();
      await start();
      await isEmpty();
      expect(given).toEqual(['first', 'first']);
      before.open();
    });
  }

  if (shared) {
    test('gives each of 100 jobs to one of two', async () => {
      const other: Queue<Job> = (await stage.open()).queue('requests');
      gate.open();
      await Promise.all([start(), start(other)]);
      const all = Array.from({ length: 100 }, (_, n) => `${n}`);
      await Promise.all(all.map((say, n) => (n % 2 === 0 ? queue : other).add(`job ${say}`, { say })));
      await isEmpty();
      expect(done.toSorted()).toEqual(all.toSorted());
    });

    test('takes an id that is added in two places at once, once', async () => {
      const other: Queue<Job> = (await stage.open()).queue('requests');
      await start();
      await Promise.all([queue, other].map((each) => each.add('one', { say: 'first' })));
      await queue.add('two', { say: 'second' });
      await isGiven('first', 'second');
      expect(await other.depth()).toBe(2);
      gate.open();
      await isEmpty();
      expect(given.toSorted()).toEqual(['first', 'second']);
    });
  }
});
