import { describe, expect, test } from '@jest/globals';
import { createControl } from '../../src/ingest/control.ts';
import { Interrupted, StoreUnavailable, TaskGone } from '../../src/ingest/errors.ts';
import type { Task } from '../../src/ingest/task.ts';
import { controlled, heldCall, lost, ref, refusal } from '../support/control-stage.ts';
import { createFakes } from '../support/fakes.ts';
import { ended, failure, live, paused, run, states, stopping, taskIn } from '../support/samples.ts';
import { untilAborted } from '../support/waits.ts';

const stoppedBy = (by: string) => ({ ...ended, at: expect.any(Number), end: { how: 'stopped', by } });

describe('A stop', () => {
  test.each([live, paused])('of a task that is $name is written, called, written and told', async (state) => {
    const refs: unknown[] = [];
    const stage = await controlled(state, { stop: async (its) => void refs.push(its) });
    const result = await stage.control.stop(stage.task, 'U0ERIN');
    expect(result).toMatchObject({ kind: 'done', task: { state: stoppedBy('U0ERIN') } });
    expect(await stage.newest()).toEqual(stoppedBy('U0ERIN'));
    expect(refs).toEqual([ref]);
    expect(stage.done).toEqual([
      'put stopping with its thread',
      `stop ${run.taskId}`,
      'put ended with its thread, untold',
      'tell ended',
      'put ended with its thread, untold',
      'show ended',
      'put ended with its thread',
    ]);
    expect(stage.remembered).toMatchObject([{ what: 'stopped', by: 'U0ERIN' }]);
  });

  test.each(
    states
      .filter(({ name }) => ['ended', 'failed', 'removed'].includes(name))
      .map((state) => [state.name, state] as const),
  )('of a task that is %s calls nobody', async (_, state) => {
    const stage = await controlled(state);
    // What the person saw may be older than what is so.
    expect(await stage.control.stop(taskIn(live), 'U0ERIN')).toEqual({
      kind: 'not-now',
      task: taskIn(state),
    });
    expect(stage.done).toEqual([]);
    expect(await stage.newest()).toEqual(state);
  });

  test.each([
    [live, refusal],
    [paused, refusal],
    [live, lost],
  ])(
    'of a task that is $name and that fails leaves it as it was, and people are told of it once',
    async (state, error) => {
      const stage = await controlled(state, { stop: () => Promise.reject(error) });
      const answerLost = error.effect === 'unknown';
      const stopFailed = { at: expect.any(Number), by: 'U0ERIN', code: error.code, answerLost };
      const result = { kind: 'failed', task: { ...stage.task, stopFailed }, error };
      expect(await stage.control.stop(stage.task, 'U0ERIN')).toMatchObject(result);
      expect(await stage.newest()).toEqual(state);
      const { code, message, hint } = error;
      const failure = { code, message, hint };
      expect(stage.news).toMatchObject([{ type: 'stop-failed', by: 'U0ERIN', failure, answerLost }]);
      expect(stage.remembered).toMatchObject([{ by: 'U0ERIN', about: code }]);
      expect(await stage.control.stop(stage.task, 'U0CAROL')).toMatchObject(result);
      expect(stage.news).toHaveLength(1);
    },
  );

  test('that fails in another way is told again', async () => {
    const errors = [refusal, lost];
    const stage = await controlled(live, { stop: () => Promise.reject(errors.shift()) });
    for (const _ of [1, 2]) await stage.control.stop(stage.task, 'U0ERIN');
    expect(stage.news).toMatchObject([{ answerLost: false }, { answerLost: true }]);
  });

  test('that finds the task gone has ended it', async () => {
    const gone = new TaskGone({
      code: 'FailedOperation.TaskFinished',
      message: '',
      hint: '',
      effect: 'none',
    });
    const stage = await controlled(live, { stop: () => Promise.reject(gone) });
    expect(await stage.control.stop(stage.task, 'U0ERIN')).toMatchObject({ kind: 'done' });
    expect(await stage.newest()).toEqual(stoppedBy('U0ERIN'));
  });

  test('of a task that a fault has left stopping asks TRTC again', async () => {
    const stage = await controlled(stopping);
    expect(await stage.control.stop(stage.task, 'U0ERIN')).toMatchObject({ kind: 'done' });
    expect(await stage.newest()).toEqual(stoppedBy('U0DAVE'));
    expect(stage.told).toHaveLength(1);
  });

  test('that cannot be written down calls nobody', async () => {
    const error = new StoreUnavailable('The store is away.');
    const stage = await controlled(live, { failingPut: { number: 1, error } });
    await expect(stage.control.stop(stage.task, 'U0ERIN')).rejects.toBe(error);
    expect(stage.done).toEqual([]);
  });

  test('whose end cannot be written down can be asked for again', async () => {
    const error = new StoreUnavailable('The store is away.');
    const stage = await controlled(live, { failingPut: { number: 2, error } });
    await expect(stage.control.stop(stage.task, 'U0ERIN')).rejects.toBe(error);
    expect(await stage.newest()).toMatchObject({ name: 'stopping' });
    expect(await stage.control.stop(stage.task, 'U0CAROL')).toMatchObject({ kind: 'done' });
    expect(await stage.newest()).toEqual(stoppedBy('U0ERIN'));
  });

  test('that goes wrong in the bot leaves the task as it was', async () => {
    const error = new TypeError('Cannot read properties of undefined');
    const stage = await controlled(live, { stop: () => Promise.reject(error) });
    await expect(stage.control.stop(stage.task, 'U0ERIN')).rejects.toBe(error);
    expect(await stage.newest()).toEqual(live);
    expect(stage.told).toEqual([]);
  });
});

describe('A stop of a start that', () => {
  const thread = { channel: 'C0LIVE', ts: '1.1' };
  const card = { thread };
  const starting = taskIn({ name: 'starting', since: 1 }, card);
  const queued = taskIn({ name: 'queued' }, card);
  const cancelled = { name: 'removed', at: expect.any(Number), by: 'U0ERIN', how: 'cancelled' };
  const thrownOut = { name: 'removed', at: expect.any(Number), by: 'U0ERIN' };
  const unknown = { name: 'unknown', at: 4, failure } as const;
  const failed = { name: 'failed', at: 3, failure } as const;

  /** What came of the stop of a task that becomes one after another of these while it is waited for. */
  async function stopped(task: Task, ...later: readonly Task[]) {
    const left = [...later];
    const fakes = createFakes({
      async wait() {
        const next = left.shift();
        if (next !== undefined) fakes.put(next);
      },
    });
    fakes.put(task);
    const { kind } = await createControl(fakes).stop(task, 'U0ERIN');
    const calls = fakes.done.filter((line) => /^(stop|remove|call) /.test(line));
    return { ...fakes, kind, calls, state: fakes.records.get(task.handle)?.state };
  }

  test('has not left cancels it, calls nobody, and tells its thread', async () => {
    const { kind, calls, state, news, remembered } = await stopped(queued);
    expect({ kind, calls, state }).toEqual({ kind: 'done', calls: [], state: cancelled });
    expect(news).toMatchObject([{ type: 'cancelled', by: 'U0ERIN' }]);
    expect(remembered).toMatchObject([{ what: 'cancelled the start', by: 'U0ERIN' }]);
  });

  const toRobot = 'remove ingest-k7f2qd from room123';
  const outcomes: [string, Task, Task[], { kind: string; calls: string[]; state: unknown }][] = [
    [
      'has left waits for its answer, and ends what it started',
      starting,
      [starting, taskIn(live, card)],
      { kind: 'done', calls: [`stop ${run.taskId}`], state: stoppedBy('U0ERIN') },
    ],
    ['TRTC refuses for now cancels it', starting, [queued], { kind: 'done', calls: [], state: cancelled }],
    [
      'has no card yet waits for that, since the card would say for ever that it starts',
      taskIn({ name: 'queued' }),
      [taskIn({ name: 'queued' }), queued],
      { kind: 'done', calls: [], state: cancelled },
    ],
    [
      'loses its answer meanwhile throws its robot out',
      starting,
      [taskIn(unknown, card)],
      { kind: 'done', calls: [toRobot], state: thrownOut },
    ],
    [
      'fails meanwhile does nothing more',
      starting,
      [taskIn(failed, card)],
      { kind: 'not-now', calls: [], state: failed },
    ],
    [
      'comes to nothing says that it could not be stopped',
      starting,
      [],
      { kind: 'not-now', calls: [], state: starting.state },
    ],
  ];

  test.each(outcomes)('%s', async (_, task, later, expected) => {
    const { kind, calls, state } = await stopped(task, ...later);
    expect({ kind, calls, state }).toEqual(expected);
  });

  test('is under way when the process ends is kept', async () => {
    const fakes = createFakes({ wait: untilAborted });
    fakes.put(starting);
    const stop = createControl(fakes).stop(starting, 'U0ERIN');
    fakes.pauses.stop();
    await expect(stop).rejects.toBeInstanceOf(Interrupted);
  });
});

describe('Two stops at once', () => {
  test('are one call and one message, in the name of who came first', async () => {
    const stage = await controlled(live);
    const results = await Promise.all([
      stage.control.stop(stage.task, 'U0CAROL'),
      stage.control.stop(stage.task, 'U0ERIN'),
    ]);
    expect(results.map(({ kind }) => kind)).toEqual(['done', 'not-now']);
    expect(stage.done.filter((line) => line.startsWith('stop'))).toEqual([`stop ${run.taskId}`]);
    expect(stage.told.map(({ state }) => state)).toEqual([stoppedBy('U0CAROL')]);
    expect(stage.remembered).toMatchObject([{ what: 'stopped', by: 'U0CAROL' }]);
  });
});

describe('A stop during which TRTC’s event of the end comes', () => {
  const stopped = { taskId: run.taskId, at: 5, what: 'stopped' } as const;

  test('is told once, in the name of the person', async () => {
    const held = heldCall();
    const stage = await controlled(live, { stop: held.call });
    const result = stage.control.stop(stage.task, 'U0ERIN');
    await held.begun;
    const tell = await stage.streamEvents.handle(stopped);
    held.answer();
    await tell();
    expect(await result).toMatchObject({ kind: 'done', task: { state: stoppedBy('U0ERIN') } });
    expect(stage.told.map(({ state }) => state)).toEqual([stoppedBy('U0ERIN')]);
    expect(stage.remembered).toMatchObject([{ what: 'stopped', by: 'U0ERIN' }]);
  });

  test('and whose answer is lost does not bring the task back', async () => {
    const held = heldCall();
    const stage = await controlled(live, { stop: held.call });
    const result = stage.control.stop(stage.task, 'U0ERIN');
    await held.begun;
    await (await stage.streamEvents.handle(stopped))();
    held.refuse(lost);
    await result;
    expect(await stage.newest()).toEqual(stoppedBy('U0ERIN'));
    expect(stage.told).toHaveLength(1);
  });

  test('afterwards says nothing more', async () => {
    const stage = await controlled(stopping);
    await (await stage.streamEvents.handle(stopped))();
    await (await stage.streamEvents.handle({ ...stopped, at: 6 }))();
    expect(stage.told.map(({ state }) => state)).toEqual([stoppedBy('U0DAVE')]);
  });
});
