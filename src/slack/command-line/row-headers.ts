import { secretFields } from '../../ingest/fields.ts';
import { code } from '../format/mrkdwn.ts';
import { fieldNamed, fieldNear, isNameless, mayCount, type RowField } from './row-names.ts';
import { type CellLine, holdsUrl } from './row-text.ts';

export interface Headers {
  /** What each column is; undefined if it is nothing. */
  columns: readonly (RowField | undefined)[];
  /** What keeps the list from being read by them, a sentence each. */
  problems: readonly string[];
  /** Lines that stand above them and are no rows. */
  above: readonly CellLine[];
  /** The lines below, without headers that stand there again. */
  rows: readonly CellLine[];
}

/**
 * The headers of a list: the first line without a URL that names fields. Undefined if there is none. `inWords` says that
 * spaces alone stand between cells, so that a word of a row may name a field by chance.
 */
export function headersIn(lines: readonly CellLine[], inWords: boolean): Headers | undefined {
  const firstUrl = lines.findIndex(hasUrl);
  const candidates = firstUrl < 0 ? lines : lines.slice(0, firstUrl);
  const at = candidates.findIndex(
    (line, index) =>
      namedIn(line) > (index > 0 || (inWords && line.cells.length > 1) ? 1 : 0) &&
      !isTitle(line, lines[index + 1]),
  );
  const headers = candidates[at];
  if (headers === undefined) return undefined;
  const isRepeated = ({ cells }: CellLine) =>
    cells.length > 0 && JSON.stringify(texts(cells)) === JSON.stringify(texts(headers.cells));
  const rows = lines.slice(at + 1).filter((line) => !isRepeated(line));
  const columns = headers.cells.map(({ text }) => fieldNamed(text));
  const problems = headers.cells.flatMap(({ text }, column) =>
    columnProblems(headers, column, { text, columns, rows }),
  );
  return { columns, problems, above: lines.slice(0, at), rows };
}

/** A room alone above rows with URLs, such as `Rooms`, says what the list is. */
function isTitle({ cells }: CellLine, next: CellLine | undefined): boolean {
  const filled = cells.filter(({ text }) => text !== '');
  return (
    filled.length === 1 && fieldNamed(filled[0]?.text ?? '') === 'room' && next !== undefined && hasUrl(next)
  );
}

function hasUrl({ cells }: CellLine): boolean {
  return cells.some(({ text }) => holdsUrl(text));
}

function namedIn({ cells }: CellLine): number {
  return cells.filter(({ text }) => fieldNamed(text) !== undefined).length;
}

function texts(cells: CellLine['cells']): readonly string[] {
  return cells.map(({ text }) => text.toLowerCase());
}

function columnProblems(
  { line }: CellLine,
  column: number,
  { text, columns, rows }: { text: string } & Pick<Headers, 'columns' | 'rows'>,
): readonly string[] {
  const field = columns[column];
  const where = `Line ${line}, column ${column + 1}: `;
  if (field !== undefined) {
    const first = columns.indexOf(field);
    if (field !== 'preset' && secretFields.includes(field))
      return [`${where}${code(text, 60)} opens doors, so it cannot be kept in a show.`];
    return first === column
      ? []
      : [`${where}two columns are ${code(field)}, this one and column ${first + 1}.`];
  }
  const filled = rows.filter(({ cells }) => (cells[column]?.text ?? '') !== '');
  const counts = filled.map(({ cells }) => (cells[column]?.text ?? '').replace(/[.)]$/, ''));
  const isCount = counts.every(
    (count, at) => /^\d{1,6}$/.test(count) && Number(count) === Number(counts[0]) + at,
  );
  // What has no name counts the rows in front of them; elsewhere a number may be a value.
  if (isCount && (isNameless(text) ? column === 0 : mayCount(text))) return [];
  if (isNameless(text))
    return filled
      .slice(0, 1)
      .map(
        (row) => `Line ${row.line}, column ${column + 1}: this stands under no header: write one above it.`,
      );
  const near = fieldNear(text);
  return [
    `${where}${code(text, 60)} names no option of \`start\`${near === undefined ? '' : `; the nearest is ${code(near)}`}.`,
  ];
}
