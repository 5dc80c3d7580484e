import type { Control } from './control.ts';
import type { Clock, Journal, TaskStore } from './ports.ts';
import type { Recorder } from './recorder.ts';
import type { Failure, Task } from './task.ts';
import type { TaskEvent } from './task-event.ts';

export interface RecoveryPorts {
  control: Control;
  tasks: TaskStore;
  recorder: Recorder;
  journal: Journal;
  clock: Clock;
}

const notSent: Failure = {
  code: 'Bot.Restarted',
  message: 'The bot was restarted before the call to TRTC left, so nothing was started.',
  hint: 'Start it again.',
};

const answerLost: Failure = {
  code: 'Bot.Restarted',
  message: 'The bot was restarted while it waited for the answer of TRTC.',
  hint: 'TRTC may have started it all the same. It was not sent again, so that it does not run twice: look into the room before you start again.',
};

/**
 * Ends the uncertainty of what was under way when the process died: the call of a start had left, or it had not; a stop
 * is finished. To be done before new requests are taken, by a process that shares its store with no other. Resolves
 * when it is written down, with what is left to do: telling people. Throws StoreUnavailable.
 */
export async function recover(ports: RecoveryPorts): Promise<() => Promise<void>> {
  const { control, tasks, recorder, journal, clock } = ports;
  const left: (() => Promise<void>)[] = [];
  for (const task of await tasks.active()) {
    const { state } = task;
    if (state.name === 'stopping') left.push(await stopAgain(task, state.by));
    const event = eventFor(task, clock());
    const changed = event && (await recorder.happen(task.handle, event));
    if (event === undefined || changed === undefined) continue;
    journal.warn({ task: task.handle, was: state.name }, 'A start was under way when the bot was ended');
    left.push(() => recorder.tell(changed, event));
  }
  return async () => {
    await Promise.all(left.map((work) => work()));
  };

  /** Whoever asked for a stop still wants it; TRTC takes it twice without harm. */
  async function stopAgain(task: Task, by: string): Promise<() => Promise<void>> {
    await recorder.happen(task.handle, { type: 'not-stopped' });
    return async () => {
      const { outcome } = await control.stop(task, by);
      if (outcome !== 'done') journal.warn({ task: task.handle, outcome }, 'A stop could not be finished');
    };
  }
}

function eventFor({ state }: Task, at: number): TaskEvent | undefined {
  if (state.name === 'queued') return { type: 'failed', at, failure: notSent };
  if (state.name === 'starting') return { type: 'lost', at, failure: answerLost };
  return undefined;
}
