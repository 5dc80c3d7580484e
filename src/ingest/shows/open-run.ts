import type { Draft } from '../fields.ts';
import type { HandleOf } from '../handle.ts';
import type { ReadRequest } from '../request.ts';
import type { Clock } from '../runtime.ts';
import type { Queue, RunStore } from '../storage-ports.ts';
import type { Thread } from '../task.ts';
import { type BoardLeasePorts, createBoardLease } from './board-lease.ts';
import type { Boards } from './boards.ts';
import { rowsOn } from './rows-on.ts';
import { type Board, isRunOver, type RunRow, type ShowRun, withRowsOf } from './run.ts';
import type { Show } from './show.ts';

/** Who wants something of a show, by which request. */
export interface ShowOrder {
  show: Show;
  /** A person's id. */
  by: string;
  /** What identifies the request, however often it is delivered: it is kept under that until it is done. */
  request: string;
}

/** The message that a board is. */
export interface BoardPoster {
  /** Posts the board of a run; with `again` it may be there from before, and is looked for first. Throws CannotPost and Interrupted. */
  post(board: Board, again: boolean): Promise<Thread>;
  /** Changes it at once, and waits for no turn. Throws CannotPost if the bot is not let into its channel, and nothing else. */
  look(board: Board): Promise<void>;
  /** Brings it up to date as soon as it may. */
  show(run: ShowRun): void;
}

export interface RunOpenerPorts extends BoardLeasePorts {
  runs: RunStore;
  boards: Boards;
  poster: BoardPoster;
  /** The requests that are kept until they are done. */
  queue: Pick<Queue<unknown>, 'has'>;
  handleOf: HandleOf;
  read(draft: Draft): ReadRequest;
  clock: Clock;
}

/** A board with the rows that its show has now, and the ids of those that are on. */
export interface Opened {
  board: Board;
  on: ReadonlySet<number>;
}

/** The way to the board of a show. Both methods throw StoreUnavailable. */
export interface RunOpener {
  /** Posted now, the one that stands, or another one after all of that is over. Throws CannotPost and Interrupted. */
  open(order: ShowOrder): Promise<Opened>;
  /** Gives the one that stands the rows that the show has now, unless all of it is over; posts none. */
  follow(show: Show): Promise<Board | undefined>;
}

export function createRunOpener(ports: RunOpenerPorts): RunOpener {
  const { runs, boards, poster, queue, handleOf, read, clock } = ports;
  const onePosts = createBoardLease(ports);
  return { open, follow };

  async function follow(show: Show): Promise<Board | undefined> {
    const before = await runs.current(show.name);
    const board = before && (await boards.load(before));
    if (board === undefined || isRunOver(board)) return board;
    const on = await rowsOn(board, queue);
    const run = await runs.change(show.name, (now) => {
      if (now?.id !== before?.id || now?.rows.some(isNewerThanIn(before))) return undefined;
      return now && withRowsOf(now, draftsOf(show), ({ id }) => on.has(id));
    });
    // Whoever has begun rows of it brings it up to date.
    if (run === undefined) return board;
    poster.show(run);
    return boards.load(run);
  }

  async function open({ show, by, request }: ShowOrder): Promise<Opened> {
    const before = await runs.current(show.name);
    const board = before && (await boards.load(before));
    const on = board === undefined ? new Set<number>() : await rowsOn(board, queue);
    const fresh = newRun({ show, by, request });
    const drafts = draftsOf(show);
    // What the request itself has started may be over when it comes again.
    const isMine = before?.id === fresh.id || before?.rows.some((row) => row.request === request) === true;
    // As long as nothing of it has begun, it may still stand somewhere else.
    const isDone =
      board !== undefined &&
      on.size === 0 &&
      (isRunOver(board) || board.run.channel !== show.channel) &&
      !isMine;
    const run = await runs.change(show.name, (now) => {
      // Somebody has opened another, or begun to start rows of this one.
      if (now?.id !== before?.id || now?.rows.some(isNewerThanIn(before))) return now;
      if (now === undefined || isDone) return withRowsOf(fresh, drafts, () => false);
      return withRowsOf(now, drafts, ({ id }) => on.has(id));
    });
    if (run === undefined) throw new Error(`There is no run of the show ${show.name}`);
    if (run.id === fresh.id && before?.id !== fresh.id) await runs.dropOld(isOver);
    const posted = await withBoard(run, run.id !== fresh.id || before?.id === fresh.id);
    // What the request itself has begun goes on, and is told in person.
    if (posted.isShut && !isMine) {
      await poster.look(await boards.load(posted));
      poster.show(posted);
    }
    const opened = await boards.load(posted);
    return { board: opened, on: await rowsOn(opened, queue) };
  }

  async function isOver(run: ShowRun): Promise<boolean> {
    return (await rowsOn(await boards.load(run), queue)).size === 0;
  }

  function draftsOf({ rows, defaults }: Show): readonly Draft[] {
    return rows.map((row) => placed({ ...defaults, ...row }));
  }

  /** With its application by name: a room of it is the same one, however the show names that. */
  function placed(draft: Draft): Draft {
    const found = read(draft);
    return found.ok ? { ...draft, app: found.request.app.name } : draft;
  }

  function newRun({ show, by, request }: ShowOrder): ShowRun {
    const id = handleOf(`show ${request}`, 0);
    return { id, show: show.name, channel: show.channel, by, at: clock(), request, rows: [] };
  }

  /** Of two who open a board at once, one posts it. */
  async function withBoard(run: ShowRun, again: boolean): Promise<ShowRun> {
    const isThere = (now: ShowRun) => now.board !== undefined && now.board.fate !== 'gone';
    if (isThere(run)) return run;
    const newest = async () => (await runs.find(run.show, run.id)) ?? run;
    return onePosts(
      run,
      async () => {
        const now = await newest();
        return isThere(now) ? { found: now } : undefined;
      },
      async () => {
        const { board: _, ...rest } = await newest();
        const board = await poster.post(await boards.load(rest), again);
        const posted = await runs.change(run.show, (current) =>
          current?.id === run.id ? { ...current, board } : undefined,
        );
        return posted ?? { ...rest, board };
      },
    );
  }
}

/** Whether a row was begun once more than it is known to be. */
function isNewerThanIn(known: ShowRun | undefined): (row: RunRow) => boolean {
  return (row) => known?.rows.find(({ id }) => id === row.id)?.attempts !== row.attempts;
}
