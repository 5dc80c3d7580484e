import { withNewCard, withNews } from './outbox.ts';
import type { TaskStore } from './ports.ts';
import type { Clock, Logger } from './runtime.ts';
import type { Task, TaskEvent } from './task.ts';
import { accepts, isNews, transition } from './task-machine.ts';

export interface TransitionsPorts {
  tasks: TaskStore;
  logger: Logger;
  clock: Clock;
  /** Told of every event once it is written, with the task as it is then. */
  onEvent?: (event: TaskEvent, task: Task) => void;
}

/** What a record becomes, and the event that this amounts to; without one there is nothing to tell. */
export interface Change {
  task: Task;
  event?: TaskEvent | undefined;
}

export interface Transitions {
  /**
   * Lets the event happen to the newest record of a task. Gives the task as it is then; undefined if the event
   * cannot happen to it (any more): somebody else was first. Throws StoreUnavailable.
   */
  apply(handle: string, event: TaskEvent): Promise<Task | undefined>;
  /** As `apply`, for changes that are more than an event; `next` may be asked more than once. */
  change(handle: string, next: (task: Task) => Change | undefined): Promise<Task | undefined>;
}

/** The one way in which tasks change: whoever causes it, the change and the news of it are written as one. */
export function createTransitions({ tasks, logger, clock, onEvent }: TransitionsPorts): Transitions {
  async function change(handle: string, next: (task: Task) => Change | undefined): Promise<Task | undefined> {
    let event: TaskEvent | undefined;
    const changed = await tasks.change(handle, (task) => {
      const becomes = next(task);
      event = becomes?.event;
      if (becomes === undefined || event === undefined) return becomes?.task;
      if (event.type === 'noted') return withNewCard(becomes.task, clock());
      return isNews(event) ? withNews(becomes.task, event, clock()) : becomes.task;
    });
    if (changed === undefined || event === undefined) return changed;
    logger.info({ task: handle, event: event.type, state: changed.state }, 'A task changed');
    onEvent?.(event, changed);
    return changed;
  }

  return {
    change,
    apply: (handle, event) =>
      change(handle, (task) => (accepts(task, event) ? { task: transition(task, event), event } : undefined)),
  };
}
