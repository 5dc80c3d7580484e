import { findTask } from '../../ingest/find.ts';
import type { TaskStore } from '../../ingest/ports.ts';
import type { Task } from '../../ingest/task.ts';
import type { Asker } from '../answers/asker.ts';
import { isRoom, notFound } from '../blocks/control-answers.ts';
import type { IsTask } from '../command-line/task-words.ts';
import { message } from '../format/message.ts';

/** Finds the task that somebody named, or tells them why there is none. Throws StoreUnavailable. */
export async function taskNamed(name: string, tasks: TaskStore, { tell }: Asker): Promise<Task | undefined> {
  const found = await findTask(name, tasks);
  if (found.found === 'one') return found.task;
  const there = found.found === 'none' ? (await tasks.active()).filter(({ room }) => room.id === name) : [];
  await tell(message(there.length > 0 ? isRoom(name, there) : notFound(name, found)));
  return undefined;
}

/** Says whether a task is called so, or begins so. */
export function isTaskIn(tasks: TaskStore): IsTask {
  return async (text) => (await findTask(text, tasks)).found !== 'none';
}
