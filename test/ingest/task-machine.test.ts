import { describe, expect, test } from '@jest/globals';
import { isOver, isRunning, type Task, type TaskEvent, type TaskState } from '../../src/ingest/task.ts';
import { accepts, isNews, transition } from '../../src/ingest/task-machine.ts';
import { draft, ended, events, failure, live, paused, run, states, taskIn } from '../support/samples.ts';

type Becomes = Partial<Record<TaskEvent['type'], Partial<Task>>>;

const stopped = (by: string) =>
  ({ state: { name: 'ended', ...run, at: 15, end: { how: 'stopped', by } } }) as const;
const byItself = { state: { name: 'ended', ...run, at: 15, end: { how: 'by-itself' } } } as const;
const louder = { draft: { ...draft, volume: '80' } };

/** What each event makes of a task; events that are not named cannot happen to it. */
function becomes(state: TaskState): Becomes {
  switch (state.name) {
    case 'queued':
      return {
        sending: { state: { name: 'starting', since: 7 } },
        failed: { state: { name: 'failed', at: 9, failure } },
        cancelled: { state: { name: 'removed', at: 22, by: 'U0ERIN', how: 'cancelled' } },
      };
    case 'starting':
      return {
        'refused-for-now': { state: { name: 'queued' } },
        started: {
          state: { name: 'live', since: 8, taskId: 'task-1', requestId: 'request-2' },
          unconfirmed: true,
        },
        failed: { state: { name: 'failed', at: 9, failure } },
        lost: { state: { name: 'unknown', at: 10, failure } },
      };
    case 'live':
      return {
        paused: { state: { name: 'paused', ...run, pausedAt: 11, by: 'U0ERIN' } },
        updated: louder,
        stopping: { state: { name: 'stopping', ...run, by: 'U0ERIN', askedAt: 14, was: 'live' } },
        ended: byItself,
      };
    case 'paused':
      return {
        resumed: { state: live, wasPaused: true },
        updated: louder,
        stopping: {
          state: {
            name: 'stopping',
            ...run,
            by: 'U0ERIN',
            askedAt: 14,
            was: 'paused',
            pausedAt: state.pausedAt,
            pausedBy: state.by,
          },
        },
        ended: byItself,
      };
    case 'stopping':
      return {
        'not-stopped': { state: state.was === 'live' ? live : paused },
        'stop-failed': {
          state: state.was === 'live' ? live : paused,
          stopFailed: { at: 18, by: 'U0ERIN', code: failure.code, answerLost: false },
        },
        removed: { state: { name: 'removed', at: 17, by: 'U0ERIN', run } },
        ended: stopped(state.by),
      };
    case 'unknown':
      return {
        started: {
          state: { name: 'live', since: 8, taskId: 'task-1', requestId: 'request-2' },
          unconfirmed: true,
        },
        removed: { state: { name: 'removed', at: 17, by: 'U0ERIN' } },
        dismissed: { state: { name: 'removed', at: 19, by: 'U0ERIN', how: 'dismissed' } },
      };
    case 'ended':
    case 'failed':
    case 'removed':
      return {};
  }
}

const pairs = states.flatMap((state) => events.map((event) => ({ state, event })));
const expected = ({ state, event }: (typeof pairs)[number]) => becomes(state)[event.type];
const named = (pair: (typeof pairs)[number]) => [pair.state.name, pair.event.type, pair] as const;

describe('A task that is', () => {
  test.each(pairs.filter((pair) => expected(pair) !== undefined).map(named))(
    '%s takes "%s"',
    (_, __, pair) => {
      const task = taskIn(pair.state, { source: 'restarting', sourceFailures: 2, lastEventAt: 6 });
      const before = structuredClone(task);
      expect(accepts(task, pair.event)).toBe(true);
      expect(transition(task, pair.event)).toEqual({ ...task, ...expected(pair) });
      expect(task).toEqual(before);
    },
  );

  test.each(pairs.filter((pair) => expected(pair) === undefined).map(named))(
    '%s does not take "%s"',
    (state, type, pair) => {
      expect(accepts(taskIn(pair.state), pair.event)).toBe(false);
      expect(() => transition(taskIn(pair.state), pair.event)).toThrow(
        `Task k7f2qd is ${state}: "${type}" cannot happen to it`,
      );
    },
  );

  test.each(states.map((state) => [state.name, state] as const))(
    '%s runs, is over or neither',
    (name, state) => {
      expect(isRunning(taskIn(state))).toBe(['live', 'paused', 'stopping'].includes(name));
      expect(isOver(taskIn(state))).toBe(['ended', 'failed', 'removed'].includes(name));
    },
  );
});

/** The task after these events, one after the other. */
function afterThese(state: TaskState, happened: readonly TaskEvent[]): Task {
  return happened.reduce(transition, taskIn(state));
}

describe('A stop that failed leaves', () => {
  const stop: TaskEvent = { type: 'stopping', at: 14, by: 'U0ERIN' };

  test.each([live, paused])('a task that was $name exactly as it was', (state) => {
    expect(afterThese(state, [stop, { type: 'not-stopped' }])).toEqual(taskIn(state));
  });

  test('nothing of whoever asked for it: the end that comes later came by itself', () => {
    const later = afterThese(live, [stop, { type: 'not-stopped' }, { type: 'ended', at: 15 }]);
    expect(later.state).toEqual(byItself.state);
  });
});

test('Whoever asked for a stop ended the task, and not whoever paused it', () => {
  const { state } = afterThese(paused, [
    { type: 'stopping', at: 14, by: 'U0ERIN' },
    { type: 'ended', at: 15 },
  ]);
  expect(state).toEqual(stopped('U0ERIN').state);
});

test('A change keeps what it does not name, and the last one of a field stands', () => {
  const { draft: changed } = afterThese(live, [
    { type: 'updated', at: 1, by: 'U0CAROL', changes: { volume: '10', tempo: '2' } },
    { type: 'updated', at: 2, by: 'U0CAROL', changes: { volume: '20' } },
  ]);
  expect(changed).toEqual({ ...draft, volume: '20', tempo: '2' });
});

test('People are told of what happens, and not of the steps on the way', () => {
  expect(events.filter((event) => !isNews(event)).map(({ type }) => type)).toEqual([
    'sending',
    'refused-for-now',
    'stopping',
    'not-stopped',
    'noted',
  ]);
});

test('There is a sample of every state, so that nothing is left out here', () => {
  expect(new Set(states.map(({ name }) => name)).size).toBe(9);
  expect(new Set(events.map(({ type }) => type)).size).toBe(18);
  expect(states).toContain(ended);
});
