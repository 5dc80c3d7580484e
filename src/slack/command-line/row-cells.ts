import { CsvError, parse } from 'csv-parse/sync';
import { code } from '../format/mrkdwn.ts';
import { withoutEnd } from './marks.ts';
import { withTabs } from './row-layouts.ts';
import { isComment } from './row-lines.ts';
import { fieldNamed } from './row-names.ts';
import { type Cell, type CellLine, holdsUrl, type Line, type UnreadLine, urlStart } from './row-text.ts';
import { headerCells, wordCells } from './row-words.ts';

export interface ReadCells {
  /** The signs of which one stands between a room and its URL; undefined if nothing but spaces does. */
  by: string | undefined;
  lines: readonly CellLine[];
  unread: readonly UnreadLine[];
}

/** What stands between cells, each with those that Chinese, Japanese and Arabic keyboards write for it, which are in no room. */
const delimiters = ['\t', '|｜', ';；؛', ',，、،', '：'] as const;
/** A cell with more lines is no cell, but a quote that nobody closed. */
const mostLinesOfCell = 20;
/** In which headers are looked for: titles and notes may stand above them. */
const mostLinesAbove = 20;

/** Takes the lines of a list apart, whatever stands between their cells. Rules of tables and bullets are left out. */
export function readCells(all: readonly Line[]): ReadCells {
  const { sign, lines } = withoutSign(withoutBullets(withTabs(all)));
  const whole = withoutQuotesAround(lines);
  const by = sign ?? delimiterOf(whole.map(({ content }) => content));
  return by === undefined ? { by, ...wordCells(whole) } : { by, ...delimitedCells(whole, by) };
}

/** The signs of Chinese and Japanese lists have no space behind them. */
const bullet =
  /^(?:(?:[-–—+*•·∙‣⁃◦▪●○■□►▶\uF0B7]|\(?\d{1,4}[.)])[ \t]+|(?:[(（]?[\d０-９]{1,4}[、．）]|[①-⑳⑴-⒛])[ \t]*)(?=\S)/;
/** What follows the number of a day that German spreadsheets make of 1-3, as in `01. Mrz`. */
const monthBehind =
  /^(?:jan|feb|mär|mrz|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec)[a-zä]{0,6}\.?(?:[\s,;|]|$)/i;

/** If each row begins with the sign of a list, or counts on from the one before, that is no part of a room. */
function withoutBullets(lines: readonly Line[]): readonly Line[] {
  const rows = lines.filter(({ content }) => urlStart.test(content));
  const signs = rows.map(({ content }) => signOf(content.trim()));
  const counts = signs.map((sign) => Number.parseInt(sign.replace('(', ''), 10));
  const isList = signs.every((sign, at) =>
    /\d/.test(sign) ? counts[at] === (counts[0] ?? 0) + at : sign !== '' && sign === signs[0],
  );
  if (!isList) return lines;
  return lines.map((each) =>
    urlStart.test(each.content) ? { ...each, content: each.content.trim().replace(bullet, '') } : each,
  );
}

function signOf(row: string): string {
  const sign = bullet.exec(row)?.[0] ?? '';
  return monthBehind.test(row.slice(sign.length)) ? '' : sign.normalize('NFKC');
}

/** Excel's own first line, `sep=;`, says what stands between cells. */
function withoutSign(lines: readonly Line[]): { sign?: string; lines: readonly Line[] } {
  const [first, ...others] = lines;
  const [, sign] = /^"?sep=([^\w"])"?[,;\t]*$/i.exec(first?.content ?? '') ?? [];
  return sign === undefined ? { lines } : { sign, lines: others };
}

/** If each line is one cell in quotes, it was taken for one when it was written: what stands within is the line. */
function withoutQuotesAround(lines: readonly Line[]): readonly Line[] {
  if (!lines.every(({ content }) => /^\s*"/.test(content) && /"\s*$/.test(content))) return lines;
  const inner = lines.map(({ content, ...line }) => {
    const read = cellsOf(content, ',');
    const [cell, ...more] = read.ok ? read.cells : [];
    return cell === undefined || more.length > 0 ? undefined : { ...line, content: cell.text };
  });
  const found = inner.filter((each) => each !== undefined);
  return found.length === lines.length && found.some(({ content }) => urlStart.test(content)) ? found : lines;
}

/** What stands between headers, if there are any; else what stands before each URL, or behind it if it comes first. */
function signsOf(lines: readonly string[]): string | undefined {
  const firstUrl = lines.findIndex(holdsUrl);
  const above = lines.slice(0, firstUrl < 0 ? mostLinesAbove : Math.min(firstUrl, mostLinesAbove));
  const ofHeaders = delimiters
    .map((by) => ({ by, named: Math.max(...above.map((line) => namedIn(line, by))) }))
    .reduce((best, each) => (each.named > best.named ? each : best));
  if (ofHeaders.named > 1) return ofHeaders.by;
  const rows = lines.filter((line) => urlStart.test(line));
  const isInWords = headersInWords([{ text: above[0] ?? '', quoted: false }]) !== undefined;
  return delimiters.find((by) =>
    rows.length > 0
      ? rows.every((line) => isBeforeUrl(line, by, isInWords))
      : lines.length > 0 && lines.every((line) => hasSign(line, by)),
  );
}

/** If one sign stands between the cells of each line, the others that may stand for it belong to the cells. */
function delimiterOf(lines: readonly string[]): string | undefined {
  const by = signsOf(lines);
  const some = lines.filter((line) => by !== undefined && hasSign(line, by));
  const isBetween = (line: string, sign: string) =>
    urlStart.test(line) ? isBeforeUrl(line, sign, false) : line.includes(sign);
  return [...(by ?? '')].find((sign) => some.every((line) => isBetween(line, sign))) ?? by;
}

function hasSign(text: string, by: string): boolean {
  return [...by].some((sign) => text.includes(sign));
}

function namedIn(line: string, by: string): number {
  if (!hasSign(line, by) || holdsUrl(line)) return 0;
  const read = cellsOf(line, by);
  return read.ok ? read.cells.filter(({ text }) => fieldNamed(text) !== undefined).length : 0;
}

/** A sign within a URL that comes first stands between cells only if no spaces do, as they do between headers in words. */
function isBeforeUrl(line: string, by: string, isInWords: boolean): boolean {
  const at = line.search(urlStart);
  const before = withoutEnd(line.slice(0, at), ' "\'\u2018\u2019<');
  if (before !== '' && !/^[|｜]$/.test(before)) return by.includes(before.slice(-1));
  const [url = ''] = line.slice(at).split(' ', 1);
  const behind = line
    .slice(at + url.length)
    .replace(/"[^"]*"/g, '""')
    .split(' ');
  return isInWords
    ? hasSign(url.slice(-1), by) ||
        (by === '\t' && url.includes(by)) ||
        behind.some((word) => hasSign(`${word.charAt(0)}${word.slice(-1)}`, by))
    : hasSign(line.slice(at), by);
}

function delimitedCells(
  lines: readonly Line[],
  by: string,
): { lines: readonly CellLine[]; unread: readonly UnreadLine[] } {
  const contents = by.startsWith('|') ? lines.map(withoutFrame) : lines;
  const found: CellLine[] = [];
  const unread: UnreadLine[] = [];
  for (let at = 0; at < contents.length; ) {
    const { line = 0 } = contents[at] ?? {};
    const record = recordFrom(contents, at, by);
    if (record.ok) {
      const { cells } = record;
      const isLeftOut = isComment(cells[0]?.text ?? '') && cells.slice(1).every((cell) => cell.text === '');
      if (!isLeftOut && cells.some(({ text }) => text !== ''))
        found.push({
          ...{ line, last: lastOf(contents[at + record.count - 1]) ?? line },
          cells: (found.length === 0 ? headersInWords(cells) : undefined) ?? cells,
        });
      at += record.count;
    } else {
      unread.push({ line, column: record.column, problem: record.problem });
      at += 1;
    }
  }
  return { lines: found, unread };
}

function lastOf(line: Line | undefined): number | undefined {
  return line?.last ?? line?.line;
}

/** Headers that have spaces between them, though the rows have another sign. */
function headersInWords(cells: readonly Cell[]): readonly Cell[] | undefined {
  const [only, ...more] = cells;
  if (only === undefined || more.length > 0) return undefined;
  return headerCells(only.text.split(' ').map((text) => ({ text, quoted: false })));
}

/** Without the lines around a table; in Markdown a | that belongs to a cell has a \ before it. */
function withoutFrame({ content, ...line }: Line): Line {
  const row = content.trim().replaceAll('\\|', '\uE000').replaceAll('｜', '|');
  const even = row.startsWith('||') ? row.replaceAll('||', '|') : row;
  return { ...line, content: even.replace(/^\|/, '').replace(/\|$/, '') };
}

type Cells = { ok: true; cells: readonly Cell[] } | { ok: false; column: number; isOpen: boolean };

/** The cells of the line at this place, and of those that a cell in quotes goes on in. */
function recordFrom(
  lines: readonly Line[],
  at: number,
  by: string,
): { ok: true; cells: readonly Cell[]; count: number } | { ok: false; column: number; problem: string } {
  const first = cellsOf(lines[at]?.content ?? '', by);
  if (first.ok) return { ...first, count: 1 };
  const { column } = first;
  if (!first.isOpen)
    return {
      ok: false,
      column,
      problem:
        'a quote (") stands inside of a value: put quotes around the whole, and write each inside as "".',
    };
  for (let count = 2; count <= mostLinesOfCell && at + count <= lines.length; count += 1) {
    const joined = lines
      .slice(at, at + count)
      .map(({ content }) => content)
      .join('\n');
    if (joined.split('"').length % 2 === 0) continue;
    const read = cellsOf(joined, by);
    const isSound =
      read.ok && !read.cells.some(({ text }) => urlStart.test(text.slice(1)) && text.includes('\n'));
    if (read.ok && isSound) return { ok: true, cells: read.cells, count };
    if (read.ok || !read.isOpen) break;
  }
  return { ok: false, column, problem: `a quote (${code('"')}) is opened and not closed.` };
}

/** `by` has the signs between cells. */
function cellsOf(content: string, by: string): Cells {
  // Most lines have no quotes, and splitting them takes a tenth of the time.
  if (!content.includes('"'))
    return {
      ok: true,
      cells: [...by]
        .reduce<string[]>((parts, sign) => parts.flatMap((part) => part.split(sign)), [content])
        .map((text) => cellOf(text)),
    };
  try {
    const quoted: boolean[] = [];
    const [cells = []] = parse(content, {
      delimiter: [...by],
      trim: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      cast: (text, { index, quoting }) => {
        quoted[index] = quoting;
        return text;
      },
    });
    return { ok: true, cells: cells.map((text, at) => cellOf(text, quoted[at])) };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const column = typeof error.column === 'number' ? error.column + 1 : 1;
    return { ok: false, column, isOpen: error.code === 'CSV_QUOTE_NOT_CLOSED' };
  }
}

/** What is within single quotes, too: none belongs to a room. A ' at the beginning alone keeps the cell as text. */
function cellOf(text: string, quoted = false): Cell {
  const whole = text.replaceAll('\uE000', '|').trim();
  const [, inner] = /^['\u2018-\u201B]([^'\u2018-\u201B]+)['\u2018-\u201B]$/.exec(whole) ?? [];
  return inner === undefined ? { text: whole, quoted } : { text: inner.trim(), quoted: true };
}
