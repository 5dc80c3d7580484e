import type { Keyv } from 'keyv';
import type { TaskStore } from '../ingest/ports.ts';
import type { Task } from '../ingest/task.ts';
import { guarded } from './backend.ts';

/** Task records by their handle. */
export function createTaskStore(collection: Keyv): TaskStore {
  return {
    get: (handle) => guarded(() => collection.get<Task>(handle)),
    put: (task) =>
      guarded(async () => {
        await collection.set(task.handle, task);
      }),
  };
}
