import type { Pauses } from '../async/pauses.ts';
import { Interrupted } from './errors.ts';
import type { OutboxRelay } from './outbox-relay.ts';
import type { Clock } from './runtime.ts';
import { isStarting, type Task } from './task.ts';
import type { Transitions } from './transitions.ts';

export interface CancelStartPorts {
  /** The newest record of a task. Throws StoreUnavailable. */
  newest(task: Task): Promise<Task>;
  transitions: Transitions;
  relay: OutboxRelay;
  /** Ended when the process ends. */
  pauses: Pick<Pauses, 'pause'>;
  clock: Clock;
}

export interface Cancelled {
  /** Whether it was cancelled by this; what its start came to is to be ended in another way if not. */
  cancelled: boolean;
  /** Its newest record. */
  task: Task;
}

/**
 * Cancels the start of a task if its call has not left, and tells its thread; waits for the answer if it has. `by` is a
 * person's id. Throws StoreUnavailable, and Interrupted if the process ends first.
 */
export type CancelStart = (task: Task, by: string) => Promise<Cancelled>;

const lookAgainMs = 250;
/** 15 s: longer than an answer is waited for, so that the call has come to something by then. */
const mostLooks = 60;

export function createCancelStart(ports: CancelStartPorts): CancelStart {
  const { newest, transitions, relay, pauses, clock } = ports;

  return async (task, by) => {
    let now = await newest(task);
    for (let looks = 0; isStarting(now) && looks < mostLooks; looks += 1) {
      // Without a thread its card is being posted, and would say for ever that it starts.
      if (now.state.name === 'queued' && now.thread !== undefined) {
        const cancelled = await transitions.apply(task.handle, { type: 'cancelled', at: clock(), by });
        if (cancelled !== undefined) {
          await relay.deliver(cancelled);
          return { cancelled: true, task: cancelled };
        }
      } else if (!(await pauses.pause(lookAgainMs))) throw new Interrupted();
      now = await newest(task);
    }
    return { cancelled: false, task: now };
  };
}
