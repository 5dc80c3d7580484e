import { describe, expect, test } from '@jest/globals';
import type { ControlResult } from '../../src/ingest/control.ts';
import type { TaskState } from '../../src/ingest/task.ts';
import { controlled, heldCall, refusal } from '../support/control-stage.ts';
import { draft, live, paused, run, states, taskIn } from '../support/samples.ts';

type Stage = Awaited<ReturnType<typeof controlled>>;

const louder = { change: { url: 'https://c.d/', volume: 80 }, fields: { url: 'https://c.d/', volume: '80' } };
const actions: Record<string, (stage: Stage) => Promise<ControlResult>> = {
  pause: ({ control }) => control.pause(taskIn(live), 'U0ERIN'),
  resume: ({ control }) => control.resume(taskIn(paused), 'U0ERIN'),
  update: ({ control }) => control.update(taskIn(live), 'U0ERIN', louder),
};
const possible: Record<string, readonly TaskState['name'][]> = {
  pause: ['live'],
  resume: ['paused'],
  update: ['live', 'paused'],
};

describe('What a person asks of a running task is called, written and told:', () => {
  const erinPaused = { ...paused, pausedAt: 1_000, by: 'U0ERIN' };
  const louderTask = { draft: { ...draft, ...louder.fields } };
  const wanted = JSON.stringify(louder.change);

  test.each([
    ['pause', live, '{"paused":true}', taskIn(erinPaused), 'paused'],
    ['resume', paused, '{"paused":false}', taskIn(live, { wasPaused: true }), 'resumed'],
    ['update', live, wanted, taskIn(live, louderTask), 'changed'],
    ['update', paused, wanted, taskIn(paused, louderTask), 'changed'],
  ] as const)('%s of one that is $1.name', async (action, state, change, becomes, what) => {
    const stage = await controlled(state);
    expect(await actions[action]?.(stage)).toEqual({
      kind: 'done',
      task: { ...becomes, newsCount: 1, outbox: expect.anything() },
    });
    expect(await stage.tasks.get('k7f2qd')).toEqual({ ...becomes, newsCount: 1, cardShows: 1 });
    expect(stage.done).toEqual([
      `update ${run.taskId} ${change}`,
      `put ${becomes.state.name} with its thread, untold`,
      `tell ${becomes.state.name}`,
      `put ${becomes.state.name} with its thread, untold`,
      `show ${becomes.state.name}`,
      `put ${becomes.state.name} with its thread`,
    ]);
    expect(stage.remembered).toMatchObject([{ what, by: 'U0ERIN' }]);
  });
});

describe('Nobody is called to', () => {
  const pairs = Object.keys(actions).flatMap((action) =>
    states
      .filter(({ name }) => possible[action]?.includes(name) === false)
      .map((state) => [action, state.name, state] as const),
  );

  test.each(pairs)('%s a task that is %s', async (action, _, state) => {
    const stage = await controlled(state);
    expect(await actions[action]?.(stage)).toEqual({ kind: 'not-now', task: taskIn(state) });
    expect(stage.done).toEqual([]);
  });
});

describe.each(Object.keys(actions))('A failed %s', (action) => {
  test('changes and tells nothing', async () => {
    const state = action === 'resume' ? paused : live;
    const stage = await controlled(state, { update: () => Promise.reject(refusal) });
    expect(await actions[action]?.(stage)).toEqual({ kind: 'failed', task: stage.task, error: refusal });
    expect(await stage.newest()).toEqual(state);
    expect([...stage.told, ...stage.remembered]).toEqual([]);
  });
});

describe('A pause under way', () => {
  test('loses to a stop: the end is told and the pause is not', async () => {
    const held = heldCall();
    const stage = await controlled(live, { update: held.call });
    const paused = stage.control.pause(stage.task, 'U0CAROL');
    await held.begun;
    expect(await stage.control.stop(stage.task, 'U0ERIN')).toMatchObject({ kind: 'done' });
    held.answer();
    expect(await paused).toMatchObject({ kind: 'not-now', task: { state: { name: 'ended' } } });
    expect(stage.news).toMatchObject([{ type: 'ended' }]);
    expect(await stage.newest()).toMatchObject({ name: 'ended', end: { how: 'stopped', by: 'U0ERIN' } });
  });

  test('loses to another one: who paused it is told once', async () => {
    const stage = await controlled(live);
    const results = await Promise.all(['U0CAROL', 'U0ERIN'].map((by) => stage.control.pause(stage.task, by)));
    expect(results.map(({ kind }) => kind)).toEqual(['done', 'not-now']);
    expect(stage.news).toMatchObject([{ type: 'paused', by: 'U0CAROL' }]);
  });

  test('keeps what TRTC says of the source in the meantime', async () => {
    const held = heldCall();
    const stage = await controlled(live, { update: held.call });
    const paused = stage.control.pause(stage.task, 'U0CAROL');
    await held.begun;
    await stage.streamEvents.handle({ taskId: run.taskId, at: 5, what: 'restarting' });
    held.answer();
    expect(await paused).toMatchObject({ kind: 'done', task: { source: 'restarting', lastEventAt: 5 } });
  });
});
