import { unmarkedValue } from './marks.ts';
import { headersAmong } from './row-names.ts';
import { type Cell, type CellLine, type Line, type UnreadLine, urlStart } from './row-text.ts';

const bullets = /^(?:[•·∙‣⁃◦▪●○■□►▶–—*+\uF0B7-]|>{1,3}|&gt;|\(?\d{1,4}[.)]|\[|\]|\[[xX]?\]|[☐☑✓✔])$/;
/** What people write between a name and its address, with a space on either side. */
const between = /^(?:[-–—:=|→⇒►▶]|[-=]{1,2}>)$/;

/**
 * Lines in which nothing but spaces stands between the words, as cells: a room of several words is in quotes. Bullets and
 * numbers of a list are left out if a room and a URL stand behind them.
 */
export function wordCells(lines: readonly Line[]): {
  lines: readonly CellLine[];
  unread: readonly UnreadLine[];
} {
  const found: CellLine[] = [];
  const unread: UnreadLine[] = [];
  for (const { line, content } of lines) {
    const words = wordsOf(content);
    if (words === undefined)
      unread.push({
        line,
        column: 1,
        problem: 'a quote (") is opened and not closed, or stands inside of a word.',
      });
    else
      found.push({ line, last: line, cells: found.length === 0 ? firstLine(content, words) : ofRow(words) });
  }
  return { lines: found, unread };
}

/** The words and quotations of a line; undefined if a quotation is not closed, or stands inside of a word. */
function wordsOf(content: string): readonly Cell[] | undefined {
  const text = content.trim();
  if (text.includes('"')) return quotationsIn(text.split('"'));
  // A ' may also be an apostrophe, or keep a room as text.
  return quotationsIn(text.split(/['\u2018-\u201B]/)) ?? quotationsIn([text]);
}

/** Each second part is a quotation, if they stand alone between spaces. */
function quotationsIn(parts: readonly string[]): readonly Cell[] | undefined {
  const isApart = parts.every((part, at) => {
    if (at % 2 === 1 || part === '') return true;
    const isAfter = at === 0 || /^[\s,;:.]/.test(part);
    return isAfter && (at === parts.length - 1 || /\s/.test(part.charAt(part.length - 1)));
  });
  if (parts.length % 2 === 0 || !isApart) return undefined;
  return parts.flatMap((part, at): Cell[] =>
    at % 2 === 1
      ? [{ text: part.trim(), quoted: true }]
      : part
          .split(/\s+/)
          .filter((word) => word !== '')
          .map((word) => ({ text: withoutBrackets(unmarkedValue(word)), quoted: false })),
  );
}

/** People put a URL in brackets, as in (https://a.b/1.mp4). */
function withoutBrackets(word: string): string {
  return /^[<([{][a-z][a-z0-9+.-]{0,20}:\/\//i.test(word) && /[>)\]}]$/.test(word) ? word.slice(1, -1) : word;
}

/** Of a first line without a URL the headers, each of which may be several words; else the cells of a row. */
function firstLine(content: string, words: readonly Cell[]): readonly Cell[] {
  if (urlStart.test(content)) return ofRow(words);
  return headerCells(words) ?? ofRow(words);
}

/** The words as headers, if they are some. */
export function headerCells(words: readonly Cell[]): readonly Cell[] | undefined {
  return headersAmong(words.map(({ text }) => text))?.map((text) => ({ text, quoted: false }));
}

function ofRow(words: readonly Cell[]): readonly Cell[] {
  let rest = words;
  while (rest.length > 2 && isSign(rest[0], bullets)) rest = rest.slice(1);
  const [room, sign, url, ...more] = rest;
  return room !== undefined && url !== undefined && isSign(sign, between) ? [room, url, ...more] : rest;
}

function isSign(cell: Cell | undefined, signs: RegExp): boolean {
  return cell !== undefined && !cell.quoted && signs.test(cell.text);
}
