import { type Draft, type Field, fieldDefinitions, fields, secretFields } from '../../ingest/fields.ts';
import { nearest } from '../../ingest/nearest.ts';
import { readRoomType } from '../../ingest/room.ts';
import { expandRow, type RangeFault } from '../../ingest/shows/expand-row.ts';
import { mostRows } from '../../ingest/shows/show.ts';
import { fieldWords } from '../format/field-words.ts';
import { code } from '../format/mrkdwn.ts';
import { asFlag } from './flags.ts';
import { type CellLine, linesOf, readCells } from './row-cells.ts';
import { plainFields } from './start-words.ts';

/** A start that stands in a list. */
export interface ListedRow {
  /** Its line, counted from 1. */
  line: number;
  draft: Draft;
}

export interface ReadRows {
  rows: readonly ListedRow[];
  /** What cannot be understood, a sentence each, which names the line. */
  problems: readonly string[];
  /** The lines that are meant by that; undefined if it is not said of single rows. */
  unusable: ReadonlySet<number> | undefined;
}

/** Names that people and Tencent give the fields, beside their own; in small letters and digits alone. */
const otherNames: Record<string, Field> = {
  roomid: 'room',
  roomname: 'room',
  stream: 'url',
  streamurl: 'url',
  source: 'url',
  sourceurl: 'url',
  link: 'url',
  application: 'app',
  sdkappid: 'app',
  loop: 'repeat',
  times: 'repeat',
  repeatnum: 'repeat',
  roomidtype: 'room-type',
  speed: 'tempo',
  start: 'seek',
  seeksecond: 'seek',
  enableprogress: 'progress',
  userid: 'user',
  robot: 'user',
};

const bare = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
const names = new Map<string, Field>([
  ...Object.entries(otherNames),
  ...fields.flatMap((field): [string, Field][] => [
    [bare(field), field],
    [bare(fieldWords[field].label), field],
  ]),
]);

/**
 * Reads the starts of a list, whatever it was copied from: see readCells. Without a line of headers a line is ROOM, then URL.
 * What is in doubt is a problem: no room is guessed. Values are not judged here but by the rules of a start.
 */
export function readShowRows(text: string): ReadRows {
  const read = readCells(text);
  if (!read.ok) return unreadable(`Line ${read.line}: a quote (") is opened and not closed.`);
  const [first, ...others] = read.lines;
  if (first === undefined) return unreadable('There is no row: write one `room url` a line.');
  const headers = headersOf(first);
  const problems = headers?.problems ?? (read.by === 'spaces' ? mixedSigns(read.lines) : []);
  const isOfRows = problems.length === 0;
  const lines = headers === undefined ? read.lines : others;
  const columns = headers?.columns;
  const found = lines.map((line) => rowOf(line, columns));
  const rows: ListedRow[] = [];
  const unusable = new Set<number>();
  for (const { line, draft: written, problems: ofRow } of found) {
    const expanded = expandRow(written);
    const wrong = expanded.ok ? ofRow : [...ofRow, `Line ${line}: ${rangeWords(expanded.fault)}`];
    problems.push(...wrong);
    if (wrong.length > 0) unusable.add(line);
    else if (expanded.ok) rows.push(...expanded.drafts.map((draft) => ({ line, draft })));
  }
  const isTooLong = rows.length > mostRows;
  if (isTooLong) problems.push(`A show has at most ${mostRows} rows, and this list has ${rows.length}.`);
  for (const { line, before, room } of twice(rows)) {
    // Which of the two is meant is not guessed.
    unusable.add(line).add(before);
    problems.push(
      `Line ${line}: the room ${code(room, 70)} stands in line ${before} already; a show has each room once.`,
    );
  }
  return { rows, problems, unusable: isOfRows && !isTooLong ? unusable : undefined };
}

/** If some lines have a sign behind the room and others do not, it belongs to no room. */
function mixedSigns(lines: readonly CellLine[]): string[] {
  const signOf = ({ cells: [room = ''] }: CellLine) => /[,;]$/.exec(room)?.[0];
  const line = lines.find((each) => signOf(each) !== undefined);
  const other = line && lines.find((each) => signOf(each) !== signOf(line));
  if (line === undefined || other === undefined) return [];
  return [
    `Line ${line.line} has ${code(signOf(line) ?? '')} between the room and the URL, and line ${other.line} has not: write all lines in one way.`,
  ];
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

type Columns = readonly (Field | undefined)[];

/** The columns of a line of headers; undefined if it is none: one of its cells is a URL, or none names a field. */
function headersOf({ line, cells }: CellLine): { columns: Columns; problems: string[] } | undefined {
  if (cells.some((cell) => cell.includes('://')) || !cells.some((cell) => names.has(bare(cell))))
    return undefined;
  const problems: string[] = [];
  const columns = cells.map((cell, at) => {
    if (cell === '') return undefined;
    const field = names.get(bare(cell));
    const where = `Line ${line}, column ${at + 1}: ${code(cell, 60)}`;
    if (field === undefined) {
      const near = nearest(bare(cell), [...names.keys()]);
      const meant = near === undefined ? undefined : names.get(near);
      problems.push(
        `${where} names no option of \`start\`${meant === undefined ? '' : `; the nearest is ${code(meant)}`}.`,
      );
    } else if (secretFields.includes(field))
      problems.push(`${where} opens doors, so it cannot be kept in a show.`);
    return field;
  });
  for (const [at, field] of columns.entries())
    if (field !== undefined && columns.indexOf(field) !== at)
      problems.push(`Line ${line}: two columns are ${code(field)}.`);
  return { columns, problems };
}

/** What was written so that a spreadsheet takes it for no formula is what stands behind the sign. */
const unguarded = (cell: string) => cell.replace(/^'(?=[=@+'-])/, '');

function rowOf({ line, cells }: CellLine, columns: Columns | undefined): ListedRow & { problems: string[] } {
  const row = (draft: Draft, ...problems: string[]) => ({ line, draft, problems });
  const broken = cells.find(
    (cell) => /^#(?:REF|N\/A|NAME|VALUE|DIV\/0)[!?]?$/i.test(cell) || cell.startsWith('='),
  );
  if (broken !== undefined)
    return row(
      {},
      `Line ${line}: ${code(broken, 60)} is a formula or its error, and no value: copy what it shows.`,
    );
  if (columns === undefined) return withoutHeaders({ line, cells });
  const surplus = cells.slice(columns.length).find((cell) => cell !== '');
  if (surplus !== undefined)
    return row(
      {},
      `Line ${line} has more cells than there are headers: put quotes around a value with ${code(',')} in it.`,
    );
  const given: Draft = {};
  for (const [at, field] of columns.entries()) {
    const cell = cells[at] ?? '';
    if (field === undefined || cell === '') continue;
    given[field] = fieldDefinitions[field].kind === 'flag' ? asFlag(cell) : unguarded(cell);
  }
  return { ...row(plainFields(given, {})), problems: roomProblems(line, given.room) };
}

/** ROOM, then URL: whatever else stands there has no name. */
function withoutHeaders({ line, cells }: CellLine): ListedRow & { problems: string[] } {
  const filled = cells.filter((cell) => cell !== '');
  const [room, url, ...more] = filled;
  const problem = (text: string) => ({ line, draft: {}, problems: [`Line ${line}: ${text}`] });
  if (room === undefined || url === undefined) return problem('a room and a URL are needed, in this order.');
  if (room.includes('://')) return problem('the room comes before the URL.');
  if (!url.includes('://'))
    return problem(`${code(url, 60)} is no URL: it needs its scheme, as in https://a.b/test.mp4.`);
  if (more.length > 0)
    return problem('something stands behind the URL: write headers above the list that say what it is.');
  return { line, draft: plainFields({ room, url }, {}), problems: roomProblems(line, room) };
}

/** As spreadsheets show long numbers. */
function roomProblems(line: number, room: string | undefined): string[] {
  return room !== undefined && /^\d(?:[.,]\d+)?E\+\d+$/i.test(room)
    ? [
        `Line ${line}: the spreadsheet has made the number ${code(room)} of the room: format the column as text.`,
      ]
    : [];
}

function rangeWords(fault: RangeFault): string {
  switch (fault.code) {
    case 'too-many':
      return `that would be ${fault.count} rows, and a show has at most ${fault.most}.`;
    case 'uneven':
      return `the room counts ${fault.rooms} and the URL ${fault.urls}: both must count alike.`;
    case 'one-room':
      return 'the URL counts and the room does not: all would go into one room.';
  }
}

/** The lines whose room stands in a line before, too. */
function twice(rows: readonly ListedRow[]): readonly { line: number; before: number; room: string }[] {
  const first = new Map<string, number>();
  return rows.flatMap(({ line, draft: { room, app, 'room-type': type } }) => {
    if (room === undefined) return [];
    // What a row leaves open, the options of all rows may say: two of which only one says it may be two rooms.
    const key = JSON.stringify([room, app, type === undefined ? undefined : (readRoomType(type) ?? type)]);
    const before = first.get(key);
    if (before !== undefined) return [{ line, before, room }];
    first.set(key, line);
    return [];
  });
}
