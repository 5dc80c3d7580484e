import { expect, test } from '@jest/globals';
import type { Task } from '../../../src/ingest/task.ts';
import { readTaskRecord } from '../../../src/storage/stores/task-record.ts';
import { live, run, taskIn } from '../../support/samples.ts';

const read = (task: object) => {
  const record = readTaskRecord('k7f2qd', JSON.stringify(task));
  if (!record.isTask) throw new Error(record.problem);
  return record.task;
};
const removed = { name: 'removed', at: 5, by: 'U0ERIN' } as const;
const stopFailed = { at: 4, by: 'U0ERIN', code: 'UnsupportedRegion', answerLost: false };

test.each<Task>([
  taskIn(removed),
  taskIn({ ...removed, run }),
  taskIn({ ...removed, how: 'not-there', run }),
  taskIn({ ...removed, how: 'dismissed' }),
  taskIn({ ...removed, how: 'cancelled' }),
  taskIn(live, { stopFailed }),
])('A task that a person settled, or whose stop failed, is read as it was written (%#)', (task) => {
  expect(read(task)).toEqual(task);
});

test.each([
  ['how it was settled', { ...taskIn(removed), state: { ...removed, how: 'melted' } }, taskIn(removed)],
  ['its run', { ...taskIn(removed), state: { ...removed, run: { since: 'today' } } }, taskIn(removed)],
  ['the failed stop', { ...taskIn(live), stopFailed: { at: 4 } }, taskIn(live)],
])('A task is there also where %s is not as expected', (_, record, task) => {
  expect(read(record)).toEqual(task);
});
