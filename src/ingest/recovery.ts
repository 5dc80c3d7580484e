import type { Control } from './control.ts';
import type { OutboxRelay } from './outbox-relay.ts';
import type { TaskStore } from './ports.ts';
import type { Clock, Logger } from './runtime.ts';
import { answerLost } from './start-task.ts';
import type { Queue } from './storage-ports.ts';
import type { Failure, NewsEvent, Task } from './task.ts';
import type { Transitions } from './transitions.ts';

export interface RecoveryPorts {
  control: Pick<Control, 'stop'>;
  tasks: TaskStore;
  transitions: Transitions;
  relay: OutboxRelay;
  queue: Pick<Queue<never>, 'has'>;
  logger: Logger;
  clock: Clock;
}

const notSent: Failure = {
  code: 'Bot.Restarted',
  message: 'The bot was restarted before the call to TRTC left, so nothing was started.',
  hint: 'Start it again.',
};

/**
 * Finds what was under way when a process died. A start whose request is kept is left to the queue; for one whose
 * request is gone the uncertainty is ended: its call had left, or it had not. Resolves when that is written down, with
 * what is left to do: finish stops and tell people. Throws StoreUnavailable.
 */
export async function recover(ports: RecoveryPorts): Promise<() => Promise<void>> {
  const { control, tasks, transitions, relay, queue, logger, clock } = ports;
  const stops: (() => Promise<void>)[] = [];
  for (const task of await tasks.active()) {
    const { state } = task;
    // Whoever asked for a stop still wants it; the service takes it twice without harm.
    if (state.name === 'stopping') stops.push(() => stopAgain(task, state.by));
    const event = eventFor(task, clock());
    if (event === undefined || (await isKept(task))) continue;
    logger.warn({ task: task.handle, was: state.name }, 'A start was under way when the bot was ended');
    await transitions.apply(task.handle, event);
  }
  return async () => {
    await Promise.all([...stops.map((stop) => stop()), relay.sweep(Number.MAX_SAFE_INTEGER)]);
  };

  async function isKept({ requestKey, row }: Task): Promise<boolean> {
    const request = row?.request ?? requestKey;
    return request !== undefined && queue.has(request);
  }

  async function stopAgain(task: Task, by: string): Promise<void> {
    const { kind } = await control.stop(task, by);
    if (kind !== 'done') logger.warn({ task: task.handle, outcome: kind }, 'A stop could not be finished');
  }
}

function eventFor({ state }: Task, at: number): NewsEvent | undefined {
  if (state.name === 'queued') return { type: 'failed', at, failure: notSent };
  if (state.name === 'starting') return { type: 'lost', at, failure: answerLost };
  return undefined;
}
