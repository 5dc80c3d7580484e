import { describe, expect, test } from '@jest/globals';
import type { Control } from '../../src/ingest/control.ts';
import { GatewayError, StoreUnavailable } from '../../src/ingest/errors.ts';
import { createMonitor } from '../../src/ingest/monitor.ts';
import type { Task } from '../../src/ingest/task.ts';
import { createFakes, type Fakes } from '../support/fakes.ts';
import { live, states, stopping, taskIn } from '../support/samples.ts';

interface Runtime {
  check?: Control['check'];
  leads?: () => boolean;
  expectsEvents?: (sdkAppId: number) => boolean;
  /** Before the n-th wait ends, counted from 1. */
  meanwhile?: (n: number, fakes: Fakes) => void;
}

const now = 1_000_000;

/** Runs a monitor over these tasks until it has waited so many times, and tells what it did. */
async function monitored(
  tasks: readonly Task[],
  waits: number,
  { check, leads = () => true, expectsEvents, meanwhile }: Runtime = {},
) {
  const fakes = createFakes();
  for (const task of tasks) fakes.put(task);
  const asked: string[] = [];
  const waited: number[] = [];
  const stopped: [string, string][] = [];
  const control: Pick<Control, 'check' | 'stop'> = {
    stop: async (task, by) => {
      stopped.push([task.handle, by]);
      return { kind: 'done', task };
    },
    check: async (task) => {
      asked.push(task.handle);
      return check === undefined ? { task } : check(task);
    },
  };
  let enough = () => {};
  const done = new Promise<void>((resolve) => {
    enough = resolve;
  });
  const monitor = createMonitor({
    tasks: fakes.tasks,
    control,
    logger: fakes.logger,
    leads,
    ...(expectsEvents === undefined ? {} : { expectsEvents }),
    clock: () => now,
    intervalMs: 30_000,
    wait: (ms, signal) => {
      waited.push(ms);
      meanwhile?.(waited.length, fakes);
      if (waited.length < waits) return Promise.resolve();
      enough();
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    },
  });
  monitor.start();
  await done;
  await monitor.stop();
  return { asked, stopped, waited, ...fakes };
}

const running = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ ...taskIn(live), handle: `task${n}`, requestedAt: n }));

describe('The monitor', () => {
  test('asks about every running task once in an interval, evenly', async () => {
    const { asked, waited } = await monitored(running(3), 7);
    expect(asked).toEqual(['task0', 'task1', 'task2', 'task0', 'task1', 'task2']);
    expect(waited.every((ms) => ms === 10_000)).toBe(true);
  });

  test('asks about a thousand tasks no faster than 15 a second', async () => {
    const { asked, waited } = await monitored(running(1000), 2001);
    expect(asked).toHaveLength(2000);
    const seconds = waited.slice(0, 2000).reduce((sum, ms) => sum + ms, 0) / 1000;
    expect(2000 / seconds).toBeLessThanOrEqual(15);
  });

  test('asks nobody while nothing runs, and looks again after an interval', async () => {
    const { asked, waited } = await monitored(
      states
        .filter(({ name }) => !['live', 'paused', 'stopping'].includes(name))
        .map((state) => taskIn(state)),
      3,
    );
    expect(asked).toEqual([]);
    expect(waited).toEqual([30_000, 30_000, 30_000]);
  });

  test.each([
    new GatewayError({ code: 'Network.Timeout', message: 'late', effect: 'unknown', hint: '' }),
    new StoreUnavailable('away'),
  ])('goes on after $name', async (error) => {
    const { asked } = await monitored(running(2), 5, { check: () => Promise.reject(error) });
    expect(asked).toEqual(['task0', 'task1', 'task0', 'task1']);
  });

  test('has at most ten questions under way where TRTC does not answer', async () => {
    const answers: (() => void)[] = [];
    const check: Control['check'] = (task) => new Promise((resolve) => answers.push(() => resolve({ task })));
    const asking = monitored(running(30), 12, { check });
    while (answers.length < 10) await Promise.resolve();
    for (let turn = 0; turn < 100; turn += 1) await Promise.resolve();
    expect(answers).toHaveLength(10);
    let answered = 0;
    const finished = asking.then(() => true);
    while (!(await Promise.race([finished, Promise.resolve(false)]))) {
      for (; answered < answers.length; answered += 1) answers[answered]?.();
      await Promise.resolve();
    }
  });

  test('asks nobody while another instance does, and goes on when it has become this one', async () => {
    let leads = false;
    const { asked } = await monitored(running(2), 5, {
      leads: () => leads,
      meanwhile: (n) => {
        leads = n > 2;
      },
    });
    expect(asked).toEqual(['task0', 'task1']);
  });
});

describe('A stop that was asked for', () => {
  const left = (askedAt?: number) => taskIn({ ...stopping, ...(askedAt === undefined ? {} : { askedAt }) });

  test.each([
    ['so long ago that nobody can be at it any more', left(now - 90_001)],
    ['at a time that nobody wrote down', left()],
  ])('%s is finished in the name of whoever asked', async (_, task) => {
    const { asked, stopped } = await monitored([task], 2);
    expect(stopped).toEqual([['k7f2qd', 'U0DAVE']]);
    expect(asked).toEqual([]);
  });

  test('a moment ago is left to whoever is at it', async () => {
    const { asked, stopped } = await monitored([left(now - 90_000)], 2);
    expect(stopped).toEqual([]);
    expect(asked).toEqual(['k7f2qd']);
  });

  test('and has failed since the round began is not asked for again', async () => {
    const { asked, stopped } = await monitored([left(0)], 2, {
      meanwhile: (n, { put }) => {
        if (n === 1) put(taskIn(live));
      },
    });
    expect(stopped).toEqual([]);
    expect(asked).toEqual(['k7f2qd']);
  });

  test('by another instance, where this one does not lead, is left to it', async () => {
    const { stopped } = await monitored([left(0)], 3, { leads: () => false });
    expect(stopped).toEqual([]);
  });
});

/** Page 62717: the first event comes with the start. A key that is set does not say that the console has the address. */
describe('Where events are to come', () => {
  const expectsEvents = () => true;
  const told = (count: number, sdkAppId: number) =>
    running(count).map((task) => ({
      ...task,
      handle: `${task.handle}of${sdkAppId}`,
      sdkAppId,
      lastEventAt: 5,
    }));
  const countOf = (asked: readonly string[], end: string) =>
    asked.filter((each) => each.endsWith(end)).length;

  test('and do come, each task is asked about in one round of ten, not all in the same', async () => {
    const { asked } = await monitored(told(20, 1), 101, { expectsEvents });
    const rounds = Array.from({ length: 5 }, (_, n) => asked.slice(n * 20, n * 20 + 20));
    for (const round of rounds) expect(new Set(round).size).toBe(20);
    expect(asked.slice(0, 2)).toEqual(['task9of1', 'task19of1']);
  });

  test('and none came of an application, its tasks are asked about in each round as before', async () => {
    const silent = running(3);
    const { asked, waited } = await monitored(silent, 10, { expectsEvents });
    expect(asked).toEqual([0, 1, 2, 0, 1, 2, 0, 1, 2].map((n) => `task${n}`));
    expect(waited.every((ms) => ms === 10_000)).toBe(true);
  });

  test('each application stands for itself', async () => {
    const silent = running(1).map((task) => ({ ...task, handle: 'silent', sdkAppId: 2 }));
    const { asked } = await monitored([...told(1, 1), ...silent], 23, { expectsEvents });
    expect(countOf(asked, 'silent')).toBe(20);
    expect(countOf(asked, 'of1')).toBe(2);
  });

  test('but no key is set any more, what came before does not count', async () => {
    const { asked } = await monitored(told(1, 1), 4, { expectsEvents: () => false });
    expect(asked).toEqual(['task0of1', 'task0of1', 'task0of1']);
  });

  test('the newest task that has run for a minute shows it, and not one that has only begun', async () => {
    const [old] = told(1, 1);
    const begun = taskIn({ ...live, since: now - 59_999 }, { handle: 'begun', sdkAppId: 1 });
    const silent = taskIn({ ...live, since: now - 60_000 }, { handle: 'silent', sdkAppId: 1 });
    expect(old).toBeDefined();
    const before = await monitored(old === undefined ? [] : [old, begun], 11, { expectsEvents });
    expect(before.asked.length).toBeLessThan(4);
    const after = await monitored(old === undefined ? [] : [old, silent], 11, { expectsEvents });
    expect(after.asked).toHaveLength(10);
  });

  test('a task that somebody is stopping, and one whose robot has left, are asked about each round', async () => {
    const [first] = told(1, 1);
    const more = [
      taskIn(stopping, { handle: 'stopping', sdkAppId: 1, lastEventAt: 5, requestedAt: 1 }),
      taskIn(live, { handle: 'left', sdkAppId: 1, lastEventAt: 5, robotSeen: { what: 'left', at: 6 } }),
    ];
    const { asked, stopped } = await monitored(first === undefined ? [] : [first, ...more], 9, {
      expectsEvents,
    });
    expect(countOf(asked, 'left')).toBeGreaterThanOrEqual(3);
    expect(stopped.length).toBeGreaterThanOrEqual(3);
  });
});
