import { describe, expect, test } from '@jest/globals';
import { GatewayError, StoreUnavailable } from '../../src/ingest/errors.ts';
import { createFirstLooks } from '../../src/ingest/first-looks.ts';
import type { Task, TaskEvent } from '../../src/ingest/task.ts';
import { createFakes } from '../support/fakes.ts';
import { ended, live, paused, run, taskIn } from '../support/samples.ts';
import { heldWaits, settled } from '../support/waits.ts';

const started: TaskEvent = { type: 'started', at: run.since, taskId: run.taskId, requestId: run.requestId };
const fresh = taskIn(live, { unconfirmed: true });

/** First looks whose waits end when the test says so. */
function looking(eventsCome = false, failure?: Error) {
  const fakes = createFakes();
  const waits = heldWaits();
  let now: number = run.since;
  let offset = 0;
  const asked: string[] = [];
  const looks = createFirstLooks({
    tasks: fakes.tasks,
    control: {
      check: async (task) => {
        asked.push(task.handle);
        if (failure !== undefined) throw failure;
        return { task };
      },
    },
    expectsEvents: () => eventsCome,
    logger: fakes.logger,
    clock: () => now + offset,
    wait: async (ms, signal) => {
      const end = now + ms;
      await waits.wait(ms, signal);
      now = Math.max(now, end);
    },
  });
  const plan = (task: Task, event: TaskEvent = started) => {
    fakes.put(task);
    looks.plan(event, task);
  };
  const moveClock = (ms: number) => {
    offset += ms;
  };
  return { ...fakes, waits, asked, looks, plan, moveClock };
}

describe('A task that was started', () => {
  test.each([
    [false, 10_100],
    [true, 60_100],
  ])('is looked at once; where TRTC tells by itself (%s) after %d ms', async (eventsCome, ms) => {
    const { plan, waits, asked } = looking(eventsCome);
    plan(fresh);
    expect(waits.pauses()).toEqual([ms]);
    expect(asked).toEqual([]);
    for (let n = 0; n < 3; n += 1) await waits.pass();
    expect(asked).toEqual(['k7f2qd']);
  });

  test.each<[string, Task]>([
    ['has ended', taskIn(ended, { unconfirmed: true })],
    ['is confirmed', taskIn(live)],
    ['was spoken of by TRTC', { ...fresh, source: 'restarting', lastEventAt: 7 }],
  ])('and %s meanwhile is not asked about', async (_, task) => {
    const { plan, waits, asked } = looking();
    plan(task);
    await waits.pass();
    expect(asked).toEqual([]);
    // Nor does it take a turn, for which others would wait.
    expect(waits.pauses()).toEqual([]);
  });

  test('and was paused meanwhile is asked about all the same', async () => {
    const { plan, waits, asked } = looking();
    plan(taskIn(paused, { unconfirmed: true }));
    await waits.pass();
    expect(asked).toEqual(['k7f2qd']);
  });
});

test('Of other events nothing is planned', () => {
  const { plan, waits } = looking();
  plan(fresh, { type: 'resumed', at: run.since, by: 'U0ERIN' });
  expect(waits.pauses()).toEqual([]);
});

test('Many are asked about one after the other, four a second, so that people and the monitor can ask, too', async () => {
  const { plan, waits, asked } = looking();
  for (let n = 0; n < 5; n += 1) plan({ ...fresh, handle: `t${n}` });
  await waits.pass();
  for (let rounds = 1; rounds <= 5; rounds += 1) {
    expect(asked).toHaveLength(rounds);
    expect(waits.pauses()).toEqual([250]);
    await waits.pass();
  }
  expect(asked).toEqual(['t0', 't1', 't2', 't3', 't4']);
});

test('Those that wait share one timer, and each is asked about when it is due', async () => {
  const { plan, waits, asked, moveClock } = looking();
  for (let n = 0; n < 3; n += 1) {
    plan({ ...fresh, handle: `t${n}` });
    moveClock(1_000);
  }
  moveClock(-3_000);
  expect(waits.pauses()).toEqual([10_100]);
  await waits.pass();
  expect(asked).toEqual(['t0']);
  expect(waits.pauses()).toEqual([250, 1_000]);
  await waits.pass();
  expect(asked).toEqual(['t0', 't1']);
});

test('A clock that is set back by an hour holds nobody up for longer than one wait', async () => {
  const { plan, waits, asked, moveClock } = looking();
  plan(fresh);
  plan({ ...fresh, handle: 'other2' });
  moveClock(-3_600_000);
  await waits.pass();
  expect(asked).toEqual(['k7f2qd']);
  expect(waits.pauses()).toEqual([250, 10_100]);
});

test('One that comes after all others were looked at is looked at, too', async () => {
  const { plan, waits, asked } = looking();
  plan(fresh);
  for (let n = 0; n < 3; n += 1) await waits.pass();
  plan({ ...fresh, handle: 'other2' });
  for (let n = 0; n < 3; n += 1) await waits.pass();
  expect(asked).toEqual(['k7f2qd', 'other2']);
});

test.each([
  new GatewayError({ code: 'Network.Timeout', message: 'late', effect: 'unknown', hint: '' }),
  new StoreUnavailable('away'),
])('One that cannot be asked about ($name) is left to the monitor, and the log has it', async (failure) => {
  const { plan, waits, asked, logged } = looking(false, failure);
  plan(fresh);
  plan({ ...fresh, handle: 'other2' });
  for (let n = 0; n < 3; n += 1) await waits.pass();
  expect(asked).toEqual(['k7f2qd', 'other2']);
  expect(logged).toMatchObject([{ level: 'warn' }, { level: 'warn' }]);
});

test('None is begun once the bot stops', async () => {
  const { looks, plan, asked } = looking();
  plan(fresh);
  plan({ ...fresh, handle: 'other2' });
  await looks.stop();
  await settled();
  expect(asked).toEqual([]);
});
