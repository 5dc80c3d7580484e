import type { TaskStore } from '../../ingest/ports.ts';
import type { Logger } from '../../ingest/runtime.ts';
import type { Page } from '../../ingest/storage-ports.ts';
import { isOver, type Task } from '../../ingest/task.ts';
import { type Backend, guarded, type Places } from '../backend.ts';
import { readTaskRecord, writeTaskRecord } from './task-record.ts';

/** More than any account may run. */
const everyTask = 1_000_000;

const indexes = { active: 'active-tasks', over: 'over-tasks', outbox: 'untold-tasks' } as const;

interface Found {
  /** The record as it is kept. */
  text: string;
  task: Task;
}

/**
 * Task records by their handle, findable by TaskId, in order while they are active, when they are over, and while people
 * have not been told of all. A record that cannot be read is left as it is and out of everything, and is logged once.
 */
export function createTaskStore(backend: Backend, logger: Pick<Logger, 'error'>): TaskStore {
  const records = backend.records('tasks');
  const active = backend.index(indexes.active);
  const over = backend.index(indexes.over);
  const outbox = backend.index(indexes.outbox);

  const odd = new Set<string>();

  async function find(ids: readonly string[]): Promise<Found[]> {
    const texts = await records.read(ids);
    return ids.flatMap((id, index) => {
      const text = texts[index];
      if (text === undefined) return [];
      const read = readTaskRecord(id, text);
      if (read.isTask) {
        odd.delete(id);
        return [{ text, task: read.task }];
      }
      leaveOut(id, read.problem);
      return [];
    });
  }

  function leaveOut(id: string, problem: string): void {
    if (odd.has(id)) return;
    odd.add(id);
    logger.error({ record: id, problem }, 'The record of a task cannot be read and is left out');
  }

  const read = async (ids: readonly string[]) => (await find(ids)).map(({ task }) => task);

  /** Pages are counted without the records that are left out: else one that holds no other would be the last. */
  async function pageOfOver(offset: number, limit: number): Promise<Page<Task>> {
    const known = odd.size;
    const ids = await (known === 0 ? over.highest(offset, limit) : over.highest(0, offset + limit + known));
    const leftOut = ids.filter((id) => odd.has(id)).length;
    const items = await read(
      known === 0 ? ids : ids.filter((id) => !odd.has(id)).slice(offset, offset + limit),
    );
    // Some were found only now.
    if (odd.size > known) return pageOfOver(offset, limit);
    return { items, total: (await over.size()) - leftOut };
  }

  /** False if the record is not `before` any more. */
  async function swap(before: Found | undefined, task: Task): Promise<boolean> {
    const { handle, state } = task;
    const name = state.name === 'live' && before?.task.state.name !== 'live' ? state.taskId : undefined;
    return records.swap(handle, before?.text, writeTaskRecord(task), placesOf(task), name);
  }

  return {
    get: (handle) => guarded(async () => (await read([handle]))[0]),
    create: (task) => guarded(() => swap(undefined, task)),
    async change(handle, next) {
      for (;;) {
        const [before] = await guarded(() => find([handle]));
        // What goes wrong in here is not the store's fault.
        const changed = before && next(before.task);
        if (changed === undefined || (await guarded(() => swap(before, changed)))) return changed;
      }
    },
    byTaskId: (taskId) =>
      guarded(async () => {
        const handle = await records.named(taskId);
        return handle === undefined ? undefined : (await read([handle]))[0];
      }),
    active: () => guarded(async () => (await read(await active.highest(0, everyTask))).reverse()),
    over: (offset, limit) => guarded(() => pageOfOver(offset, limit)),
    due: (at, limit) =>
      guarded(async () => {
        // Records that are left out would else be the most overdue for ever.
        const ids = await outbox.upTo(at, limit + odd.size);
        return ids.filter((id) => !odd.has(id)).slice(0, limit);
      }),
  };
}

function placesOf(task: Task): Places {
  return {
    [indexes.active]: isOver(task) ? undefined : task.requestedAt,
    [indexes.over]: isOver(task) ? overAt(task) : undefined,
    [indexes.outbox]: task.outbox?.nextAt,
  };
}

function overAt({ state, requestedAt }: Task): number {
  return 'at' in state ? state.at : requestedAt;
}
