import type { Clock } from '../runtime.ts';
import { type SeenSource, seenAfter } from '../seen-source.ts';
import type { Probe } from '../source-check.ts';
import type { RunStore } from '../storage-ports.ts';
import { endsAt } from '../task-times.ts';
import type { Boards } from './boards.ts';
import { type Board, type BoardRow, isOn, type ShowRun } from './run.ts';

export interface RowChecksPorts {
  probe: Probe;
  runs: Pick<RunStore, 'change'>;
  boards: Boards;
  /** Told whenever the board has something new to say. */
  show(run: ShowRun): void;
  clock: Clock;
}

/** Looks at the sources of shows. */
export interface RowChecks {
  /**
   * Looks at the sources of all rows that were not looked at within the last minute, and writes down what is seen as it comes.
   * Gives the board as it is then. Throws StoreUnavailable.
   */
  check(run: ShowRun): Promise<Board>;
}

/** A show is a hundred requests to others' servers: whoever presses again gets what was seen. */
const freshMs = 60_000;

export function createRowChecks({ probe, runs, boards, show, clock }: RowChecksPorts): RowChecks {
  return {
    async check(run) {
      const { rows } = await boards.load(run);
      const due = rows.filter(({ seen }) => seen === undefined || clock() - seen.at >= freshMs);
      const seen = new Map<number, SeenSource>();
      let writing: Promise<void> | undefined;
      const write = async () => {
        // What comes while this is written is written next, all at once.
        while (seen.size > 0) {
          const batch = new Map(seen);
          seen.clear();
          await noteSeen(run, batch);
          show(run);
        }
        writing = undefined;
      };
      await Promise.all(
        due.map(async (row) => {
          const found = await look(row);
          if (found === undefined) return;
          seen.set(row.id, found);
          writing ??= write();
          await writing;
        }),
      );
      return (await boards.find(run.show, run.id)) ?? boards.load(run);
    },
  };

  /** At the URL that it plays if it is on, else at the one that it is started with. */
  async function look(row: BoardRow): Promise<SeenSource | undefined> {
    const { draft, task } = row;
    const url = (isOn(row) ? task?.draft : draft)?.url;
    if (url === undefined) return undefined;
    const plannedEnd = task === undefined ? undefined : endsAt(task);
    const report = await probe.check(url, {
      signal: new AbortController().signal,
      ...(plannedEnd === undefined ? {} : { plannedEnd }),
    });
    return seenAfter(row.seen, { at: clock(), url, report });
  }

  async function noteSeen(
    { show: name, id }: ShowRun,
    batch: ReadonlyMap<number, SeenSource>,
  ): Promise<void> {
    await runs.change(name, (now) => {
      if (now?.id !== id) return undefined;
      const rows = now.rows.map((row) => {
        const found = batch.get(row.id);
        return found === undefined ? row : { ...row, seen: found };
      });
      return { ...now, rows };
    });
  }
}
