import type { Pauses } from '../../async/pauses.ts';
import type { Control, ControlResult } from '../control.ts';
import { Interrupted, NotStarted, SourceUnfit } from '../errors.ts';
import type { Draft } from '../fields.ts';
import type { Problem } from '../problem.ts';
import type { StartRequest } from '../request.ts';
import type { Logger } from '../runtime.ts';
import { seenAfter } from '../seen-source.ts';
import type { SourceReport } from '../source-report.ts';
import type { TaskStarter } from '../start-task.ts';
import type { Task } from '../task.ts';
import { createRunOpener, type RunOpenerPorts, type ShowOrder } from './open-run.ts';
import { rowsOn } from './rows-on.ts';
import { type Board, type BoardRow, type RunRow, rowKey, type ShowRun } from './run.ts';
import type { SeenRows } from './seen-rows.ts';
import type { Show } from './show.ts';

export interface ShowRunnerPorts extends RunOpenerPorts {
  starter: Pick<TaskStarter, 'start'>;
  control: Pick<Control, 'stop'>;
  seenRows: SeenRows;
  /** Ended when the process ends. */
  pauses: Pick<Pauses, 'pause'>;
  logger: Logger;
}

export interface StartOrder extends ShowOrder {
  /** When it was asked for, in milliseconds since the epoch. */
  requestedAt: number;
  /** What is to be started, by the rows' ids, as the board is then; all of it if absent. */
  wanted?: (board: Board) => readonly number[];
  /** No source is looked at first: somebody has seen what is wrong with them, and wants them started all the same. */
  isUnlooked?: boolean;
}

/** A row that cannot be started as it is: nothing of the order was. */
export interface RowProblems {
  /** The row's id. */
  id: number;
  draft: Draft;
  problems: readonly Problem[];
}

export type StartedShow =
  /** Nothing was started: these rows are against the rules, and `others` (ids) could be. */
  | { type: 'refused'; board: Board; rows: readonly RowProblems[]; others: readonly number[] }
  | {
      type: 'started';
      board: Board;
      /** Ids of the rows that were started now, whatever came of it. */
      started: readonly number[];
      /** Those that were on already. */
      on: readonly number[];
      /** Ids of those that were held by what their sources are, and may be started all the same. */
      held: readonly number[];
      /** Those that could not be begun: the store is away, or it is too late. */
      errors: readonly unknown[];
    };

/** What became of rows that were to be stopped. */
export interface StoppedRows {
  results: readonly ControlResult[];
  /** Rows that somebody is about to start, and of which nothing is known yet. */
  begun: readonly BoardRow[];
}

/** Runs shows: each row is a task as any other. Every method throws StoreUnavailable. */
export interface ShowRunner {
  /** The board of a show: posted now, or the one that stands. Throws CannotPost, also if that may not be changed. */
  open(order: ShowOrder): Promise<Board>;
  /**
   * Starts what is wanted and is not on, after the board is posted. Throws CannotPost, also if the board that stands may not be
   * changed, and then nothing was started; Interrupted.
   */
  start(order: StartOrder): Promise<StartedShow>;
  /**
   * Stops what is on of these rows, all if absent, and cancels what has not left yet of their starts. Throws Interrupted if the
   * process ends first.
   */
  stop(run: ShowRun, by: string, rows?: readonly number[]): Promise<StoppedRows>;
  /** The board of a show's newest run; undefined if it never had one. */
  current(show: string): Promise<Board | undefined>;
  /** That of one of its runs, by its id; undefined if it is not kept any more. */
  find(show: string, run: string): Promise<Board | undefined>;
  /** The ids of the rows of a board that are on, or that somebody is about to start. */
  rowsOn(board: Board): Promise<ReadonlySet<number>>;
  /** Gives the board that stands the rows that the show has now, unless all of it is over; undefined if there is none. */
  follow(show: Show): Promise<Board | undefined>;
}

/** A claimed row has its record within milliseconds, unless whoever claimed it has died: then another takes that up. */
const lookAgainMs = 250;
const mostLooks = 40;

export function createShowRunner(ports: ShowRunnerPorts): ShowRunner {
  const { runs, boards, poster, starter, control, seenRows, queue, pauses, read, logger, clock } = ports;
  const { open, follow } = createRunOpener(ports);

  return {
    open: async (order) => (await open(order)).board,

    async start(order) {
      const { board, on } = await open(order);
      const { run } = board;
      const wanted = order.wanted?.(board) ?? run.rows.map(({ id }) => id);
      // What the request itself has begun is not judged again when it comes again.
      const free = run.rows
        .filter(({ id, request }) => request === order.request || (wanted.includes(id) && !on.has(id)))
        .map((row) => (order.isUnlooked ? { ...row, draft: { ...row.draft, check: 'off' } } : row));
      const { requests, refused } = readRows(free);
      if (refused.length > 0) {
        const others = free.map(({ id }) => id).filter((id) => requests.has(id));
        return { type: 'refused', board, rows: refused, others };
      }
      const claimed = await claim(run, free, order.request);
      const drafts = new Map(free.map(({ id, draft }) => [id, draft]));
      const mine = claimed.rows.flatMap((row) => {
        const request = row.request === order.request ? requests.get(row.id) : undefined;
        const draft = drafts.get(row.id) ?? row.draft;
        return request === undefined ? [] : [{ row: { ...row, draft }, request }];
      });
      poster.show(claimed);
      const results = await Promise.allSettled(mine.map((each) => startRow(claimed, each, order)));
      const errors = results.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
      const interrupted = errors.find((error) => error instanceof Interrupted);
      if (interrupted !== undefined) throw interrupted;
      const started = mine.map(({ row }) => row.id);
      return {
        type: 'started',
        board: await boards.load(claimed),
        started,
        on: wanted.filter((id) => !started.includes(id)),
        held: started.filter((_, at) => isHeld(results[at])),
        errors: errors.filter((error) => !isTold(error)),
      };
    },

    async stop({ show, id }, by, wanted) {
      const results = new Map<number, ControlResult>();
      const stopRow = async (row: number, task: Task) => results.set(row, await control.stop(task, by));
      for (let looks = 1; ; looks += 1) {
        const left = (await mayBeOnIn(show, id)).filter(
          (row) => !results.has(row.id) && (wanted?.includes(row.id) ?? true),
        );
        await Promise.all(left.map(({ id: row, task }) => task && stopRow(row, task)));
        const begun = left.filter(({ task }) => task === undefined);
        if (begun.length === 0 || looks === mostLooks) return { results: [...results.values()], begun };
        if (!(await pauses.pause(lookAgainMs))) throw new Interrupted();
      }
    },

    async current(show) {
      const run = await runs.current(show);
      return run && boards.load(run);
    },

    find: boards.find,
    rowsOn: (board) => rowsOn(board, queue),
    follow,
  };

  /** Whoever has opened a board of which nothing was begun may be about to start any row of it. */
  async function mayBeOnIn(show: string, run: string): Promise<readonly BoardRow[]> {
    const board = await boards.find(show, run);
    if (board === undefined) return [];
    const { request, rows } = board.run;
    const isUnbegun = rows.every(({ attempts }) => attempts === 0);
    if (isUnbegun && request !== undefined && (await queue.has(request))) return board.rows;
    const on = await rowsOn(board, queue);
    return board.rows.filter(({ id }) => on.has(id));
  }

  function readRows(rows: readonly RunRow[]) {
    const requests = new Map<number, StartRequest>();
    const refused: RowProblems[] = [];
    for (const { id, draft } of rows) {
      const found = read(draft);
      if (found.ok) requests.set(id, found.request);
      else refused.push({ id, draft, problems: found.problems });
    }
    return { requests, refused };
  }

  /** A row that somebody else has begun to start since it was looked at is left to them. */
  async function claim(run: ShowRun, rows: readonly RunRow[], request: string): Promise<ShowRun> {
    const claimed = await runs.change(run.show, (now) => {
      if (now?.id !== run.id) return undefined;
      const isMine = (row: RunRow) =>
        row.request !== request &&
        rows.some(({ id, attempts }) => id === row.id && attempts === row.attempts);
      return {
        ...now,
        rows: now.rows.map((row) => (isMine(row) ? { ...row, attempts: row.attempts + 1, request } : row)),
      };
    });
    return claimed ?? run;
  }

  async function startRow(
    run: ShowRun,
    { row, request }: { row: RunRow; request: StartRequest },
    { by, request: requestId, requestedAt }: StartOrder,
  ): Promise<void> {
    const { board: thread } = run;
    if (thread === undefined) throw new Error(`The run ${run.id} has no board`);
    const place = { show: run.show, run: run.id, id: row.id, request: requestId };
    try {
      await starter.start({
        ...{ request, draft: row.draft, requestedBy: by, requestedAt, channel: run.channel },
        requestKey: rowKey(run, row),
        row: { place, thread },
        looked: (report) => void noteSeen(run, row, report),
      });
    } catch (error) {
      logger.warn({ error, show: run.show, run: run.id, row: row.id }, 'A row of a show was not started');
      throw error;
    }
  }

  /** The start does not wait for that, nor fail with it. */
  async function noteSeen(run: ShowRun, row: RunRow, report: SourceReport): Promise<void> {
    const { url } = row.draft;
    if (url === undefined) return;
    try {
      await seenRows.note(run, row.id, seenAfter(row.seen, { at: clock(), url, report }));
    } catch (error) {
      logger.warn({ error, show: run.show, run: run.id, row: row.id }, 'What was seen of a row was not kept');
    }
  }
}

function isHeld(result: PromiseSettledResult<unknown> | undefined): boolean {
  return result?.status === 'rejected' && result.reason instanceof SourceUnfit && result.reason.mayBeStarted;
}

/** The row has a record of it, which its board shows and its thread tells. */
function isTold(error: unknown): boolean {
  return error instanceof SourceUnfit || error instanceof NotStarted;
}
