import { code } from '../format/mrkdwn.ts';
import { readCells } from './row-cells.ts';
import type { CommandRow } from './row-commands.ts';
import { draftUnder, draftWithout, place, type RowDraft } from './row-drafts.ts';
import { headersIn } from './row-headers.ts';
import { type CellLine, type Line, urlStart } from './row-text.ts';

/** A line, or some if a cell goes on in the next, as a start. */
export interface FoundRow extends RowDraft {
  line: number;
  last: number;
}

export interface FoundRows {
  /** In the order of their lines. */
  rows: readonly FoundRow[];
  /** What is wrong with the list and not with single rows, a sentence each. */
  problems: readonly string[];
}

/** The starts of a list of cells, below headers or without. */
export function rowsOfTable(all: readonly Line[]): FoundRows {
  const { by, lines, unread } = readCells(all);
  const inWords = by === undefined;
  const headers = headersIn(lines, inWords);
  const mixed = headers === undefined && inWords ? mixedSigns(lines) : undefined;
  const ofRows = headers?.rows ?? lines.filter(({ line }) => mixed?.lines.includes(line) !== true);
  const isHalfMarked = ofRows.some(isMarked) && !ofRows.every(isMarked);
  const rows = [
    ...unread.map(({ line, column, problem }) =>
      broken({ line, last: line }, `${place({ line }, column)}: ${problem}`),
    ),
    ...(headers?.above ?? []).map((row) => broken(row, aboveWords(row))),
    ...ofRows.map(({ line, last, cells }): FoundRow => {
      const row = { line, last, cells };
      const read = headers === undefined ? draftWithout(row, inWords) : draftUnder(headers, row, inWords);
      return read.problems.length === 0 && isHalfMarked && isMarked(row)
        ? broken(row, markedWords(row))
        : { line, last, ...read };
    }),
  ].sort((one, other) => one.line - other.line);
  const [first] = lines;
  const empty = first === undefined ? 'There is no row: write one `room url` a line.' : emptyWords(first);
  const problems = [
    ...(headers?.problems ?? []),
    ...(mixed === undefined ? [] : [mixed.problem]),
    ...(rows.length === 0 && mixed === undefined ? [empty] : []),
  ];
  return { rows, problems };
}

/** The starts of a list of commands, in which nothing stands in columns. */
export function rowsOfCommands(commands: readonly CommandRow[]): FoundRows {
  const rows = commands.map(({ line, problems, ...command }) => ({
    ...{ ...command, line, last: line, columns: {} },
    problems: problems.map((problem) => `Line ${line}: ${problem}`),
  }));
  return { rows, problems: [] };
}

function broken({ line, last }: Pick<CellLine, 'line' | 'last'>, problem: string): FoundRow {
  return { line, last, draft: {}, columns: {}, problems: [problem] };
}

function emptyWords({ line }: CellLine): string {
  return `Line ${line} has headers, and no row stands below them.`;
}

function aboveWords({ line }: CellLine): string {
  return `Line ${line} stands above the headers and is no row: delete it, or begin it with \`# \`.`;
}

/** If some lines have a sign behind the room and others do not, it belongs to no room. */
function mixedSigns(lines: readonly CellLine[]): { problem: string; lines: readonly number[] } | undefined {
  const signOf = ({ cells }: CellLine) => {
    const at = cells.findIndex(({ text }) => urlStart.test(text));
    const before = cells[at]?.text.slice(0, cells[at]?.text.search(urlStart)) || cells[at - 1]?.text;
    return /[,;|，；｜、：،؛]$/.exec(before ?? '')?.[0];
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

function markedWords({ line, cells: [first] }: CellLine): string {
  const text = first?.text ?? '';
  return `${place({ line }, 1)}: ${code(text, 60)} may be a room, or leave the line out: put the room in quotes, or write a space behind the \`#\`.`;
}
