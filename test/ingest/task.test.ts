import { describe, expect, test } from '@jest/globals';
import { type TaskEvent, type TaskState, after as taskAfter } from '../../src/ingest/task.ts';
import { failure, states, taskIn } from './samples.ts';

const events: readonly TaskEvent[] = [
  { type: 'sending', at: 7 },
  { type: 'refused-for-now' },
  { type: 'started', at: 8, taskId: 'task-1', requestId: 'request-2' },
  { type: 'failed', at: 9, failure },
  { type: 'lost', at: 10, failure },
];

const becomes: Record<TaskState['name'], Partial<Record<TaskEvent['type'], TaskState>>> = {
  queued: {
    sending: { name: 'starting', since: 7 },
    failed: { name: 'failed', at: 9, failure },
  },
  starting: {
    'refused-for-now': { name: 'queued' },
    started: { name: 'live', since: 8, taskId: 'task-1', requestId: 'request-2' },
    failed: { name: 'failed', at: 9, failure },
    lost: { name: 'unknown', at: 10, failure },
  },
  live: {},
  failed: {},
  unknown: {},
};

const pairs = states.flatMap((state) => events.map((event) => ({ state, event })));
const expected = ({ state, event }: (typeof pairs)[number]) => becomes[state.name][event.type];
const named = (pair: (typeof pairs)[number]) => [pair.state.name, pair.event.type, pair] as const;

describe('A task that is', () => {
  test.each(pairs.filter((pair) => expected(pair) !== undefined).map(named))(
    '%s takes "%s"',
    (_, __, pair) => {
      const task = taskIn(pair.state);
      expect(taskAfter(task, pair.event)).toEqual({ ...task, state: expected(pair) });
      expect(task).toEqual(taskIn(pair.state));
    },
  );

  test.each(pairs.filter((pair) => expected(pair) === undefined).map(named))(
    '%s does not take "%s"',
    (state, type, pair) => {
      expect(() => taskAfter(taskIn(pair.state), pair.event)).toThrow(
        `Task k7f2qd is ${state}: "${type}" cannot happen to it`,
      );
    },
  );
});
