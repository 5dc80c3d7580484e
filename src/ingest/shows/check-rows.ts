import type { Clock } from '../runtime.ts';
import { type SeenSource, seenAfter } from '../seen-source.ts';
import type { Probe } from '../source-check.ts';
import { endsAt } from '../task-times.ts';
import type { Boards } from './boards.ts';
import { type Board, type BoardRow, isOn, type ShowRun } from './run.ts';
import type { SeenRows } from './seen-rows.ts';

export interface RowChecksPorts {
  probe: Probe;
  seenRows: SeenRows;
  boards: Boards;
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

export function createRowChecks({ probe, seenRows, boards, clock }: RowChecksPorts): RowChecks {
  return {
    async check(run) {
      const { rows } = await boards.load(run);
      const due = rows.filter(({ seen }) => seen === undefined || clock() - seen.at >= freshMs);
      await Promise.all(
        due.map(async (row) => {
          const found = await look(row);
          if (found !== undefined) await seenRows.note(run, row.id, found);
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
}
