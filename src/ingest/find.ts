import type { TaskStore } from './ports.ts';
import type { Task } from './task.ts';

export type Found =
  | { found: 'one'; task: Task }
  /** Several begin with what was given. */
  | { found: 'several'; tasks: readonly Task[] }
  /** None does; `known` are the handles that could have been meant. */
  | { found: 'none'; known: readonly string[] };

/** Of tasks that are over, so many of the newest are searched for a beginning. */
const recent = 200;

/**
 * Finds the task that a person means: by handle or TaskId, whole or by a beginning that fits one task alone. Running
 * tasks go before those that are over. Throws StoreUnavailable.
 */
export async function findTask(text: string, tasks: TaskStore): Promise<Found> {
  // Everything begins with an empty text, which names nothing.
  if (text.trim() === '') return { found: 'none', known: [] };
  const exact = (await tasks.get(text.toLowerCase())) ?? (await tasks.byTaskId(text));
  if (exact !== undefined) return { found: 'one', task: exact };
  const active = await tasks.active();
  const running = active.filter((task) => begins(task, text));
  if (running.length > 0) return oneOrSeveral(running);
  const over = (await tasks.over(0, recent)).items;
  const ended = over.filter((task) => begins(task, text));
  if (ended.length > 0) return oneOrSeveral(ended);
  return { found: 'none', known: [...active, ...over].map((task) => task.handle) };
}

function begins({ handle, state }: Task, text: string): boolean {
  const run = state.name === 'removed' ? state.run : state;
  const taskId = run !== undefined && 'taskId' in run ? run.taskId : undefined;
  return handle.startsWith(text.toLowerCase()) || taskId?.startsWith(text) === true;
}

function oneOrSeveral(tasks: readonly Task[]): Found {
  const [task] = tasks;
  return tasks.length === 1 && task !== undefined ? { found: 'one', task } : { found: 'several', tasks };
}
