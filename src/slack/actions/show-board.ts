import { Interrupted, StoreUnavailable } from '../../ingest/errors.ts';
import { roomKey } from '../../ingest/request.ts';
import type { Clock, Logger, Random } from '../../ingest/runtime.ts';
import type { RowChecks } from '../../ingest/shows/check-rows.ts';
import { type Board, isOn, type ShowRun } from '../../ingest/shows/run.ts';
import type { ShowRunner, StartedShow } from '../../ingest/shows/runner.ts';
import type { Show } from '../../ingest/shows/show.ts';
import type { Shows } from '../../ingest/shows/shows.ts';
import { type Asker, answer, type Opening, type Outcome } from '../answers/asker.ts';
import { explain } from '../answers/explain.ts';
import type { Permalink } from '../api/permalink.ts';
import { checkedSources, rowCard } from '../blocks/board-answers.ts';
import { startOthers } from '../blocks/board-buttons.ts';
import { complaint, nothingStarted, sentence } from '../blocks/problems.ts';
import { showButtons, unknownShow } from '../blocks/shows.ts';
import { message, messageOfLines } from '../format/message.ts';
import { channel, code, escapeText } from '../format/mrkdwn.ts';
import { chosenRows } from './chosen-rows.ts';

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

/** Which rows are meant, of those that the board has. */
type Wanted = (board: Board) => readonly number[];

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
          return await answer(
            by,
            message(`The board of ${code(show.name)} stands in ${channel(run.channel)}${await linkTo(run)}.`),
          );
        } catch (error) {
          return notDone(error, by);
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
        ? onBoard(value, by, (show) => startShow(show, undefined, by))
        : withShow(value, by, (show) => startShow(show, undefined, by)),
    startOthers: (value, by) => {
      const ids = (value.split(' ')[2] ?? '').split(',').map(Number);
      const named = ({ rows }: Board) => rows.filter(({ id }) => ids.includes(id));
      return onBoard(value, by, (show, board) => startShow(show, inRoomsOf(named(board)), by));
    },
    retry: (value, by) =>
      onBoard(value, by, (show, board) => startShow(show, inRoomsOf(failedRows(board)), by)),
    stopAll: (value, by) => onBoard(value, by, (_, board) => stopRows(board, undefined, by)),

    check: (value, by) =>
      onBoard(value, by, async (_, board) => {
        if (!checks)
          return answer(by, message('Nothing was checked: sources are not looked at here.'), 'rejected');
        await by.tell(message('👀 Looking at all sources: the board says what is seen.'));
        return answer(by, checkedSources(await rowChecks.check(board.run)));
      }),

    row: (value, by) =>
      onBoard(value, by, (_, board) => {
        const id = Number(value.split(' ')[2]);
        const row = board.rows.find((each) => each.id === id);
        const gone = message('That row is not on the board any more: look at the board as it is now.');
        return row === undefined ? answer(by, gone, 'rejected') : answer(by, rowCard(board, row, checks));
      }),
  };

  /** What leads to a board, as the end of a sentence. */
  async function linkTo({ board }: ShowRun): Promise<string> {
    const address = board && (await permalink(board));
    return address === undefined ? '' : `: <${escapeText(address)}|go to it>`;
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

  async function startShow(show: Show, wanted: Wanted | undefined, by: Opening): Promise<Outcome> {
    let result: StartedShow;
    try {
      result = await runner.start({
        ...{ show, by: by.user, request: by.triggerId, requestedAt: clock() },
        ...(wanted === undefined ? {} : { wanted }),
      });
    } catch (error) {
      return notDone(error, by);
    }
    return afterStart(show, result, by);
  }

  function afterStart(show: Show, result: StartedShow, by: Asker): Promise<Outcome> {
    if (result.type === 'refused') {
      const sentences = result.rows.flatMap(({ draft, problems }) =>
        problems.map((problem) => `${code(draft.room ?? '', 70)}: ${sentence(problem)}`),
      );
      return answer(
        by,
        complaint(nothingStarted, sentences, [
          ...startOthers(result.board, result.others),
          ...showButtons(show.name),
        ]),
        'rejected',
      );
    }
    const { started, errors } = result;
    if (errors.length > 0) {
      const words = [...new Set(errors.map((error) => explain(error, deps)))];
      return answer(by, complaint('Not all was started.', words), 'failed');
    }
    const nothing = message(`${nothingStarted} All that was to be started is on already.`);
    return started.length === 0 ? answer(by, nothing, 'rejected') : Promise.resolve('done');
  }

  async function stopRows(board: Board, ids: readonly number[] | undefined, by: Asker): Promise<Outcome> {
    const { results, begun } = await runner.stop(board.run, by.user, ids);
    const left = results.filter(({ kind }) => kind !== 'done').map(({ task }) => task.room.id);
    const rooms = [...left, ...begun.map(({ draft }) => draft.room ?? '')];
    if (results.length === 0 && rooms.length === 0)
      return answer(by, message('Nothing of it is on, so nothing was stopped.'), 'rejected');
    if (rooms.length === 0) return 'done';
    const named = rooms.map((room) => code(room, 70)).join(', ');
    return answer(
      by,
      messageOfLines([`⚠️ Not stopped: ${named}.`, 'Look at these rows on the board, and try once more.']),
      'failed',
    );
  }

  async function withShow(name: string, by: Asker, work: (show: Show) => Promise<Outcome>): Promise<Outcome> {
    const found = await shows.find(name);
    if (found.type === 'unknown') return answer(by, message(unknownShow(name, found)), 'rejected');
    const { show } = found;
    if (!isClosed(by.user, show.channel)) return work(show);
    const closed = `Nothing was done: the bot may not be used in ${channel(show.channel)}, where the board of ${code(name)} stands. Edit the show.`;
    return answer(by, message(closed, showButtons(name)), 'denied');
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
    return answer(
      by,
      message(
        found.type === 'unknown' ? unknownShow(name, found) : `Nothing of ${code(name)} was ever started.`,
      ),
      'rejected',
    );
  }

  /** A button of an older board does nothing: its rows may go into the rooms of the newer one. */
  async function onBoard(
    value: string,
    by: Opening,
    work: (show: Show, board: Board) => Promise<Outcome>,
  ): Promise<Outcome> {
    const [name = '', run] = value.split(' ');
    const newest = await runner.current(name);
    // It may be older since this very request, which comes again, has opened the newest.
    const isOpener = newest?.run.id !== run && newest?.run.request === by.triggerId;
    const board = isOpener ? await runner.find(name, run ?? '') : newest;
    if (board === undefined || board.run.id !== run)
      return answer(
        by,
        message(
          `Nothing was done: this is an older board of ${code(name)}. \`/ingest show ${name}\` leads to the newest.`,
        ),
        'rejected',
      );
    return withShow(name, by, (show) => work(show, board));
  }

  function notDone(error: unknown, by: Asker): Promise<Outcome> {
    if (error instanceof Interrupted || error instanceof StoreUnavailable) throw error;
    return answer(by, message(`${nothingStarted} ${explain(error, deps, { direct: by.direct })}`), 'failed');
  }
}

const idsOf = (rows: Board['rows']) => rows.map(({ id }) => id);

const failedRows = (board: Board) =>
  board.rows.filter((row) => !isOn(row) && row.task?.state.name === 'failed');

/** After all of a board is over the same rooms are rows of another one, with ids of its own. */
function inRoomsOf(rows: Board['rows']): Wanted {
  const rooms = new Set(rows.map(({ draft }) => roomKey(draft)));
  return (board) => idsOf(board.rows.filter(({ draft }) => rooms.has(roomKey(draft))));
}
