import { CannotPost, Interrupted, StoreUnavailable } from '../../ingest/errors.ts';
import type { Clock, Logger, Random } from '../../ingest/runtime.ts';
import type { RowChecks } from '../../ingest/shows/check-rows.ts';
import { type Board, isOn, type ShowRun } from '../../ingest/shows/run.ts';
import type { ShowRunner, StartedShow } from '../../ingest/shows/runner.ts';
import type { Show } from '../../ingest/shows/show.ts';
import type { Shows } from '../../ingest/shows/shows.ts';
import { type Asker, answer, type Opening, type Outcome } from '../answers/asker.ts';
import { canBeAskedOtherwise, explain } from '../answers/explain.ts';
import type { Permalink } from '../api/permalink.ts';
import {
  anyway,
  boardClosed,
  boardStays,
  checkedSources,
  heldRows,
  notAllowed,
  nothingToStart,
  nothingToStop,
  notStopped,
  rowCard,
} from '../blocks/board-answers.ts';
import { complaint, nothingStarted } from '../blocks/problems.ts';
import { count, unknownShow } from '../blocks/shows.ts';
import { message } from '../format/message.ts';
import { channel, code, escapeText } from '../format/mrkdwn.ts';
import { chosenRows, failedRows, idsOf, inRoomsOf, roomsLeft, type Wanted } from './chosen-rows.ts';

export interface ShowBoardDeps {
  shows: Pick<Shows, 'find'>;
  runner: ShowRunner;
  rowChecks: RowChecks;
  permalink: Permalink;
  /** Whether sources are looked at here. */
  checks: boolean;
  /** Whether the person may not use the bot in that channel. */
  isClosed(user: string, channel: string): boolean;
  logger: Logger;
  random: Random;
  clock: Clock;
}

/** What people do with the board of a show. Rights were checked before. Every method throws StoreUnavailable. */
export interface ShowBoard {
  open(name: string, by: Opening): Promise<Outcome>;
  /** Starts the rows of these rooms, or with these numbers (`#3`), all if there are none. */
  start(name: string, rows: readonly string[], by: Opening): Promise<Outcome>;
  stop(name: string, rows: readonly string[], by: Opening): Promise<Outcome>;
  /** By the buttons of a board, whose value names the show and the run; on Home, the show alone. */
  startAll(value: string, by: Opening): Promise<Outcome>;
  /** The rows whose ids stand behind the run. */
  startOthers(value: string, by: Opening): Promise<Outcome>;
  retry(value: string, by: Opening): Promise<Outcome>;
  stopAll(value: string, by: Opening): Promise<Outcome>;
  check(value: string, by: Opening): Promise<Outcome>;
  /** The card of a row, whose id stands behind the run. */
  row(value: string, by: Opening): Promise<Outcome>;
}

export function createShowBoard(deps: ShowBoardDeps): ShowBoard {
  const { shows, runner, rowChecks, permalink, checks, isClosed, clock } = deps;

  return {
    open: (name, by) =>
      withShow(name, by, async (show) => {
        try {
          const { run } = await runner.open({ show, by: by.user, request: by.triggerId });
          return await answer(by, message(await placeOf(run)));
        } catch (error) {
          return notDone(show, error, by);
        }
      }),

    start: (name, rows, by) => withShow(name, by, (show) => startRows(show, rows, by)),

    stop: (name, rows, by) =>
      withBoard(name, by, (board) => {
        if (rows.length === 0) return stopRows(board, undefined, by);
        const chosen = chosenRows(board.rows, rows);
        return chosen.ok
          ? stopRows(board, chosen.ids, by)
          : answer(by, complaint('Nothing was stopped.', chosen.problems), 'rejected');
      }),

    startAll: (value, by) =>
      value.includes(' ')
        ? onShow(value, by, (show) => startShow(show, undefined, by))
        : withShow(value, by, (show) => startShow(show, undefined, by)),
    startOthers: (value, by) => {
      const [, , named = '', how] = value.split(' ');
      const ids = named.split(',').map(Number);
      const rowsOf = ({ rows }: Board) => rows.filter(({ id }) => ids.includes(id));
      return onShow(value, by, (show, board) =>
        startShow(show, inRoomsOf(rowsOf(board)), by, { isUnlooked: how === anyway }),
      );
    },
    retry: (value, by) =>
      onShow(value, by, (show, board) => startShow(show, inRoomsOf(failedRows(board)), by)),
    stopAll: (value, by) => onBoard(value, by, (board) => stopRows(board, undefined, by)),

    check: (value, by) =>
      onBoard(value, by, async (board) => {
        if (!checks)
          return answer(by, message('Nothing was checked: sources are not looked at here.'), 'rejected');
        await by.tell(message('👀 Looking at all sources: the board says what is seen.'));
        return answer(by, checkedSources(await rowChecks.check(board.run)));
      }),

    row: (value, by) =>
      onBoard(value, by, (board) => {
        const id = Number(value.split(' ')[2]);
        const row = board.rows.find((each) => each.id === id);
        const gone = message('That row is not on the board any more: look at the board as it is now.');
        return row === undefined ? answer(by, gone, 'rejected') : answer(by, rowCard(board, row, checks));
      }),
  };

  /** Where a board stands, and what leads to it. */
  async function placeOf({ show, channel: where, board }: ShowRun): Promise<string> {
    const address = board && (await permalink(board));
    const link = address === undefined ? '' : `: <${escapeText(address)}|go to it>`;
    return `The board of ${code(show)} stands in ${channel(where)}${link}.`;
  }

  async function startRows(show: Show, rows: readonly string[], by: Opening): Promise<Outcome> {
    if (rows.length === 0) return startShow(show, undefined, by);
    const planned = show.rows.map((row, id) => ({ id, draft: { ...show.defaults, ...row } }));
    const chosen = chosenRows(planned, rows);
    if (!chosen.ok) return answer(by, complaint(nothingStarted, chosen.problems), 'rejected');
    const rooms = new Map(chosen.ids.map((at) => [at, planned[at]?.draft.room]));
    // A board has the rows of its show first; of another one that was saved meanwhile nothing is meant.
    return startShow(
      show,
      (board) => idsOf(board.rows.filter(({ draft }, at) => rooms.has(at) && rooms.get(at) === draft.room)),
      by,
    );
  }

  async function startShow(
    show: Show,
    wanted: Wanted | undefined,
    by: Opening,
    how: { isUnlooked?: boolean } = {},
  ): Promise<Outcome> {
    let result: StartedShow;
    try {
      result = await runner.start({
        ...{ show, by: by.user, request: by.triggerId, requestedAt: clock(), ...how },
        // While it runs its board stays where it is, also if another channel was chosen.
        wanted: (board) =>
          isClosed(by.user, board.run.channel) ? [] : (wanted?.(board) ?? idsOf(board.rows)),
      });
    } catch (error) {
      return notDone(show, error, by);
    }
    return afterStart(show, result, by);
  }

  function afterStart(show: Show, result: StartedShow, by: Asker): Promise<Outcome> {
    if (result.type === 'refused') return answer(by, notAllowed(show, result), 'rejected');
    const { board, started, held, errors } = result;
    if (errors.length > 0) {
      const words = [...new Set(errors.map((error) => explain(error, deps)))];
      return answer(by, complaint('Not all was started.', words), 'failed');
    }
    if (started.length === 0)
      return isClosed(by.user, board.run.channel)
        ? answer(by, boardClosed(show, board.run.channel), 'denied')
        : answer(by, nothingToStart(result), 'rejected');
    if (held.length > 0) return answer(by, heldRows(board, held), 'rejected');
    const on = board.rows.filter((row) => isOn(row) && started.includes(row.id)).length;
    return shownOn(board, `Started ${on === started.length ? '' : `${on} of `}${count(started.length)}.`, by);
  }

  async function stopRows(board: Board, ids: readonly number[] | undefined, by: Asker): Promise<Outcome> {
    const stopped = await runner.stop(board.run, by.user, ids);
    if (stopped.results.length === 0 && stopped.begun.length === 0)
      return answer(by, message(nothingToStop(board, ids !== undefined)), 'rejected');
    const rooms = roomsLeft(stopped);
    return rooms.length === 0
      ? shownOn(board, `Stopped ${count(stopped.results.length)}.`, by)
      : answer(by, notStopped(rooms), 'failed');
  }

  /** Whoever is where the board stands sees there what was done. */
  async function shownOn({ run }: Board, done: string, by: Asker): Promise<Outcome> {
    if (by.channel === run.channel) return 'done';
    return answer(by, message(`${done} ${await placeOf(run)}`));
  }

  async function withShow(name: string, by: Asker, work: (show: Show) => Promise<Outcome>): Promise<Outcome> {
    const found = await shows.find(name);
    if (found.type === 'unknown') return answer(by, message(unknownShow(name, found)), 'rejected');
    const { show } = found;
    if (!isClosed(by.user, show.channel)) return work(show);
    return answer(by, boardClosed(show, show.channel), 'denied');
  }

  /** The newest board of a show, also if that is not kept any more. */
  async function withBoard(
    name: string,
    by: Asker,
    work: (board: Board) => Promise<Outcome>,
  ): Promise<Outcome> {
    const board = await runner.current(name);
    if (board !== undefined) return work(board);
    const found = await shows.find(name);
    const never = `Nothing of ${code(name)} was ever started.`;
    return answer(by, message(found.type === 'unknown' ? unknownShow(name, found) : never), 'rejected');
  }

  /** What starts something needs the show, as it is now and where its next board would stand; what stops or looks does not. */
  function onShow(
    value: string,
    by: Opening,
    work: (show: Show, board: Board) => Promise<Outcome>,
  ): Promise<Outcome> {
    return onBoard(value, by, (board) => withShow(board.run.show, by, (show) => work(show, board)));
  }

  /** A button of an older board does nothing: its rows may go into the rooms of the newer one. */
  async function onBoard(
    value: string,
    by: Opening,
    work: (board: Board) => Promise<Outcome>,
  ): Promise<Outcome> {
    const [name = '', run] = value.split(' ');
    const newest = await runner.current(name);
    // It may be older since this very request, which comes again, has opened the newest.
    const isOpener = newest?.run.id !== run && newest?.run.request === by.triggerId;
    const board = isOpener ? await runner.find(name, run ?? '') : newest;
    if (board !== undefined && board.run.id === run) return work(board);
    const older = `Nothing was done: this is about an older board of ${code(name)}, and there is a newer one. \`/ingest show ${name}\` leads to it.`;
    return answer(by, message(older), 'rejected');
  }

  async function notDone({ name }: Show, error: unknown, by: Asker): Promise<Outcome> {
    if (error instanceof Interrupted || error instanceof StoreUnavailable) throw error;
    const why = `${nothingStarted} ${explain(error, deps, { direct: by.direct })}`;
    const board = error instanceof CannotPost ? await runner.current(name) : undefined;
    const isOn = board !== undefined && (await runner.rowsOn(board)).size > 0;
    const elsewhere = canBeAskedOtherwise(error) ? ` \`/ingest show edit ${name}\` moves its board.` : '';
    return answer(by, message(`${why}${isOn ? ` ${boardStays(name)}` : elsewhere}`), 'failed');
  }
}
