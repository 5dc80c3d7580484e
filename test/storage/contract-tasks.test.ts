import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { isOver, type Task, type TaskState } from '../../src/ingest/task.ts';
import type { Store } from '../../src/storage/open.ts';
import { ended, failure, live, paused, run, states, taskIn } from '../support/samples.ts';
import { kinds, type Stage, write } from '../support/stores.ts';

const named = (handle: string, state: TaskState, more: Partial<Task> = {}) =>
  taskIn(state, { handle, ...more });
const handlesOf = (tasks: readonly Task[]) => tasks.map(({ handle }) => handle);

describe.each(kinds)('Tasks in a store at $name', ({ setUp, lasting, shared }) => {
  let stage: Stage;
  let store: Store;

  beforeEach(async () => {
    stage = await setUp();
    store = await stage.open();
  });
  afterEach(() => stage.tearDown());

  describe('that are changed', () => {
    test('50 times at once lose none of the changes', async () => {
      await write(store, taskIn(live, { sourceFailures: 0 }));
      const changes = await Promise.all(
        Array.from({ length: 50 }, () =>
          store.tasks.change('k7f2qd', (task) => ({
            ...task,
            sourceFailures: (task.sourceFailures ?? 0) + 1,
          })),
        ),
      );
      expect(new Set(changes.map((task) => task?.sourceFailures)).size).toBe(50);
      expect(await store.tasks.get('k7f2qd')).toEqual(taskIn(live, { sourceFailures: 50 }));
    });

    test('by 50 at once, of whom one may, are changed by one', async () => {
      await write(store, taskIn(live));
      const changes = await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          store.tasks.change('k7f2qd', (task) =>
            task.state.name === 'live' ? { ...task, state: { ...paused, by: `U${index}` } } : undefined,
          ),
        ),
      );
      const written = changes.filter((task) => task !== undefined);
      expect(written).toHaveLength(1);
      expect(await store.tasks.get('k7f2qd')).toEqual(written[0]);
    });

    test('each in a field of its own keep what the others wrote, and wait for nobody else’s', async () => {
      await write(store, taskIn(live));
      const counted = [1, 2, 3].map(() =>
        store.tasks.change('k7f2qd', (task) => ({
          ...task,
          sourceFailures: (task.sourceFailures ?? 0) + 1,
        })),
      );
      const failed = store.tasks.change('k7f2qd', (task) => ({ ...task, source: 'failed' }));
      await write(store, named('other1', live));
      expect(await failed).toMatchObject({ source: 'failed' });
      await Promise.all(counted);
      expect(await store.tasks.get('k7f2qd')).toEqual(taskIn(live, { sourceFailures: 3, source: 'failed' }));
    });

    test('go on after a change that threw', async () => {
      await write(store, taskIn(live));
      const bug = new Error('broken');
      const broken = store.tasks.change('k7f2qd', () => {
        throw bug;
      });
      const next = store.tasks.change('k7f2qd', (task) => ({ ...task, source: 'failed' }));
      await expect(broken).rejects.toBe(bug);
      expect(await next).toMatchObject({ source: 'failed' });
    });

    test('into nothing stay as they are', async () => {
      await write(store, taskIn(live));
      expect(await store.tasks.change('k7f2qd', () => undefined)).toBeUndefined();
      expect(await store.tasks.get('k7f2qd')).toEqual(taskIn(live));
    });

    test('and are not there are not made', async () => {
      expect(await store.tasks.change('k7f2qd', () => taskIn(live))).toBeUndefined();
      expect(await store.tasks.get('k7f2qd')).toBeUndefined();
      expect(await store.tasks.active()).toEqual([]);
    });
  });

  describe('that are created', () => {
    test('are there', async () => {
      expect(await store.tasks.create(taskIn(live))).toBe(true);
      expect(await store.tasks.get('k7f2qd')).toEqual(taskIn(live));
    });

    test('leave one of the same handle as it is', async () => {
      await store.tasks.create(taskIn(live));
      expect(await store.tasks.create(taskIn(ended, { channel: 'C0ELSE' }))).toBe(false);
      expect(await store.tasks.get('k7f2qd')).toEqual(taskIn(live));
      expect(await store.tasks.active()).toEqual([taskIn(live)]);
      expect((await store.tasks.over(0, 10)).total).toBe(0);
    });

    test('by 50 at once under one handle are the one of those that was told so', async () => {
      const rival = shared ? await stage.open() : store;
      const created = await Promise.all(
        Array.from({ length: 50 }, async (_, index) => {
          const task = taskIn(live, { channel: `C${index}`, requestedAt: index });
          const { tasks } = index % 2 === 0 ? store : rival;
          return (await tasks.create(task)) ? [task] : [];
        }),
      );
      expect(created.flat()).toHaveLength(1);
      expect(await store.tasks.active()).toEqual(created.flat());
    });
  });

  describe('with news that is to be told', () => {
    const withNews = (nextAt: number): Partial<Task> => ({
      outbox: { items: [{ n: 1, event: { type: 'ended', at: 1 } }], nextAt, failures: 0 },
    });
    const withoutNews = ({ outbox: _, ...task }: Task): Task => task;

    test('are found from then on, the most overdue first, so many at a time', async () => {
      for (const [handle, at] of Object.entries({ third: 30, first: 10, second: 20, later: 41 }))
        await write(store, named(handle, live, withNews(at)));
      await write(store, named('told', live));
      expect(await store.tasks.due(40, 10)).toEqual(['first', 'second', 'third']);
      expect(await store.tasks.due(40, 2)).toEqual(['first', 'second']);
      expect(await store.tasks.due(30, 10)).toEqual(['first', 'second', 'third']);
      expect(await store.tasks.due(29, 10)).toEqual(['first', 'second']);
      expect(await store.tasks.due(9, 10)).toEqual([]);
    });

    test('are found when they were put off until', async () => {
      await write(store, taskIn(live, withNews(10)));
      await store.tasks.change('k7f2qd', (task) => ({ ...task, ...withNews(50) }));
      expect(await store.tasks.due(49, 10)).toEqual([]);
      expect(await store.tasks.due(50, 10)).toEqual(['k7f2qd']);
    });

    test('are found after their end too, until all is told', async () => {
      await write(store, taskIn(live, withNews(10)));
      await store.tasks.change('k7f2qd', (task) => ({ ...task, state: ended }));
      expect(await store.tasks.due(10, 10)).toEqual(['k7f2qd']);
      await store.tasks.change('k7f2qd', withoutNews);
      expect(await store.tasks.due(10, 10)).toEqual([]);
      expect((await store.tasks.over(0, 10)).items).toEqual([taskIn(ended)]);
    });

    test.each(['k7f2qd', '🎬', '\uffff'])('are found whatever their handle is: %j', async (handle) => {
      await write(store, named(handle, live, withNews(10)));
      expect(await store.tasks.due(10, 10)).toEqual([handle]);
    });
  });

  test('are found by their TaskId from when they are live, also after their end', async () => {
    await write(store, taskIn({ name: 'starting', since: 1 }));
    expect(await store.tasks.byTaskId(run.taskId)).toBeUndefined();
    for (const state of [live, paused, ended]) {
      await write(store, taskIn(state));
      expect(await store.tasks.byTaskId(run.taskId)).toEqual(taskIn(state));
    }
    expect(await store.tasks.byTaskId('another')).toBeUndefined();
    expect(await store.tasks.byTaskId('k7f2qd')).toBeUndefined();
  });

  test.each(states.map((state) => [state.name, state] as const))(
    'that are %s are either active or over, and that changes with them',
    async (_, state) => {
      await write(store, taskIn({ name: 'queued' }));
      await write(store, taskIn(state));
      const over = isOver(taskIn(state));
      expect(await store.tasks.active()).toEqual(over ? [] : [taskIn(state)]);
      expect(await store.tasks.over(0, 10)).toEqual({
        items: over ? [taskIn(state)] : [],
        total: over ? 1 : 0,
      });
    },
  );

  test('that are active come in the order in which they were asked for, however they were written', async () => {
    const asked = { third: 30, first: 10, second: 20 };
    for (const [handle, requestedAt] of Object.entries(asked)) {
      await write(store, named(handle, live, { requestedAt }));
    }
    await write(store, named('first', paused, { requestedAt: 10 }));
    await write(store, named('gone', live, { requestedAt: 15 }));
    await store.tasks.change('gone', (task) => ({ ...task, state: ended }));
    expect(handlesOf(await store.tasks.active())).toEqual(['first', 'second', 'third']);
  });

  test('that are over come newest end first, a page at a time', async () => {
    const ends = [50, 20, 40, 10, 30];
    for (const at of ends) await write(store, named(`end${at}`, { ...ended, at }));
    await write(store, named('failed', { name: 'failed', at: 35, failure }));
    await write(store, named('live', live));
    const pages = await Promise.all([0, 4, 8].map((offset) => store.tasks.over(offset, 4)));
    expect(pages.map(({ items }) => handlesOf(items))).toEqual([
      ['end50', 'end40', 'failed', 'end30'],
      ['end20', 'end10'],
      [],
    ]);
    expect(pages.map(({ total }) => total)).toEqual([6, 6, 6]);
  });

  if (shared) {
    test('are changed 50 times from each of two places at once without the loss of one', async () => {
      const other = await stage.open();
      await write(store, taskIn(live, { sourceFailures: 0 }));
      const count = (task: Task) => ({ ...task, sourceFailures: (task.sourceFailures ?? 0) + 1 });
      await Promise.all(
        Array.from({ length: 100 }, (_, n) => (n % 2 === 0 ? store : other).tasks.change('k7f2qd', count)),
      );
      expect(await other.tasks.get('k7f2qd')).toEqual(taskIn(live, { sourceFailures: 100 }));
    });

    test('are moved between the lists by two at once so that they are in one', async () => {
      const other = await stage.open();
      await write(store, taskIn(live));
      await Promise.all([
        store.tasks.change('k7f2qd', (task) => ({ ...task, state: paused })),
        other.tasks.change('k7f2qd', (task) => ({ ...task, state: ended })),
        store.tasks.change('k7f2qd', (task) => (isOver(task) ? undefined : { ...task, state: live })),
      ]);
      const now = await store.tasks.get('k7f2qd');
      const [active, over] = [await store.tasks.active(), (await store.tasks.over(0, 10)).items];
      expect([...active, ...over]).toEqual([now]);
      expect(over.length === 1).toBe(now !== undefined && isOver(now));
    });
  }

  if (lasting) {
    test('are all there when the store is opened again', async () => {
      await write(store, named('first', live, { requestedAt: 10 }));
      await write(store, named('second', { ...paused, taskId: 'task-2' }, { requestedAt: 20 }));
      await write(store, named('third', ended));
      const again = await stage.reopen();
      expect(handlesOf(await again.tasks.active())).toEqual(['first', 'second']);
      expect(await again.tasks.over(0, 10)).toEqual({ items: [named('third', ended)], total: 1 });
      expect(await again.tasks.byTaskId(run.taskId)).toMatchObject({ handle: 'first' });
      expect(await again.tasks.change('first', (task) => ({ ...task, state: ended }))).toBeDefined();
      expect(handlesOf(await again.tasks.active())).toEqual(['second']);
    });
  }
});
