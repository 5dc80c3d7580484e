import type { Draft } from '../fields.ts';
import { roomKey } from '../request.ts';
import type { SeenSource } from '../seen-source.ts';
import { isOver, type Task, type Thread } from '../task.ts';

/** A row of a board: one start after another, never two at a time. */
export interface RunRow {
  /** Names the row in its run, whatever is added before or taken away. */
  id: number;
  /** All that its next start is given, the show's defaults among it. */
  draft: Draft;
  /** How often it was started. */
  attempts: number;
  /** Which request started it last, by the id that it has however often it is delivered; absent before the first start. */
  request?: string;
  /** What was seen at its URL when the show was last checked. */
  seen?: SeenSource;
}

/** What one board shows: the rows of a show as they are, or will be, started. */
export interface ShowRun {
  id: string;
  /** Name of the show. */
  show: string;
  /** Id of the channel. */
  channel: string;
  /** Id of the person who opened it. */
  by: string;
  /** Milliseconds since the epoch. */
  at: number;
  /** Which request opened it, by the id that it has however often it is delivered. */
  request?: string;
  /** Absent until it is posted. */
  board?: Thread;
  /** Its board could not be changed last, since the bot is not let into its channel. */
  isShut?: boolean;
  rows: readonly RunRow[];
  /** The id of the next new row: that of one that was taken away is in the keys of its tasks. */
  nextRow?: number;
}

/** A run with the tasks of its rows, as it is shown. */
export interface Board {
  run: ShowRun;
  /** In the order of the rows. */
  rows: readonly BoardRow[];
}

export interface BoardRow {
  id: number;
  draft: Draft;
  /** Its newest; undefined if the row was not started, or its record is not there (yet). */
  task: Task | undefined;
  /** What was last seen at the URL that it has now. */
  seen?: SeenSource;
}

/** What identifies the newest start of a row, however often its request is delivered. */
export function rowKey({ id }: Pick<ShowRun, 'id'>, row: Pick<RunRow, 'id' | 'attempts'>): string {
  return `${id} ${row.id} ${row.attempts}`;
}

/** Whether the row has a stream, or may have one: then it is not started. */
export function isOn({ task }: Pick<BoardRow, 'task'>): boolean {
  return task !== undefined && !isOver(task);
}

/** Whether it was begun and all of it is over, so that the next start of the show has a board of its own. */
export function isRunOver({ rows }: Board): boolean {
  return rows.some(({ task }) => task !== undefined) && !rows.some(isOn);
}

/**
 * The rows of a run as the show has them now. A row that is on stays as it was started, also if the show does not have it
 * any more; the others are what the show says. `isOn` says of a row of the run whether it is on.
 */
export function withRowsOf(
  run: ShowRun,
  drafts: readonly Draft[],
  isRowOn: (row: RunRow) => boolean,
): ShowRun {
  const left = [...run.rows];
  let nextRow = Math.max(run.nextRow ?? 0, ...run.rows.map(({ id }) => id + 1));
  const rows = drafts.map((draft): RunRow => {
    const at = left.findIndex((row) => roomKey(row.draft) === roomKey(draft));
    const [known] = at < 0 ? [] : left.splice(at, 1);
    if (known === undefined) return { id: nextRow++, draft, attempts: 0 };
    return isRowOn(known) ? known : { ...known, draft };
  });
  return { ...run, rows: [...rows, ...left.filter(isRowOn)], nextRow };
}
