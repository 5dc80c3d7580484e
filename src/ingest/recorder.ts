import type { HistoryEntry } from './history.ts';
import type { Clock, HistoryStore, Journal, Notifier, TaskStore } from './ports.ts';
import { remember } from './remember.ts';
import type { Task } from './task.ts';
import { after, canHappen, type TaskEvent } from './task-event.ts';

export interface RecorderPorts {
  tasks: TaskStore;
  history: HistoryStore;
  notifier: Notifier;
  journal: Journal;
  clock: Clock;
}

export interface Recorder {
  /**
   * Lets the event happen to the newest record of a task. Gives the task as it is then; undefined where the event
   * cannot happen to it (any more): somebody else was first, and has told everybody. Throws StoreUnavailable.
   */
  happen(handle: string, event: TaskEvent): Promise<Task | undefined>;
  /** Tells people and the history of an event that has happened. Does not throw. */
  tell(task: Task, event: TaskEvent): Promise<void>;
}

/** The one way in which running tasks change: whoever causes it, it is written once and told once. */
export function createRecorder({ tasks, history, notifier, journal, clock }: RecorderPorts): Recorder {
  return {
    async happen(handle, event) {
      const changed = await tasks.change(handle, (task) =>
        canHappen(task, event) ? after(task, event) : undefined,
      );
      if (changed !== undefined)
        journal.info({ task: handle, event: event.type, state: changed.state }, 'A task changed');
      return changed;
    },

    async tell(task, event) {
      const entry = entryOf(task, event, clock());
      if (entry !== undefined) await remember(entry, { history, journal });
      await notifier.tell(task, event);
    },
  };
}

/** What the history says of an event; undefined where it is a step on the way to something. */
function entryOf(task: Task, event: TaskEvent, at: number): HistoryEntry | undefined {
  const common = { at, task: { handle: task.handle, room: task.room.id } };
  switch (event.type) {
    case 'sending':
    case 'refused-for-now':
    case 'stopping':
    case 'not-stopped':
      return undefined;
    case 'started':
      return { ...common, by: task.requestedBy, what: 'started' };
    case 'failed':
      return { ...common, by: task.requestedBy, what: 'could not start', about: event.failure.code };
    case 'lost':
      return {
        ...common,
        by: task.requestedBy,
        what: 'asked for, with the answer lost',
        about: event.failure.code,
      };
    case 'paused':
    case 'resumed':
      return { ...common, by: event.by, what: event.type };
    case 'updated':
      return { ...common, by: event.by, what: 'changed', about: Object.keys(event.changes).join(', ') };
    case 'ended':
      return task.state.name === 'ended' && task.state.end.how === 'stopped'
        ? { ...common, by: task.state.end.by, what: 'stopped' }
        : { ...common, what: 'ended by itself' };
    case 'source':
      return { ...common, what: `source ${event.source}` };
  }
}
