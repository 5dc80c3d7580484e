import { type Board, type BoardRow, isOn } from '../../ingest/shows/run.ts';
import type { StartedShow } from '../../ingest/shows/runner.ts';
import type { Show } from '../../ingest/shows/show.ts';
import { verdictOf } from '../../ingest/source-report.ts';
import { button, type Message, message, messageOfLines } from '../format/message.ts';
import { channel, code } from '../format/mrkdwn.ts';
import { startOthers } from './board-buttons.ts';
import { actionIds } from './buttons.ts';
import { card } from './card.ts';
import { complaint, nothingStarted, sentence } from './problems.ts';
import { showButtons } from './shows.ts';
import { inThread } from './thread-news.ts';

/**
 * The card of a row, with what may be done to it, and why it failed. One that is not on is started on its board: a start of
 * its own would be followed by none, and the next *Start all* would put a second stream into the room. `checks`: whether
 * sources are looked at here.
 */
export function rowCard({ run }: Board, row: BoardRow, checks: boolean): Message {
  const { draft, task } = row;
  if (task !== undefined && isOn(row)) return card(task, checks);
  const buttons = [
    button(actionIds.showOthers, 'Start this row', `${run.show} ${run.id} ${row.id}`),
    button(actionIds.showEdit, 'Edit the show', run.show),
  ];
  if (task === undefined) return message(`${code(draft.room ?? '')} was not started yet.`, buttons);
  const { text, blocks } = card(task, checks);
  const { state } = task;
  const why = state.name === 'failed' ? inThread(task, { type: 'failed', ...state }).blocks : [];
  const said = [...blocks, ...why].filter(({ type }) => type !== 'actions');
  return { text, blocks: [...said, { type: 'actions', elements: buttons }] };
}

/** What a look at all sources of a board has found. */
export function checkedSources({ rows }: Board): Message {
  const of = (...verdicts: string[]) =>
    rows.filter(({ seen }) => seen !== undefined && verdicts.includes(verdictOf(seen.report)));
  const [bad, doubtful] = [of('certain'), of('doubtful', 'unknown')];
  return messageOfLines([
    `✅ ${of('good').length} · ⚠️ ${doubtful.length} · ❌ ${bad.length} of ${rows.length} sources, seen from the bot, not from TRTC.`,
    ...(bad.length === 0 ? [] : [`❌ ${roomsOf(bad)}`]),
    ...(doubtful.length === 0 ? [] : [`⚠️ ${roomsOf(doubtful)}`]),
    ...(bad.length + doubtful.length === 0 ? [] : ['`/ingest check URL` says more of one.']),
  ]);
}

/** Why nothing was started, by the rooms of the rows that the rules forbid, and the way to start the others. */
export function notAllowed({ name }: Show, refused: Extract<StartedShow, { type: 'refused' }>): Message {
  const sentences = refused.rows.flatMap(({ draft, problems }) =>
    problems.map((problem) => `${code(draft.room ?? '', 70)}: ${sentence(problem)}`),
  );
  return complaint(nothingStarted, sentences, [
    ...startOthers(refused.board, refused.others),
    ...showButtons(name),
  ]);
}

/** Behind the rows of a button: their sources are not looked at first. */
export const anyway = 'anyway';

/** Asks whether rows, by their ids, that were held by what their sources are shall be started all the same. */
export function heldRows({ run, rows }: Board, held: readonly number[]): Message {
  const value = `${run.show} ${run.id} ${held.join(',')} ${anyway}`;
  return messageOfLines(
    [
      `✋ Not started, since something seems wrong with their sources: ${roomsOf(rows.filter(({ id }) => held.includes(id)))}.`,
      'The thread of the board says what was seen, from the bot and not from TRTC. Start them all the same?',
    ],
    [
      button(actionIds.showOthers, 'Start anyway', value),
      button(actionIds.showEdit, 'Edit the show', run.show),
    ],
  );
}

/** That the bot may not be used where a board stands, or would; one that runs stays there. */
export function boardClosed({ name, channel: chosen }: Show, where: string): Message {
  const remedy =
    chosen === where
      ? 'Edit the show.'
      : `Stop what is on of it, with \`/ingest show stop ${name}\`: then its board stands in ${channel(chosen)}.`;
  return message(
    `Nothing was done: the bot may not be used in ${channel(where)}, where the board of ${code(name)} stands. ${remedy}`,
    showButtons(name),
  );
}

/** What may be done about a board that cannot be changed while rows of its show are on. */
export function boardStays(name: string): string {
  return `Rows of ${code(name)} are on, and its board stays there until they are over: have the channel opened again, or stop them from anywhere with \`/ingest show stop ${name}\`.`;
}

/** Why an order started nothing: what it wanted is on, or is not in the show any more. */
export function nothingToStart({ board, on }: Extract<StartedShow, { type: 'started' }>): Message {
  if (on.length === 0)
    return message(
      `${nothingStarted} What was to be started is on by now, or is not in the show any more: look at its board.`,
    );
  const lost = board.rows.filter(({ id, task }) => on.includes(id) && task?.state.name === 'unknown');
  return messageOfLines([
    `${nothingStarted} All that was to be started is on already.`,
    ...(lost.length === 0
      ? []
      : [
          `❓ Of ${roomsOf(lost)} nobody knows, and a second start would play beside the first: look into the room, and choose *Remove the robot* on its card, by *Row…*.`,
        ]),
  ]);
}

/** Which rooms were to be stopped, and may be on. */
export function notStopped(left: readonly string[]): Message {
  const named = left.map((room) => code(room, 70)).join(', ');
  return messageOfLines([`⚠️ Not stopped: ${named}.`, 'Look at these rows on the board, and try once more.']);
}

function roomsOf(some: readonly BoardRow[]): string {
  return some.map(({ draft }) => code(draft.room ?? '', 70)).join(', ');
}

/** Why nothing was stopped: nothing of the show is on, or nothing of the rows that were named. */
export function nothingToStop({ rows }: Board, areNamed: boolean): string {
  const on = areNamed ? rows.filter(isOn).length : 0;
  return on === 0
    ? 'Nothing of it is on, so nothing was stopped.'
    : `What you named is not on, so nothing was stopped: ${on} of ${rows.length} ${on === 1 ? 'is' : 'are'} on.`;
}
