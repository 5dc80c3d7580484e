import type { Draft, Field } from '../../ingest/fields.ts';
import { readRoomType } from '../../ingest/room.ts';
import { expandRow, type RangeFault } from '../../ingest/shows/expand-row.ts';
import { mostRows } from '../../ingest/shows/show.ts';
import { code } from '../format/mrkdwn.ts';
import { readCells } from './row-cells.ts';
import { draftUnder, draftWithout, place } from './row-drafts.ts';
import { headersIn } from './row-headers.ts';
import { type CellLine, linesOf } from './row-text.ts';

/** A start that stands in a list. */
export interface ListedRow {
  /** Its line, counted from 1. */
  line: number;
  /** The column of each field that has one, counted from 1. */
  columns: Partial<Record<Field, number>>;
  draft: Draft;
}

export interface ReadRows {
  rows: readonly ListedRow[];
  /** What cannot be understood, a sentence each, which names the line and, if it is of one, the column. */
  problems: readonly string[];
  /** The lines that are meant by that; undefined if it is not said of single rows. */
  unusable: ReadonlySet<number> | undefined;
}

/**
 * Reads the starts of a list, whatever it was copied from: see readCells. Without a line of headers a line is ROOM, then URL.
 * What is in doubt is a problem: no room is guessed. Values are not judged here but by the rules of a start.
 */
export function readShowRows(text: string): ReadRows {
  const read = readCells(text);
  if (!read.ok) return unreadable(read.problem);
  if (read.lines.length === 0 && read.unread.length === 0)
    return unreadable('There is no row: write one `room url` a line.');
  const inWords = read.by === undefined;
  const headers = headersIn(read.lines, inWords);
  const mixed = headers === undefined && inWords ? mixedSigns(read.lines) : undefined;
  const ofAll = [...(headers?.problems ?? []), ...(mixed === undefined ? [] : [mixed.problem])];
  const problems: string[] = [...ofAll];
  const unusable = new Set<number>();
  const wrong = ({ line, last }: Pick<CellLine, 'line' | 'last'>, ...said: readonly string[]) => {
    problems.push(...said);
    for (let each = line; each <= last; each += 1) unusable.add(each);
  };
  for (const { line, column, problem } of read.unread)
    wrong({ line, last: line }, `${place({ line }, column)}: ${problem}`);
  for (const each of headers?.above ?? [])
    wrong(
      each,
      `Line ${each.line} stands above the headers and is no row: delete it, or begin it with \`# \`.`,
    );
  const lines = headers?.rows ?? read.lines.filter(({ line }) => mixed?.lines.includes(line) !== true);
  const isHalfMarked = lines.some(isMarked) && !lines.every(isMarked);
  const rows: ListedRow[] = [];
  for (const row of lines) {
    const {
      draft,
      columns,
      problems: ofRow,
    } = headers === undefined ? draftWithout(row, inWords) : draftUnder(headers, row, inWords);
    const at = place(row, columns.room ?? 1);
    const expanded = expandRow(draft);
    if (ofRow.length > 0) wrong(row, ...ofRow);
    else if (!expanded.ok) wrong(row, `${at}: ${rangeWords(expanded.fault)}`);
    else if (isHalfMarked && isMarked(row)) wrong(row, `${place(row, 1)}: ${markedWords(row)}`);
    else rows.push(...expanded.drafts.map((each) => ({ line: row.line, columns, draft: each })));
  }
  if (problems.length === 0 && rows.length === 0)
    problems.push(`Line ${read.lines[0]?.line ?? 1} has headers, and no row stands below them.`);
  const isTooLong = rows.length > mostRows;
  if (isTooLong) problems.push(`A show has at most ${mostRows} rows, and this list has ${rows.length}.`);
  for (const { row, before, room } of twice(rows)) {
    // Which of the two is meant is not guessed.
    unusable.add(row.line).add(before);
    problems.push(
      `${place(row, row.columns.room ?? 1)}: the room ${code(room, 70)} stands in line ${before} already; a show has each room once.`,
    );
  }
  return {
    rows,
    problems,
    unusable: ofAll.length === 0 && !isTooLong && rows.length > 0 ? unusable : undefined,
  };
}

/** If some lines have a sign behind the room and others do not, it belongs to no room. */
function mixedSigns(lines: readonly CellLine[]): { problem: string; lines: readonly number[] } | undefined {
  const signOf = ({ cells }: CellLine) => {
    const url = cells.findIndex(({ text }) => text.includes('://'));
    return /[,;，；]$/.exec(cells[url - 1]?.text ?? '')?.[0];
  };
  const withSign = lines.filter((each) => signOf(each) !== undefined);
  const [first] = withSign;
  const other = first && lines.find((each) => signOf(each) !== signOf(first));
  if (first === undefined || other === undefined) return undefined;
  return {
    problem: `Line ${first.line} has ${code(signOf(first) ?? '')} between the room and the URL, and line ${other.line} has not: write all lines in one way.`,
    lines: withSign.map(({ line }) => line),
  };
}

/** Whether a sign stands before the line with which people leave lines out, and with which a room may begin. */
function isMarked({ cells: [first] }: CellLine): boolean {
  return first !== undefined && !first.quoted && first.text.startsWith('#');
}

function markedWords({ cells: [first] }: CellLine): string {
  const text = first?.text ?? '';
  return `${code(text, 60)} may be a room, or leave the line out: put the room in quotes, or write a space behind the \`#\`.`;
}

function unreadable(problem: string): ReadRows {
  return { rows: [], problems: [problem], unusable: undefined };
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
