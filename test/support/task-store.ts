import type { TaskStore } from '../../src/ingest/ports.ts';
import { isOver, type Task } from '../../src/ingest/task.ts';

/** Records in memory; nobody comes in between reading one and writing it. `writing` may throw. */
export function taskStore(records: Map<string, Task>, writing: (task: Task) => void): TaskStore {
  const all = () => [...records.values()];
  const write = (task: Task) => {
    writing(task);
    records.set(task.handle, structuredClone(task));
  };
  return {
    get: async (handle) => structuredClone(records.get(handle)),
    async create(task) {
      if (records.has(task.handle)) return false;
      write(task);
      return true;
    },
    async change(handle, next) {
      const task = records.get(handle);
      const changed = task && next(structuredClone(task));
      if (changed !== undefined) write(changed);
      return changed;
    },
    byTaskId: async (taskId) => all().find(({ state }) => 'taskId' in state && state.taskId === taskId),
    active: async () => all().filter((task) => !isOver(task)),
    over: async (offset, limit) => {
      const over = all().filter(isOver).reverse();
      return { items: over.slice(offset, offset + limit), total: over.length };
    },
    due: async (until, limit) =>
      all()
        .flatMap(({ handle, outbox }) => (outbox === undefined ? [] : [{ handle, at: outbox.nextAt }]))
        .filter(({ at }) => at <= until)
        .toSorted((a, b) => a.at - b.at)
        .slice(0, limit)
        .map(({ handle }) => handle),
  };
}
