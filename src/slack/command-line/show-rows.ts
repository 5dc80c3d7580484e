import type { Draft } from '../../ingest/fields.ts';
import { readRoomType } from '../../ingest/room.ts';
import { expandRow, type RangeFault } from '../../ingest/shows/expand-row.ts';
import { mostRows } from '../../ingest/shows/show.ts';
import { code } from '../format/mrkdwn.ts';
import { commandRows } from './row-commands.ts';
import { place } from './row-drafts.ts';
import { readLines } from './row-lines.ts';
import type { RowField } from './row-names.ts';
import { rowsOfCommands, rowsOfTable } from './row-table.ts';
import { linesOf } from './row-text.ts';

/** A start that stands in a list. */
export interface ListedRow {
  /** Its line, counted from 1. */
  line: number;
  /** The column of each field that has one, counted from 1. */
  columns: Partial<Record<RowField, number>>;
  draft: Draft;
  /** Name of the preset that gives what is not given here. */
  preset?: string;
}

export interface ReadRows {
  rows: readonly ListedRow[];
  /** What cannot be understood, a sentence each, which names the line and, if it is of one, the column. */
  problems: readonly string[];
  /** The lines that are meant by that; undefined if it is not said of single rows. */
  unusable: ReadonlySet<number> | undefined;
}

/**
 * Reads the starts of a list, whatever it was copied from: spreadsheets, CSV, tables of Markdown, commands, or a room and a
 * URL with spaces between. Without a line of headers a line is ROOM, then URL.
 * What is in doubt is a problem: no room is guessed. Values are not judged here but by the rules of a start.
 */
export function readShowRows(text: string): ReadRows {
  const list = readLines(text);
  if (!list.ok) return { rows: [], problems: [list.problem], unusable: undefined };
  const commands = commandRows(list.lines);
  const found = commands === undefined ? rowsOfTable(list.lines) : rowsOfCommands(commands);
  const problems = [...found.problems];
  const unusable = new Set<number>();
  const rows: ListedRow[] = [];
  for (const { line, last, draft, columns, preset, problems: ofRow } of found.rows) {
    const expanded = expandRow(draft);
    const wrong = expanded.ok
      ? ofRow
      : [...ofRow, `${placeOf({ line, columns })}: ${rangeWords(expanded.fault)}`];
    problems.push(...wrong);
    if (wrong.length > 0) for (let each = line; each <= last; each += 1) unusable.add(each);
    else if (expanded.ok) {
      const named = preset === undefined ? {} : { preset };
      rows.push(...expanded.drafts.map((each) => ({ line, columns, draft: each, ...named })));
    }
  }
  const isTooLong = rows.length > mostRows;
  if (isTooLong) problems.push(`A show has at most ${mostRows} rows, and this list has ${rows.length}.`);
  for (const { row, before, room } of twice(rows)) {
    // Which of the two is meant is not guessed.
    unusable.add(row.line).add(before);
    problems.push(
      `${placeOf(row)}: the room ${code(room, 70)} stands in line ${before} already; a show has each room once.`,
    );
  }
  const isOfRows = found.problems.length === 0 && !isTooLong;
  return { rows, problems, unusable: isOfRows ? unusable : undefined };
}

/** Where the room of a row stands. */
function placeOf({ line, columns: { room } }: Pick<ListedRow, 'line' | 'columns'>): string {
  return room === undefined ? `Line ${line}` : place({ line }, room);
}

/** The list without some of its lines. */
export function withoutLines(text: string, lines: ReadonlySet<number>): string {
  return linesOf(text)
    .filter((_, at) => !lines.has(at + 1))
    .join('\n');
}

function rangeWords(fault: RangeFault): string {
  switch (fault.code) {
    case 'too-many':
      return `that would be ${fault.count} rows, and a show has at most ${fault.most}.`;
    case 'uneven':
      return `the room counts ${fault.rooms} and the URL ${fault.urls}: both must count alike.`;
    case 'one-room':
      return 'the URL counts and the room does not: all would go into one room.';
    case 'no-range':
      return 'the room counts and the URL does not, but looks as if it should: a range is written as in `{01..30}`.';
    case 'two-ranges':
      return 'a value can count once, and two ranges stand in one.';
  }
}

/** The rows whose room stands in a line before, too. */
function twice(rows: readonly ListedRow[]): readonly { row: ListedRow; before: number; room: string }[] {
  const first = new Map<string, number>();
  return rows.flatMap((row) => {
    const { room, app, 'room-type': type } = row.draft;
    if (room === undefined) return [];
    // What a row leaves open, the options of all rows may say: two of which only one says it may be two rooms.
    const key = JSON.stringify([room, app, type === undefined ? undefined : (readRoomType(type) ?? type)]);
    const before = first.get(key);
    if (before !== undefined) return [{ row, before, room }];
    first.set(key, row.line);
    return [];
  });
}
