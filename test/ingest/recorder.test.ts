import { describe, expect, test } from '@jest/globals';
import { StoreUnavailable } from '../../src/ingest/errors.ts';
import type { HistoryEntry } from '../../src/ingest/history.ts';
import type { Task } from '../../src/ingest/task.ts';
import { canHappen, type TaskEvent, after as taskAfter } from '../../src/ingest/task-event.ts';
import { createFakes } from './ports.ts';
import { events, live, paused, states, stopping, taskIn } from './samples.ts';

describe('An event', () => {
  test('happens to the newest record, whatever the caller knew of it', async () => {
    const { recorder, tasks, logged } = createFakes();
    await tasks.put(taskIn(live, { source: 'restarting', lastEventAt: 7 }));
    const changed = await recorder.happen('k7f2qd', { type: 'paused', at: 11, by: 'U0ERIN' });
    const state = { ...paused, pausedAt: 11, by: 'U0ERIN' };
    expect(changed).toEqual(taskIn(state, { source: 'restarting', lastEventAt: 7 }));
    expect(await tasks.get('k7f2qd')).toEqual(changed);
    expect(logged).toEqual([{ level: 'info', facts: { task: 'k7f2qd', event: 'paused', state } }]);
  });

  test('happens once, and tells nobody by itself', async () => {
    const { recorder, tasks, done, told, remembered } = createFakes();
    await tasks.put(taskIn(live));
    const pause: TaskEvent = { type: 'paused', at: 11, by: 'U0ERIN' };
    const changes = await Promise.all([1, 2, 3].map(() => recorder.happen('k7f2qd', pause)));
    expect(changes.map((task) => task?.state.name)).toEqual(['paused', undefined, undefined]);
    expect(done).toEqual(['put live with its thread', 'put paused with its thread']);
    expect([...told, ...remembered]).toEqual([]);
  });

  test('cannot happen to a task that is not known', async () => {
    const { recorder, logged } = createFakes();
    expect(await recorder.happen('k7f2qd', { type: 'ended', at: 1 })).toBeUndefined();
    expect(logged).toEqual([]);
  });

  test('that cannot be written has not happened', async () => {
    const error = new StoreUnavailable('The store is away.');
    const { recorder, tasks } = createFakes({ failingPut: { number: 2, error } });
    await tasks.put(taskIn(live));
    await expect(recorder.happen('k7f2qd', { type: 'ended', at: 1 })).rejects.toBe(error);
    expect(await tasks.get('k7f2qd')).toEqual(taskIn(live));
  });
});

describe('Telling of an event', () => {
  /** Tells of the first state that the event can happen to. */
  async function told(event: TaskEvent, before?: Task) {
    const task = before ?? states.map((state) => taskIn(state)).find((each) => canHappen(each, event));
    const fakes = createFakes();
    const now = task === undefined ? taskIn(live) : taskAfter(task, event);
    await fakes.recorder.tell(now, event);
    return { ...fakes, now };
  }
  const common = { at: 1_000, task: { handle: 'k7f2qd', room: 'room123' } };
  const code = 'FailedOperation.NotRtmpFunction';
  const entries: Record<TaskEvent['type'], Omit<HistoryEntry, 'at' | 'task'> | undefined> = {
    sending: undefined,
    'refused-for-now': undefined,
    started: { by: 'U0ALICE', what: 'started' },
    failed: { by: 'U0ALICE', what: 'could not start', about: code },
    lost: { by: 'U0ALICE', what: 'asked for, with the answer lost', about: code },
    paused: { by: 'U0ERIN', what: 'paused' },
    resumed: { by: 'U0ERIN', what: 'resumed' },
    updated: { by: 'U0ERIN', what: 'changed', about: 'volume' },
    stopping: undefined,
    'not-stopped': undefined,
    ended: { what: 'ended by itself' },
    source: { what: 'source failed' },
  };

  test.each(events.map((event) => [event.type, event] as const))(
    'that is "%s" writes what the history should say of it',
    async (type, event) => {
      const { remembered, told: people, news, now } = await told(event);
      const entry = entries[type];
      expect(remembered).toEqual(entry === undefined ? [] : [{ ...common, ...entry }]);
      expect(people).toEqual([now]);
      expect(news).toEqual([event]);
    },
  );

  test('that a person stopped it names that person', async () => {
    const { remembered } = await told({ type: 'ended', at: 15 }, taskIn(stopping));
    expect(remembered).toEqual([{ ...common, by: 'U0DAVE', what: 'stopped' }]);
  });

  test('names the fields that were changed and none of their values', async () => {
    const changes = { url: 'https://a.b/?key=t0psecret', volume: '<!channel>' };
    const { remembered } = await told({ type: 'updated', at: 13, by: 'U0ERIN', changes });
    expect(remembered).toEqual([{ ...common, by: 'U0ERIN', what: 'changed', about: 'url, volume' }]);
  });

  test('goes on where the history cannot be written, and the log says so', async () => {
    const error = new StoreUnavailable('The store is away.');
    const { recorder, told: people, logged } = createFakes({ failingHistory: error });
    await recorder.tell(taskIn(paused), { type: 'paused', at: 11, by: 'U0ERIN' });
    expect(people).toEqual([taskIn(paused)]);
    expect(logged).toMatchObject([{ level: 'warn', facts: { error, entry: { what: 'paused' } } }]);
  });
});
