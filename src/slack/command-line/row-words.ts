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

/** Quoted parts stand alone between spaces; undefined if one does not, or is not closed. */
function wordsOf(content: string): readonly Cell[] | undefined {
  const text = content.includes('"')
    ? content
    : content.replace(/(^|\s)['\u2018-\u201B]([^'\u2018-\u201B]+)['\u2018-\u201B](?=\s|$)/g, '$1"$2"');
  const parts = text.trim().split('"');
  if (parts.length % 2 === 0) return undefined;
  const isApart = parts.every(
    (part, at) =>
      at % 2 === 1 ||
      ((at === 0 || part === '' || part.startsWith(' ') || part.startsWith('\t') || /^[,;:.]/.test(part)) &&
        (at === parts.length - 1 || part === '' || /\s$/.test(part))),
  );
  if (!isApart) return undefined;
  return parts.flatMap((part, at): Cell[] =>
    at % 2 === 1
      ? [{ text: part.trim(), quoted: true }]
      : part
          .split(/\s+/)
          .filter((word) => word !== '')
          .map((text) => ({ text: withoutBrackets(unmarkedValue(text)), quoted: false })),
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
