import { describe, expect, test } from '@jest/globals';
import type { Wait } from '../../src/async/wait.ts';
import { StoreUnavailable } from '../../src/ingest/errors.ts';
import { createStreamEvents, type StreamEvent } from '../../src/ingest/stream-events.ts';
import type { Task, TaskState } from '../../src/ingest/task.ts';
import { type Course, createFakes } from '../support/fakes.ts';
import { ended, live, paused, run, states, stopping, taskIn } from '../support/samples.ts';
import { heldWaits, untilAborted } from '../support/waits.ts';

/** The stream events of a task in this state; `note` takes events of the task down and tells of them at once. */
async function following(state: TaskState = live, course: Course = {}, more: Partial<Task> = {}) {
  const fakes = createFakes(course);
  fakes.put(taskIn(state, more));
  const streamEvents = createStreamEvents(fakes);
  const note = async (what: StreamEvent['what'], at: number) =>
    (await streamEvents.handle({ taskId: run.taskId, at, what }))();
  const task = () => fakes.tasks.get('k7f2qd');
  return { ...fakes, streamEvents, note, task };
}

describe('The source of a task', () => {
  test('that TRTC restarts is said to be restarting, and to be fine again when it has started', async () => {
    const { note, news, task } = await following();
    await note('restarting', 5);
    await note('started', 6);
    expect(news).toEqual([
      { type: 'source', at: 5, source: 'restarting' },
      { type: 'source', at: 6, source: 'fine' },
    ]);
    expect(await task()).toEqual(
      taskIn(live, {
        ...{ source: 'fine', sourceFailures: 0, sourceEvents: { startedAt: 6, failedAt: [] } },
        ...{ lastEventAt: 6, newsCount: 2, cardShows: 2 },
      }),
    );
  });

  test('that starts for the first time is no news', async () => {
    const { note, news, remembered } = await following();
    await note('started', 5);
    expect([...news, ...remembered]).toEqual([]);
  });

  test('has failed after three failures in a row, and that is told once', async () => {
    const { note, news, task } = await following();
    for (const at of [5, 6]) await note('start-failed', at);
    expect(news).toEqual([]);
    for (const at of [7, 8, 9, 10]) await note('start-failed', at);
    expect(news).toEqual([{ type: 'source', at: 7, source: 'failed' }]);
    expect(await task()).toMatchObject({ source: 'failed', sourceFailures: 6 });
  });

  test('has not failed where it started in between', async () => {
    const { note, news } = await following();
    const failed = 'start-failed' as const;
    for (const [at, what] of [failed, failed, 'started' as const, failed, failed].entries())
      await note(what, at);
    expect(news).toEqual([]);
    await note(failed, 9);
    expect(news).toEqual([{ type: 'source', at: 9, source: 'failed' }]);
  });

  test.each([live, paused, stopping])('of a task that is $name is followed', async (state) => {
    const { note, told } = await following(state);
    await note('restarting', 5);
    expect(told).toMatchObject([taskIn(state, { source: 'restarting', sourceFailures: 0, lastEventAt: 5 })]);
  });
});

// Page 62717: Status 0 says that it started, 2 that TRTC tries again, 1 that a try has failed.
describe('The source of a task that is not confirmed yet', () => {
  const unconfirmed = () => following(live, {}, { unconfirmed: true, newsCount: 1, cardShows: 1 });
  const shown = (done: readonly string[]) => done.filter((line) => line.startsWith('show')).length;

  test('is confirmed when it has started: the card says so, the thread need not', async () => {
    const { note, news, remembered, done, task } = await unconfirmed();
    await note('started', 5);
    expect([...news, ...remembered]).toEqual([]);
    expect(shown(done)).toBe(1);
    const sourceEvents = { startedAt: 5, failedAt: [] };
    const heard = { source: 'fine', sourceFailures: 0, sourceEvents, lastEventAt: 5 } as const;
    expect(await task()).toEqual(taskIn(live, { ...heard, newsCount: 2, cardShows: 2 }));
  });

  test('stands on the card when a try has failed, and in the thread when three have', async () => {
    const { note, news, done, task } = await unconfirmed();
    const seen: [number, number][] = [];
    for (const at of [5, 6, 7]) {
      await note('start-failed', at);
      seen.push([shown(done), news.length]);
    }
    expect(seen).toEqual([
      [1, 0],
      [1, 0],
      [2, 1],
    ]);
    expect(news).toEqual([{ type: 'source', at: 7, source: 'failed' }]);
    expect(await task()).toMatchObject({ unconfirmed: true, source: 'failed', sourceFailures: 3 });
  });

  test('is not back when it starts after it could not be reached, but there for the first time', async () => {
    const { note, news, task } = await unconfirmed();
    await note('restarting', 5);
    expect(await task()).toMatchObject({ unconfirmed: true, source: 'restarting' });
    await note('started', 6);
    await note('restarting', 7);
    await note('started', 8);
    expect(news.slice(1)).toEqual([
      { type: 'source', at: 6, source: 'fine', first: true },
      { type: 'source', at: 7, source: 'restarting' },
      { type: 'source', at: 8, source: 'fine' },
    ]);
  });

  test('was there when it is restarted after the first minute, of which TRTC had said nothing', async () => {
    const { note, news, task } = await unconfirmed();
    const late = run.since + 60_000;
    await note('restarting', late);
    expect((await task())?.unconfirmed).toBeUndefined();
    await note('started', late + 1);
    expect(news).toEqual([
      { type: 'source', at: late, source: 'restarting' },
      { type: 'source', at: late + 1, source: 'fine' },
    ]);
  });

  test.each(['restarting', 'start-failed'] as const)(
    'was not when "%s" came before that, or the minute is not over',
    async (before) => {
      const { note, task } = await unconfirmed();
      await note(before, run.since + 59_999);
      await note('restarting', run.since + 60_000);
      expect((await task())?.unconfirmed).toBe(true);
    },
  );
});

describe('An event that comes before the answer to the start of its task', () => {
  const waits = (ends: number, meanwhile: (n: number) => void = () => {}) => {
    const waited: number[] = [];
    const wait: Wait = async (ms) => {
      waited.push(ms);
      meanwhile(waited.length);
      if (waited.length > ends) throw new Error('stopped');
    };
    return { wait, waited };
  };
  const early = { taskId: 'task-early', at: 5, what: 'started' } as const;
  const its = taskIn({ ...live, taskId: 'task-early' }, { handle: 'early2', unconfirmed: true });

  test('is taken when that has come', async () => {
    const { wait, waited } = waits(3, (n) => {
      if (n === 2) fakes.put(its);
    });
    const fakes = createFakes({ wait });
    await (await createStreamEvents(fakes).handle(early))();
    expect(waited).toEqual([1_000, 4_000]);
    expect(fakes.records.get('early2')).toMatchObject({ source: 'fine', lastEventAt: 5 });
    expect(fakes.records.get('early2')?.unconfirmed).toBeUndefined();
  });

  test('is waited for no longer than twenty seconds, nor than until the bot stops', async () => {
    const patient = waits(3);
    await (await createStreamEvents(createFakes({ wait: patient.wait })).handle(early))();
    expect(patient.waited).toEqual([1_000, 4_000, 15_000]);
    const stopped = waits(0);
    await (await createStreamEvents(createFakes({ wait: stopped.wait })).handle(early))();
    expect(stopped.waited).toEqual([1_000]);
  });

  test('waits for a real end of time where the bot stops', async () => {
    const streamEvents = createStreamEvents(createFakes({ wait: untilAborted }));
    const left = (await streamEvents.handle(early))();
    streamEvents.stop();
    await left;
  });

  test('is not waited for by more than a thousand at once', async () => {
    const held = heldWaits();
    const streamEvents = createStreamEvents(createFakes({ wait: held.wait }));
    for (let n = 0; n < 1_100; n += 1) void (await streamEvents.handle({ ...early, taskId: `other-${n}` }))();
    expect(held.pauses()).toHaveLength(1_000);
    for (let n = 0; n < 3; n += 1) await held.pass();
    void (await streamEvents.handle(early))();
    expect(held.pauses()).toHaveLength(1);
  });
});

describe('An event', () => {
  test.each(['started', 'restarting', 'start-failed'] as const)(
    'that says "%s" and is older than the newest start says nothing',
    async (what) => {
      const { note, news, task } = await following();
      await note('restarting', 5);
      await note('started', 6);
      for (const at of [4, 5, 6]) await note(what, at);
      expect(news).toHaveLength(2);
      expect(await task()).toMatchObject({ source: 'fine', sourceFailures: 0, lastEventAt: 6 });
    },
  );

  // While the bot is down TRTC sends an event again for a minute (62717), the newest may then be the first to come.
  test.each([
    [7, 6, 5],
    [6, 7, 5],
    [7, 5, 6],
    [5, 7, 7, 6],
  ])('of a failure counts, also if it comes late: %j', async (...moments) => {
    const { note, news, task } = await following(live, {}, { unconfirmed: true });
    for (const at of moments) await note('start-failed', at);
    expect(news).toMatchObject([{ type: 'source', source: 'failed' }]);
    expect(await task()).toMatchObject({ source: 'failed', sourceFailures: 3, lastEventAt: 7 });
  });

  test('of a start that comes late shows that the source was there', async () => {
    const { note, task } = await following(live, {}, { unconfirmed: true });
    await note('start-failed', 9);
    await note('started', 5);
    const now = await task();
    expect(now).toMatchObject({ sourceFailures: 1, lastEventAt: 9 });
    expect(now?.unconfirmed).toBeUndefined();
  });

  test.each([
    ['restarting', 2, 'failed', 3],
    ['failed', 3, 'failed', 4],
    ['fine', 0, 'fine', 1],
  ] as const)(
    'of a failure goes on with the count of a record of an older version: %s, %d',
    async (source, sourceFailures, becomes, failures) => {
      const { note, task } = await following(live, {}, { source, sourceFailures, lastEventAt: 100 });
      for (const at of [50, 100 - sourceFailures - 1, 101]) await note('start-failed', at);
      expect(await task()).toMatchObject({ source: becomes, sourceFailures: failures });
    },
  );

  test('is told of when the caller says so, and is written down before', async () => {
    const { streamEvents, task, told } = await following();
    const tell = await streamEvents.handle({ taskId: run.taskId, at: 5, what: 'restarting' });
    expect(await task()).toMatchObject({ source: 'restarting' });
    expect(told).toEqual([]);
    await tell();
    expect(told).toHaveLength(1);
  });

  test('of a task that is not known is logged and changes nothing', async () => {
    const { streamEvents, done, logged } = await following();
    await (await streamEvents.handle({ taskId: 'another', at: 5, what: 'stopped' }))();
    expect(done).toEqual([]);
    expect(logged).toEqual([{ level: 'info', facts: { taskId: 'another', what: 'stopped' } }]);
  });

  test('that cannot be written down is not told of, and may come again', async () => {
    const error = new StoreUnavailable('The store is away.');
    const { note, news } = await following(live, { failingPut: { number: 1, error } });
    await expect(note('restarting', 5)).rejects.toBe(error);
    expect(news).toEqual([]);
    await note('restarting', 5);
    expect(news).toHaveLength(1);
  });

  test.each(['started', 'start-failed', 'restarting', 'stopped'] as const)(
    '"%s" of a task that has ended says nothing',
    async (what) => {
      const { note, news, task } = await following(ended);
      await note(what, 5);
      expect(news).toEqual([]);
      expect(await task()).toEqual(taskIn(ended));
    },
  );
});

test("An event that was signed with the key of other applications than the task's changes nothing", async () => {
  const { streamEvents, task, logged, news } = await following();
  const event = { taskId: run.taskId, at: 5, what: 'stopped' } as const;
  await (await streamEvents.handle(event, [7]))();
  expect(news).toEqual([]);
  expect(await task()).toEqual(taskIn(live));
  expect(logged).toEqual([{ level: 'warn', facts: { task: 'k7f2qd', what: 'stopped' } }]);
  await (await streamEvents.handle(event, [7, taskIn(live).sdkAppId]))();
  expect(news).toMatchObject([{ type: 'ended' }]);
});

test('The end of a task shows as well that its events come', async () => {
  const { note, task } = await following();
  await note('stopped', 5);
  expect(await task()).toMatchObject({ state: { name: 'ended' }, lastEventAt: 5 });
});

describe('The end of a task', () => {
  const running = states.filter((state) => ['live', 'paused', 'stopping'].includes(state.name));

  test.each(running.map((state) => [state.name, state] as const))(
    'that is %s is told once, in the name of whoever asked for it',
    async (name, state) => {
      const { note, news, told, task } = await following(state);
      for (const at of [5, 5, 6]) await note('stopped', at);
      const end = name === 'stopping' ? { how: 'stopped', by: 'U0DAVE' } : { how: 'by-itself' };
      expect(news).toMatchObject([{ type: 'ended' }]);
      expect(told).toMatchObject([{ state: { name: 'ended', end } }]);
      const { outbox: _, ...nothingLeft } = told[0] ?? taskIn(state);
      expect(await task()).toEqual({ ...nothingLeft, cardShows: 1 });
    },
  );

  test('is never too old', async () => {
    const { note, news } = await following();
    await note('restarting', 9);
    await note('stopped', 5);
    expect(news).toMatchObject([{ type: 'source' }, { type: 'ended' }]);
  });
});
