import type { Draft } from '../fields.ts';
import type { Task, Thread } from '../task.ts';

/** A row of a board: one start after another, never two at a time. */
export interface RunRow {
  /** All that its next start is given, the show's defaults among it. */
  draft: Draft;
  /** How often it was started. */
  attempts: number;
  /** Which request started it last, by the id that it has however often it is delivered. */
  request?: string;
  /** Handle of the newest task; absent before the first start. */
  handle?: string;
}

/** What one board shows: the rows of a show as they were when they were started last. */
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
  /** Absent until it is posted. */
  board?: Thread;
  rows: readonly RunRow[];
}

/** A run with the tasks of its rows, as it is shown. */
export interface Board {
  run: ShowRun;
  /** In the order of the rows; a task is undefined if the row was not started, or its record is gone. */
  rows: readonly BoardRow[];
}

export interface BoardRow {
  draft: Draft;
  task: Task | undefined;
}
