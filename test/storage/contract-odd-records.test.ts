import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { findTask } from '../../src/ingest/find.ts';
import type { TaskState } from '../../src/ingest/task.ts';
import type { Store } from '../../src/storage/open.ts';
import { ended, failure, live, run, states, taskIn } from '../support/samples.ts';
import { kinds, logger, type Stage, write } from '../support/stores.ts';

const good = taskIn({ ...live, taskId: 'task-good' }, { handle: 'good22', requestedAt: 600 });
const goodAndOver = taskIn({ ...ended, taskId: 'task-over' }, { handle: 'over22' });
const odd = (change: Record<string, unknown>) =>
  JSON.stringify({ ...taskIn(live, { handle: 'odd222' }), ...change });
const oddState = (state: Record<string, unknown>) => odd({ state });

/** Records that are not as the bot writes them. */
const oddRecords: [string, string][] = [
  ['nothing but a space', ' '],
  ['half a record', '{"handle":"odd222","state":{"name":"li'],
  ['something else than JSON', '[object Object]'],
  ['null', 'null'],
  ['a text', '"odd222"'],
  ['a number', '7'],
  ['a list', '[]'],
  ['an empty object', '{}'],
  ['no state', odd({ state: undefined })],
  ['a state that is null', odd({ state: null })],
  ['a state that is a text', odd({ state: 'live' })],
  ['a state without a name', oddState({ ...run })],
  ['a state that nobody knows', oddState({ name: 'dreaming', ...run })],
  ['a state that every object knows', oddState({ name: 'constructor' })],
  ...[null, 0, 12345, '', {}, [], true].map((taskId): [string, string] => [
    `the TaskId ${JSON.stringify(taskId)}`,
    oddState({ ...live, taskId }),
  ]),
  ['no TaskId', oddState({ ...live, taskId: undefined })],
  ['an end with a TaskId that is a number', oddState({ ...ended, taskId: 7 })],
  ['an end at no time', oddState({ ...ended, at: null })],
  ['an end of no kind', oddState({ ...ended, end: {} })],
  ['a failure that is a text', oddState({ name: 'failed', at: 1, failure: 'no' })],
  [
    'a failure whose message is an object',
    oddState({ name: 'unknown', at: 1, failure: { ...failure, message: {} } }),
  ],
  ['no handle', odd({ handle: undefined })],
  ['another handle', odd({ handle: 'other2' })],
  ['no room', odd({ room: null })],
  ['a room that is a text', odd({ room: 'room123' })],
  ['a room whose id is a number', odd({ room: { id: 123, type: 1 } })],
  ['no draft', odd({ draft: undefined })],
  ['a draft with a number', odd({ draft: { volume: 80 } })],
  ['no time', odd({ requestedAt: 'today' })],
  ['a thread that is a text', odd({ thread: '1700000000.000100' })],
  ['an application that is a text', odd({ sdkAppId: '1' })],
];

describe.each(kinds)('In a store at $name', ({ setUp }) => {
  let stage: Stage;
  let store: Store;

  beforeEach(async () => {
    stage = await setUp();
    store = await stage.open();
    logger.notes.length = 0;
  });
  afterEach(() => stage.tearDown());

  /** Writes the text as the record of a task that is in every list. */
  async function plant(text: string, id = 'odd222'): Promise<void> {
    const places = { 'active-tasks': 500, 'over-tasks': 500, 'untold-tasks': 1 };
    expect(await stage.backend().records('tasks').swap(id, undefined, text, places, 'task-odd')).toBe(true);
  }

  test.each(oddRecords)(
    'a record of a task with %s is left out of everything, and logged once',
    async (_, text) => {
      await write(store, good);
      await write(store, goodAndOver);
      await plant(text);
      const { tasks } = store;
      for (const _round of [1, 2]) {
        expect(await tasks.get('odd222')).toBeUndefined();
        expect(await tasks.byTaskId('task-odd')).toBeUndefined();
        expect(await tasks.byTaskId('task-good')).toEqual(good);
        expect(await tasks.active()).toEqual([good]);
        expect(await tasks.over(0, 10)).toEqual({ items: [goodAndOver], total: 1 });
        expect(await tasks.change('odd222', (task) => task)).toBeUndefined();
        expect(await findTask('goo', tasks)).toEqual({ found: 'one', task: good });
        expect(await findTask('task-over', tasks)).toEqual({ found: 'one', task: goodAndOver });
        expect(await findTask('odd2', tasks)).toMatchObject({ found: 'none' });
        expect(await tasks.due(100, 10)).toEqual([]);
      }
      expect(logger.notes).toEqual([
        {
          level: 'error',
          message: 'The record of a task cannot be read and is left out',
          facts: { record: 'odd222', problem: expect.any(String) },
        },
      ]);
      expect(JSON.stringify(logger.notes)).not.toContain('a.b/test.mp4');
      expect(await stage.backend().records('tasks').read(['odd222'])).toEqual([text]);
    },
  );

  test('many that cannot be read fill no page of those that are over', async () => {
    for (let n = 0; n < 30; n += 1) await plant('{', `odd${n}`);
    await write(store, goodAndOver);
    await write(store, { ...goodAndOver, handle: 'last22', state: { ...ended, at: 1 } });
    expect((await store.tasks.over(0, 1)).items).toEqual([goodAndOver]);
    expect(await store.tasks.over(1, 1)).toMatchObject({ items: [{ handle: 'last22' }], total: 2 });
    expect(await store.tasks.over(2, 1)).toEqual({ items: [], total: 2 });
  });

  test('many that cannot be read keep no news from being told', async () => {
    for (let n = 0; n < 30; n += 1) await plant('{', `odd${n}`);
    await write(store, {
      ...good,
      outbox: { items: [{ n: 1, event: { type: 'ended', at: 1 } }], nextAt: 50, failures: 0 },
    });
    expect(await store.tasks.due(100, 20)).toHaveLength(20);
    await store.tasks.active();
    expect(await store.tasks.due(100, 20)).toEqual(['good22']);
  });

  test('one that is mended is there again', async () => {
    await plant('{');
    expect(await store.tasks.get('odd222')).toBeUndefined();
    const mended = taskIn(live, { handle: 'odd222' });
    await stage
      .backend()
      .records('tasks')
      .swap('odd222', '{', JSON.stringify(mended), { 'active-tasks': 500 });
    expect(await store.tasks.get('odd222')).toEqual(mended);
    expect(await store.tasks.active()).toEqual([mended]);
    expect(await store.tasks.due(100, 10)).toEqual(['odd222']);
  });

  const fromOthers: [string, Record<string, unknown>, Record<string, unknown>][] = [
    ['fields of a newer version', { lock: { by: 'U1' }, state: { ...live, pace: 2 } }, {}],
    [
      'without what came since',
      { requestKey: undefined, thread: undefined },
      { requestKey: undefined, thread: undefined },
    ],
    ['a region that is not offered any more', { region: 'ap-beijing' }, {}],
    [
      'a RequestId that is an object',
      { state: { ...live, requestId: { id: 1 } } },
      { state: { ...live, requestId: '' } },
    ],
    [
      'a RequestId that is null',
      { state: { ...live, requestId: null } },
      { state: { ...live, requestId: '' } },
    ],
    [
      'news whose look cannot be read',
      {
        untold: {
          items: [{ n: 1, event: { type: 'ended', at: 1, seen: { at: 1 } } }],
          nextAt: 9,
          failures: 0,
        },
      },
      {
        untold: undefined,
        outbox: { items: [{ n: 1, event: { type: 'ended', at: 1 } }], nextAt: 9, failures: 0 },
      },
    ],
    ['news that cannot be told', { untold: { items: 'none' } }, { untold: undefined }],
    [
      'a source that nobody knows',
      { source: 'upset', sourceFailures: 'many', unconfirmed: 'perhaps' },
      { source: undefined, sourceFailures: undefined, unconfirmed: undefined },
    ],
  ];

  test.each(fromOthers)('a record with %s is a task', async (_, change, becomes) => {
    await plant(odd(change));
    const expected = { ...taskIn(live, { handle: 'odd222' }), ...change, ...becomes };
    expect(await store.tasks.get('odd222')).toEqual(expected);
    expect(await store.tasks.active()).toEqual([expected]);
    expect(logger.notes).toEqual([]);
  });

  test.each(states.map((state): [string, TaskState] => [state.name, state]))(
    'a record of a task that is %s is what was written',
    async (_, state) => {
      const task = taskIn(state, {
        source: 'failed',
        sourceFailures: 3,
        lastEventAt: 7,
        unconfirmed: true,
        newsCount: 2,
        requestKey: 'k',
      });
      await write(store, task);
      expect(await store.tasks.get(task.handle)).toStrictEqual(task);
    },
  );

  test('a job that cannot be read is given up and logged, and the others are done', async () => {
    if (stage.backend().isShared) return;
    await stage.backend().records('jobs').swap('odd', undefined, '{"half', { jobs: 1 });
    const queue = store.queue<string>('jobs');
    const done: string[] = [];
    let isDone = (): void => undefined;
    const both = new Promise<void>((resolve) => {
      isDone = resolve;
    });
    await queue.start(async (job) => {
      done.push(job);
      isDone();
    });
    await queue.add('good', 'good');
    await both;
    await queue.stop();
    expect(done).toEqual(['good']);
    expect(await queue.has('odd')).toBe(false);
    expect(logger.notes).toEqual([
      { level: 'error', message: 'A job cannot be read and is given up', facts: { job: 'odd' } },
    ]);
  });
});
