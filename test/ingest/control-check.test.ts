import { describe, expect, test } from '@jest/globals';
import { createControl } from '../../src/ingest/control.ts';
import type { Task, TaskState } from '../../src/ingest/task.ts';
import { controlled, heldCall, ref, refusal } from '../support/control-stage.ts';
import { live, paused, run, states, stopping, taskIn } from '../support/samples.ts';

/** The control of a task in this state as the clock says this much after its start. */
async function checked(state: TaskState, ms: number, isRunning: () => Promise<boolean>) {
  const refs: unknown[] = [];
  const stage = await controlled(state, {
    isRunning: (its) => {
      refs.push(its);
      return isRunning();
    },
  });
  const control = createControl({ ...stage, clock: () => run.since + ms });
  return { ...stage, refs, check: () => control.check(stage.task) };
}
const gone = async () => false;
const runs = async () => true;

describe('A check', () => {
  test.each([live, paused])('of a task that is $name and runs changes nothing', async (state) => {
    const stage = await checked(state, 10_000, runs);
    const at = run.since + 10_000;
    expect(await stage.check()).toEqual({ task: stage.task, answer: { asked: true, at, runs: true } });
    expect(stage.refs).toEqual([ref]);
    expect(stage.told).toEqual([]);
  });

  test.each([live, paused])(
    'of a task that is $name and that TRTC does not know ends it by itself',
    async (state) => {
      const stage = await checked(state, 10_000, gone);
      const end: TaskState = { name: 'ended', ...run, at: run.since + 10_000, end: { how: 'by-itself' } };
      const answer = { asked: true, at: run.since + 10_000, runs: false };
      expect(await stage.check()).toEqual({ task: taskIn(end, { newsCount: 1, cardShows: 1 }), answer });
      expect(await stage.newest()).toEqual(end);
      expect(stage.told.map((task) => task.state)).toEqual([end]);
      expect(stage.remembered).toMatchObject([{ what: 'ended by itself' }]);
    },
  );

  test('of a task that was just started asks nobody, since TRTC may not list it yet', async () => {
    const stage = await checked(live, 9_999, gone);
    expect(await stage.check()).toEqual({ task: stage.task, answer: { asked: false } });
    expect(stage.refs).toEqual([]);
  });

  test.each(
    states
      .filter((state) => !('taskId' in state) || state.name === 'ended')
      .map((state) => [state.name, state] as const),
  )('of a task that is %s asks nobody', async (_, state) => {
    const stage = await checked(state, 10_000, gone);
    expect(await stage.check()).toEqual({ task: stage.task });
    expect(stage.refs).toEqual([]);
  });

  test('of a task that somebody is stopping ends it in that person’s name', async () => {
    const stage = await checked(stopping, 10_000, gone);
    expect(await stage.check()).toMatchObject({ task: { state: { end: { how: 'stopped', by: 'U0DAVE' } } } });
  });

  test('to which TRTC does not answer changes nothing', async () => {
    const stage = await checked(live, 10_000, () => Promise.reject(refusal));
    await expect(stage.check()).rejects.toBe(refusal);
    expect(await stage.newest()).toEqual(live);
    expect(stage.told).toEqual([]);
  });

  test('that sees the end after an event told of it tells nobody again', async () => {
    const held = heldCall();
    const stage = await checked(live, 10_000, () => held.call().then(gone));
    const result = stage.check();
    await held.begun;
    await (await stage.streamEvents.handle({ taskId: run.taskId, at: 5, what: 'stopped' }))();
    held.answer();
    expect(await result).toMatchObject({ task: { state: { name: 'ended', end: { how: 'by-itself' } } } });
    expect(stage.told).toHaveLength(1);
  });
});

describe('A task that was started and is not confirmed yet', () => {
  /** Looked at so many ms after its start; `events` is whether TRTC is heard, and `more` what it said. */
  async function looked(ms: number, events: boolean, more: Partial<Task> = {}) {
    const stage = await controlled(live, { isRunning: runs });
    stage.put({ ...stage.task, unconfirmed: true, ...more });
    const control = createControl({ ...stage, clock: () => run.since + ms, expectsEvents: () => events });
    const task = await stage.tasks.get('k7f2qd');
    const checked = await control.check(task ?? stage.task);
    const shown = stage.done.filter((line) => line.startsWith('show'));
    return { ...stage, checked, shown, record: await stage.tasks.get('k7f2qd') };
  }

  // StartStreamIngest only makes a task (page 57835); where no callbacks come, DescribeStreamIngest is all there is.
  test('is confirmed by the first look that finds it, on the card alone', async () => {
    const { checked, record, shown, told } = await looked(10_000, false);
    expect(checked.task.unconfirmed).toBeUndefined();
    expect(record).toEqual(taskIn(live, { newsCount: 1, cardShows: 1 }));
    expect(shown).toEqual(['show live']);
    expect(told).toEqual([]);
  });

  // Event 701 with Status 0 says that it has started (page 62717), and with 2, in its first minute, that it has not.
  test.each<[string, number, boolean, Partial<Task>]>([
    ['where events come, in the first minute', 59_999, true, {}],
    ['of which an event says otherwise', 600_000, true, { source: 'restarting', lastEventAt: 7 }],
    ['of which one says so that was heard before the key was taken away', 600_000, false, { lastEventAt: 7 }],
  ])('is not confirmed by a look %s', async (_, ms, events, more) => {
    const { checked, record, shown } = await looked(ms, events, more);
    expect(checked.task.unconfirmed).toBe(true);
    expect(record).toEqual(taskIn(live, { unconfirmed: true, ...more }));
    expect(shown).toEqual([]);
  });

  test('is confirmed by a look where events should come and none has in the first minute', async () => {
    expect((await looked(60_000, true)).record?.unconfirmed).toBeUndefined();
  });
});

describe('The last answer', () => {
  test('is known from when a task was found to run until it is found not to', async () => {
    let isRunning = true;
    const stage = await controlled(live, { isRunning: async () => isRunning });
    let now = run.since + 20_000;
    const control = createControl({ ...stage, clock: () => now });
    expect(control.lastAnswer(stage.task)).toBeUndefined();
    await control.check(stage.task);
    now += 30_000;
    expect(control.lastAnswer(stage.task)).toBe(run.since + 20_000);
    isRunning = false;
    await control.check(stage.task);
    expect(control.lastAnswer(stage.task)).toBeUndefined();
  });

  test('stays what it was where none comes', async () => {
    const answers = [async () => true, () => Promise.reject(refusal)];
    const stage = await controlled(live, { isRunning: () => (answers.shift() ?? gone)() });
    const control = createControl({ ...stage, clock: () => run.since + 20_000 });
    await control.check(stage.task);
    await expect(control.check(stage.task)).rejects.toBe(refusal);
    expect(control.lastAnswer(stage.task)).toBe(run.since + 20_000);
  });

  test('is kept of the thousand tasks that were asked about last', async () => {
    const stage = await controlled(live);
    const control = createControl({ ...stage, clock: () => run.since + 20_000 });
    const tasks = Array.from({ length: 1_001 }, (_, n) => ({ ...stage.task, handle: `t${n}` }));
    for (const task of tasks) await control.check(task);
    const known = tasks.filter((task) => control.lastAnswer(task) !== undefined);
    expect(known).toEqual(tasks.slice(1));
  });
});
