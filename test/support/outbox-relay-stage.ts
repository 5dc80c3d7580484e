import type { Wait } from '../../src/async/wait.ts';
import { CannotNotifyNow } from '../../src/ingest/errors.ts';
import { createFailingSources } from '../../src/ingest/failing-source.ts';
import { createOutboxRelay, type OutboxRelay } from '../../src/ingest/outbox-relay.ts';
import type { Task, TaskEvent } from '../../src/ingest/task.ts';
import { createTransitions } from '../../src/ingest/transitions.ts';
import { localLeases } from '../../src/storage/local/leases.ts';
import { type Course, createFakes } from './fakes.ts';
import { live, taskIn } from './samples.ts';
import { untilAborted } from './waits.ts';

export const dayMs = 24 * 60 * 60 * 1000;
export const beginning = 1_000_000;

/** Slack does not take it now. */
export const notNow = (retryAfterMs?: number) => new CannotNotifyNow('slack_unreachable', { retryAfterMs });

/** Live tasks that things happen to, and relays that share what there is to tell of them. */
export function relayStage(
  course: Course = {},
  handles: readonly string[] = ['k7f2qd'],
  time = { now: beginning },
  wait: Wait = untilAborted,
) {
  const fakes = createFakes(course);
  for (const handle of handles) fakes.put(taskIn(live, { handle }));
  const clock = () => time.now;
  const leases = localLeases(clock);
  const transitions = createTransitions({ ...fakes, clock });
  const { looks, tasks } = fakes;
  const failingSources = createFailingSources({ ...looks, tasks, clock });
  const pausedOrNot = () => (fakes.records.get('k7f2qd')?.state.name === 'paused' ? 'resumed' : 'paused');

  async function happen(event: TaskEvent, handle = 'k7f2qd'): Promise<Task> {
    const task = await transitions.apply(handle, event);
    if (task === undefined) throw new Error(`${event.type} could not happen`);
    return task;
  }

  return {
    ...fakes,
    leases,
    time,
    happen,
    /** Something new of the task, written down. */
    news: () => happen({ type: pausedOrNot(), at: time.now, by: 'U0ERIN' }),
    /** One of an instance of the bot. */
    newRelay: (): OutboxRelay => createOutboxRelay({ ...fakes, failingSources, leases, clock, wait }),
    /** What people were told. */
    toldOf: fakes.news,
    record: () => fakes.records.get('k7f2qd'),
    /** What is there for people to see, in its order. */
    thread: (handle = 'k7f2qd') => fakes.numbers(handle),
  };
}
