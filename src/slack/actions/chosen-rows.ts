import type { ControlResult } from '../../ingest/control.ts';
import { nearest } from '../../ingest/nearest.ts';
import { roomKey } from '../../ingest/request.ts';
import { type Board, type BoardRow, isOn } from '../../ingest/shows/run.ts';
import type { StoppedRows } from '../../ingest/shows/runner.ts';
import { isOver } from '../../ingest/task.ts';
import { code, listing } from '../format/mrkdwn.ts';

type Row = Pick<BoardRow, 'id' | 'draft'>;

/** Rows that a person named, by their ids, or a sentence for each name that leaves open which row is meant. */
export type ChosenRows = { ok: true; ids: readonly number[] } | { ok: false; problems: readonly string[] };

/** Finds rows by their rooms, or by their numbers as in `#3`. A room that is called so goes before a number. */
export function chosenRows(rows: readonly Row[], names: readonly string[]): ChosenRows {
  const ids: number[] = [];
  const problems: string[] = [];
  for (const name of names) {
    const found = rowsNamed(rows, name);
    const [only, ...more] = found;
    if (only !== undefined && more.length === 0) ids.push(only.id);
    else problems.push(only === undefined ? unknownRow(rows, name) : severalRows(rows, found, name));
  }
  return problems.length === 0 ? { ok: true, ids } : { ok: false, problems };
}

function rowsNamed(rows: readonly Row[], name: string): readonly Row[] {
  const inRoom = rows.filter(({ draft }) => draft.room === name);
  const number = /^#(\d{1,3})$/.exec(name)?.[1];
  const numbered = number === undefined ? undefined : rows[Number(number) - 1];
  return inRoom.length > 0 || numbered === undefined ? inRoom : [numbered];
}

function unknownRow(rows: readonly Row[], name: string): string {
  const rooms = rows.flatMap(({ draft: { room } }) => (room === undefined ? [] : [room]));
  const meant = severalNamed(rows, name) ?? nearest(name, rooms);
  const suggestion = meant === undefined ? '' : ` Did you mean ${code(meant, 200)}?`;
  return `There is no row ${code(name, 70)}.${suggestion} A row is named by its room, or by its number as in \`#3\`.`;
}

/** What names the rows if several stand in one word, as in `a,b` and `#1-#3`, or a number without its sign. */
function severalNamed(rows: readonly Row[], name: string): string | undefined {
  const [, first, last] = /^#?(\d{1,3})(?:(?:-|–|\.\.)#?(\d{1,3}))?$/.exec(name) ?? [];
  const [from, to] = [Number(first), Number(last ?? first)];
  if (from >= 1 && from <= to && to <= rows.length)
    return Array.from({ length: to - from + 1 }, (_, at) => `#${from + at}`).join(' ');
  const parts = name.split(/[,;，；、]/).filter((part) => part !== '');
  const areRows = parts.length > 1 && parts.every((part) => rowsNamed(rows, part).length === 1);
  return areRows ? parts.join(' ') : undefined;
}

/** A show may have rooms of one id in several applications, and of both types. */
function severalRows(rows: readonly Row[], found: readonly Row[], name: string): string {
  const numbers = found.map((row) => `\`#${rows.indexOf(row) + 1}\``);
  return `The rows ${listing(numbers)} all go into a room ${code(name, 70)}: name them by their numbers.`;
}

/** Which rows of a board are meant, by their ids. */
export type Wanted = (board: Board) => readonly number[];

export const idsOf = (rows: Board['rows']) => rows.map(({ id }) => id);

/** Those that did not start. */
export const failedRows = (board: Board) =>
  board.rows.filter((row) => !isOn(row) && row.task?.state.name === 'failed');

/** After all of a board is over the same rooms are rows of another one, with ids of its own. */
export function inRoomsOf(rows: Board['rows']): Wanted {
  const rooms = new Set(rows.map(({ draft }) => roomKey(draft)));
  return (board) => idsOf(board.rows.filter(({ draft }) => rooms.has(roomKey(draft))));
}

/** The rooms of rows that were to be stopped and may be on. */
export function roomsLeft({ results, begun }: StoppedRows): readonly string[] {
  const left = results.filter(isLeft).map(({ task }) => task.room.id);
  return [...left, ...begun.map(({ draft }) => draft.room ?? '')];
}

/** Whom somebody else stops, or who has ended meanwhile, is not left on. */
function isLeft({ kind, task }: ControlResult): boolean {
  return kind === 'failed' || (kind === 'not-now' && task.state.name !== 'stopping' && !isOver(task));
}
