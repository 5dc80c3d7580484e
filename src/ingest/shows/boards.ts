import type { HandleOf } from '../handle.ts';
import type { TaskStore } from '../ports.ts';
import type { SeenSource } from '../seen-source.ts';
import type { RunStore } from '../storage-ports.ts';
import type { Task } from '../task.ts';
import { type Board, isOn, rowKey, type ShowRun } from './run.ts';

/** Boards as their records say. Every method throws StoreUnavailable. */
export interface Boards {
  /** The run as it is shown now. */
  load(run: ShowRun): Promise<Board>;
  /** The same of a run by its name; undefined if it is not kept any more. */
  find(show: string, run: string): Promise<Board | undefined>;
}

/** As many as a start tries at most. */
const mostHandleTries = 20;

export function createBoards({
  runs,
  tasks,
  handleOf,
}: {
  runs: Pick<RunStore, 'find'>;
  tasks: Pick<TaskStore, 'get'>;
  handleOf: HandleOf;
}): Boards {
  return {
    load,
    async find(show, id) {
      const run = await runs.find(show, id);
      return run && load(run);
    },
  };

  async function load(run: ShowRun): Promise<Board> {
    const rows = run.rows.map(async (row) => {
      const { id, draft } = row;
      const task = row.attempts === 0 ? undefined : await taskOf(rowKey(run, row));
      const url = (isOn({ task }) ? task?.draft : draft)?.url;
      const seen = newest([row.seen, task?.seen].filter((each) => each?.url === url));
      return { id, draft, task, ...(seen === undefined ? {} : { seen }) };
    });
    return { run, rows: await Promise.all(rows) };
  }

  /** Its handle follows from its key, unless another task had that before. */
  async function taskOf(requestKey: string): Promise<Task | undefined> {
    for (let attempt = 0; attempt < mostHandleTries; attempt += 1) {
      const task = await tasks.get(handleOf(requestKey, attempt));
      if (task === undefined || task.requestKey === requestKey) return task;
    }
    return undefined;
  }
}

/** Of what the check of a show saw and what the news of its task did. */
function newest(seen: readonly (SeenSource | undefined)[]): SeenSource | undefined {
  return seen.filter((each) => each !== undefined).toSorted((one, other) => other.at - one.at)[0];
}
