import type { Keyv } from 'keyv';
import type { TaskStore } from '../ingest/ports.ts';
import { isOver, type Task } from '../ingest/task.ts';
import { type Backend, guarded, type OrderedIndex } from './backend.ts';
import { createExclusive } from './exclusive.ts';

/** More than any account may run. */
const everyTask = 1_000_000;

/** Task records by their handle, findable by TaskId, in order while they are active and when they are over. */
export function createTaskStore(backend: Backend): TaskStore {
  const records = backend.collection('tasks');
  const handles = backend.collection('task-ids');
  const active = backend.index('active-tasks');
  const over = backend.index('over-tasks');
  const exclusive = createExclusive();

  /** In an order in which a crash in between leaves no task out of both indexes. */
  async function write(task: Task): Promise<void> {
    if (isOver(task)) {
      await records.set(task.handle, task);
      await over.put(task.handle, overAt(task));
      await active.remove(task.handle);
      return;
    }
    await active.put(task.handle, task.requestedAt);
    if (task.state.name === 'live') await handles.set(task.state.taskId, task.handle);
    await records.set(task.handle, task);
  }

  const get = (handle: string) => records.get<Task>(handle);

  return {
    get: (handle) => guarded(() => get(handle)),
    put: (task) => guarded(() => exclusive(task.handle, () => write(task))),
    change: (handle, next) =>
      guarded(() =>
        exclusive(handle, async () => {
          const task = await get(handle);
          const changed = task && next(task);
          if (changed !== undefined) await write(changed);
          return changed;
        }),
      ),
    byTaskId: (taskId) =>
      guarded(async () => {
        const handle = await handles.get<string>(taskId);
        return handle === undefined ? undefined : get(handle);
      }),
    active: () =>
      guarded(async () => {
        const tasks = await read(records, active, 0, everyTask);
        return tasks.filter((task) => !isOver(task)).reverse();
      }),
    over: (offset, limit) =>
      guarded(async () => ({ items: await read(records, over, offset, limit), total: await over.size() })),
  };
}

async function read(records: Keyv, index: OrderedIndex, offset: number, limit: number): Promise<Task[]> {
  const handles = await index.highest(offset, limit);
  const tasks = handles.length === 0 ? [] : await records.get<Task>(handles);
  return tasks.filter((task) => task !== undefined);
}

function overAt(task: Task): number {
  return task.state.name === 'ended' || task.state.name === 'failed' ? task.state.at : task.requestedAt;
}
