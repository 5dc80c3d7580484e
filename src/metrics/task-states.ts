import type { TaskStore } from '../ingest/ports.ts';
import type { Clock, Logger } from '../ingest/runtime.ts';
import { isOverState, type OverState, type TaskState } from '../ingest/task.ts';

export interface TaskStatesOptions {
  tasks: Pick<TaskStore, 'active'>;
  logger: Logger;
  clock: Clock;
}

/** The states of tasks that are not over. */
export type ActiveState = Exclude<TaskState['name'], OverState>;

/** Several may scrape, and some do so every second. */
const readAgainMs = 5_000;

/** Counts the tasks that are not over by their state. Gives undefined while the store cannot be read. */
export function createTaskStates({ tasks, logger, clock }: TaskStatesOptions) {
  let counted: Promise<Record<ActiveState, number> | undefined> | undefined;
  let countedAt = Number.NEGATIVE_INFINITY;

  return () => {
    if (counted === undefined || clock() - countedAt >= readAgainMs) {
      countedAt = clock();
      counted = count();
    }
    return counted;
  };

  async function count(): Promise<Record<ActiveState, number> | undefined> {
    try {
      const states = { queued: 0, starting: 0, live: 0, paused: 0, stopping: 0, unknown: 0 };
      for (const { state } of await tasks.active()) if (!isOverState(state.name)) states[state.name] += 1;
      return states;
    } catch (error) {
      logger.warn({ error }, 'Tasks could not be counted for the metrics');
      return undefined;
    }
  }
}
