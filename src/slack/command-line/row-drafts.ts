import { type Draft, type Field, fieldDefinitions } from '../../ingest/fields.ts';
import { code, unescapeText } from '../format/mrkdwn.ts';
import { isFormula, unguarded } from '../format/spreadsheet.ts';
import { asFlagOfCell } from './flags.ts';
import { plainName, unmarkedValue } from './marks.ts';
import { plainValue } from './plain-signs.ts';
import { type RoomCell, roomDoubt, urlDoubt } from './row-doubts.ts';
import type { Headers } from './row-headers.ts';
import type { RowField } from './row-names.ts';
import { type Cell, type CellLine, urlStart } from './row-text.ts';
import { plainFields } from './start-words.ts';

/** A line as a start, before its ranges are written out. */
export interface RowDraft {
  draft: Draft;
  /** Name of the preset that gives what is not given here. */
  preset?: string;
  /** In which column each field stands, counted from 1. */
  columns: Partial<Record<RowField, number>>;
  /** What cannot be understood, a sentence each, which names line and column. */
  problems: readonly string[];
}

interface Written {
  field: Field;
  column: number;
  cell: Cell;
}

/** Reads a line below headers. `inWords` says that spaces alone stand between its cells. */
export function draftUnder({ columns }: Pick<Headers, 'columns'>, row: CellLine, inWords: boolean): RowDraft {
  const where = columnsOf(columns);
  const surplus = row.cells.findIndex(({ text }, at) => at >= columns.length && text !== '');
  if (surplus >= 0)
    return refused(
      row,
      surplus + 1,
      where,
    )(
      inWords
        ? 'there are more cells than headers: put quotes around a value with a space in it.'
        : `there are more cells than headers: put quotes around a value with ${code(',')} in it.`,
    );
  if (mayBeShifted(columns, row.cells.length, inWords))
    return refused(
      row,
      row.cells.length,
      where,
    )(
      `there are fewer cells than headers, so this may stand under another: write ${code('""')} for what is empty.`,
    );
  const written = columns.flatMap((field, at): Written[] => {
    const cell = row.cells[at];
    return field === undefined || field === 'preset' || cell === undefined || cell.text === ''
      ? []
      : [{ field, column: at + 1, cell }];
  });
  const named = row.cells[columns.indexOf('preset')]?.text ?? '';
  const preset = named === '' ? {} : { preset: plainName(named) };
  return { ...draftOf(row, written, { where, inWords }), ...preset };
}

/**
 * Whether a row with fewer cells than headers may lack one in between, so that what follows would be something else. That the
 * last ones are left out is plain where these are no rooms, and with spaces between cells if only a room and a URL are there.
 */
function mayBeShifted(columns: Headers['columns'], count: number, inWords: boolean): boolean {
  const present = columns.slice(0, count);
  if (count < 2 || columns.slice(count).every((field) => field === undefined)) return false;
  return (
    present.at(-1) === 'room' || (inWords && present.some((field) => field !== 'room' && field !== 'url'))
  );
}

/** Reads a line of a list without headers: ROOM, then URL. What else stands there has no name. */
export function draftWithout(row: CellLine, inWords: boolean): RowDraft {
  const filled = withoutNumber(
    row.cells.map((cell, at) => ({ cell, column: at + 1 })).filter(({ cell }) => cell.text !== ''),
  );
  const wrong = whatIsWrong(filled, inWords);
  const [room, url] = filled;
  if (wrong !== undefined || room === undefined || url === undefined)
    return refused(row, wrong?.column ?? 1, { room: 1, url: 2 })(wrong?.says ?? needed);
  return draftOf(
    row,
    [
      { field: 'room', ...room },
      { field: 'url', ...url },
    ],
    { where: { room: room.column, url: url.column }, inWords },
  );
}

type Filled = Pick<Written, 'cell' | 'column'>;

/** The number of a list, such as `1.`, is no part of a row if a room and a URL stand behind it. */
function withoutNumber(filled: readonly Filled[]): readonly Filled[] {
  const [first, , third] = filled;
  const isNumber = first !== undefined && !first.cell.quoted && /^\(?\d{1,4}[.)]$/.test(first.cell.text);
  return isNumber && third !== undefined && urlStart.test(third.cell.text) ? filled.slice(1) : filled;
}

const needed = 'a room and a URL are needed, in this order';

/** What keeps the cells from being ROOM, then URL, and in which column it is seen. */
function whatIsWrong(
  filled: readonly Filled[],
  inWords: boolean,
): { column: number; says: string } | undefined {
  const broken = filled.find(({ cell }) => unguarded(cell.text) === undefined && isFormula(cell.text));
  if (broken !== undefined) return { column: broken.column, says: formulaSentence(broken.cell.text) };
  const inside = filled.find(({ cell }) => cell.text.replace(/^'+/, '').search(urlStart) > 0);
  if (inside !== undefined)
    return {
      column: inside.column,
      says: 'a URL stands there, and something before it: write a space or a comma between the room and the URL.',
    };
  const urlAt = filled.findIndex(({ cell }) => urlStart.test(cell.text));
  const [room, second, third] = filled;
  if (room === undefined || second === undefined)
    return urlAt === 0
      ? { column: 1, says: `${needed}, and there is no room.` }
      : { column: 2, says: `${needed}, and there is no URL.` };
  if (urlAt === 0) return { column: room.column, says: 'the room comes before the URL.' };
  if (urlAt < 0) return { column: second.column, says: noUrl(second.cell.text, inWords) };
  if (urlAt > 1)
    return {
      column: room.column,
      says: inWords
        ? 'put quotes around a room with spaces in it, as in `"main stage" https://a.b/test.mp4`.'
        : 'more than a room stands before the URL: write headers above the list that say what each column is.',
    };
  return (
    third && {
      column: third.column,
      says: 'something stands behind the URL: put quotes around the URL if it belongs to that, or write headers above the list that say what it is.',
    }
  );
}

function noUrl(text: string, inWords: boolean): string {
  const ofHeaders =
    ' If this is a line of headers, they name no option of `start`, such as `room` and `url`.';
  return `${code(text, 60)} is no URL: it needs its scheme, as in https://a.b/test.mp4.${inWords || /[./]/.test(text) ? '' : ofHeaders}`;
}

function draftOf(
  row: CellLine,
  written: readonly Written[],
  { where, inWords }: { where: RowDraft['columns']; inWords: boolean },
): RowDraft {
  const given: Draft = {};
  const problems: string[] = [];
  for (const { field, column, cell } of written) {
    const kept = unguarded(cell.text);
    const text = valueIn(field, kept ?? cell.text);
    const doubt = doubtOf(field, text, { guarded: kept !== undefined, quoted: cell.quoted, inWords });
    if (doubt === undefined) given[field] = text;
    else problems.push(`${place(row, column)}: ${doubt}`);
  }
  const url = written.find(({ field }) => field === 'url')?.cell;
  const isExact = url !== undefined && (url.quoted || unguarded(url.text) !== undefined);
  const from = isExact ? { url: { text: url.text, exact: 'all' as const } } : {};
  return { draft: plainFields(given, from), columns: where, problems };
}

function doubtOf(field: Field, text: string, cell: Omit<RoomCell, 'text'>): string | undefined {
  if (text.includes('\n')) return 'a line break stands in the cell: write it in one line.';
  if (!cell.guarded && isFormula(text)) return formulaSentence(text);
  if (field === 'url') return urlDoubt({ text, ...cell });
  return field === 'room' ? roomDoubt({ text, ...cell }) : undefined;
}

function formulaSentence(text: string): string {
  return `${code(text, 60)} is a formula or its error, and no value: copy what it shows.`;
}

/** As spreadsheets of other countries, and of programs that count with fractions alone, write numbers. */
function valueIn(field: Field, text: string): string {
  const { kind } = fieldDefinitions[field];
  if (field === 'room') return unmarkedValue(text);
  const plain = plainValue(text);
  if (field === 'url') return plain.includes('&amp;') ? unescapeText(plain) : plain;
  if (kind === 'flag') return asFlagOfCell(plain);
  // Three zeros behind a sign may be thousands.
  if (kind === 'whole number') return plain.replace(/^(-?\d{1,15})[.,](?:0{1,2}|0{4,6})$/, '$1');
  if (field === 'tempo') return plain.replace(',', '.');
  return field === 'room-type' || field === 'check' || field === 'region' ? plain.toLowerCase() : plain;
}

function columnsOf(columns: Headers['columns']): RowDraft['columns'] {
  return Object.fromEntries(columns.flatMap((field, at) => (field === undefined ? [] : [[field, at + 1]])));
}

/** How a cell is named to the person. */
export function place({ line }: Pick<CellLine, 'line'>, column: number): string {
  return `Line ${line}, column ${column}`;
}

function refused(row: CellLine, column: number, columns: RowDraft['columns']) {
  return (text: string): RowDraft => ({ draft: {}, columns, problems: [`${place(row, column)}: ${text}`] });
}
