import type { TaskStore } from '../ingest/ports.ts';
import { isOver, type Task } from '../ingest/task.ts';
import { type Backend, guarded, type OrderedIndex, type Places, type Records } from './backend.ts';

/** More than any account may run. */
const everyTask = 1_000_000;

const indexes = { active: 'active-tasks', over: 'over-tasks', untold: 'untold-tasks' } as const;

/** Task records by their handle, findable by TaskId, in order while they are active, when they are over, and while people have not been told of all. */
export function createTaskStore(backend: Backend): TaskStore {
  const records = backend.records('tasks');
  const handles = backend.collection('task-ids');
  const active = backend.index(indexes.active);
  const over = backend.index(indexes.over);
  const untold = backend.index(indexes.untold);

  const get = (handle: string) => records.collection.get<Task>(handle);

  /** False where the record is not `before` any more. */
  async function swap(before: Task | undefined, task: Task): Promise<boolean> {
    const [text, textBefore] = await Promise.all([
      written(records, task),
      before && written(records, before),
    ]);
    // Together, so that a store that writes to disk does so once; a name without its record is no harm.
    const [swapped] = await Promise.all([
      records.swap(task.handle, textBefore, text, placesOf(task)),
      task.state.name === 'live' && before?.state.name !== 'live'
        ? handles.set(task.state.taskId, task.handle)
        : undefined,
    ]);
    return swapped;
  }

  return {
    get: (handle) => guarded(() => get(handle)),
    create: (task) => guarded(() => swap(undefined, task)),
    async change(handle, next) {
      for (;;) {
        const task = await guarded(() => get(handle));
        // What goes wrong in here is not the store's fault.
        const changed = task && next(task);
        if (changed === undefined || (await guarded(() => swap(task, changed)))) return changed;
      }
    },
    byTaskId: (taskId) =>
      guarded(async () => {
        const handle = await handles.get<string>(taskId);
        return handle === undefined ? undefined : get(handle);
      }),
    active: () => guarded(async () => (await read(records, await highest(active))).reverse()),
    over: (offset, limit) =>
      guarded(async () => ({
        items: await read(records, await over.highest(offset, limit)),
        total: await over.size(),
      })),
    untold: (at, limit) => guarded(() => untold.upTo(at, limit)),
  };
}

const highest = (index: OrderedIndex) => index.highest(0, everyTask);

/** The record as Keyv writes it, so that Keyv reads it. */
async function written({ collection }: Records, task: Task): Promise<string> {
  return String(await collection.serializeData({ value: task }));
}

function placesOf(task: Task): Places {
  return {
    [indexes.active]: isOver(task) ? undefined : task.requestedAt,
    [indexes.over]: isOver(task) ? overAt(task) : undefined,
    [indexes.untold]: task.untold?.nextAt,
  };
}

async function read({ collection }: Records, handles: readonly string[]): Promise<Task[]> {
  const tasks = handles.length === 0 ? [] : await collection.get<Task>([...handles]);
  return tasks.filter((task) => task !== undefined);
}

function overAt({ state, requestedAt }: Task): number {
  return 'at' in state ? state.at : requestedAt;
}
