import { mostRows } from '../../ingest/shows/show.ts';
import { fieldNamed } from './row-names.ts';
import { type Line, linesOf, urlStart } from './row-text.ts';

export type ReadLines =
  | { ok: true; lines: readonly Line[] }
  /** It is no such list at all. */
  | { ok: false; problem: string };

/** A text with more is not looked at line by line: most of it would be complaints. */
const mostLines = 10 * mostRows;
/** Of characters: a URL has 3,000, and all else of a row far fewer. */
const longestLine = 20_000;

/**
 * The lines of a list that say something. Empty lines, rules of tables, the marks of a block of code and comments (`#` and a
 * space, or `//`) are left out.
 */
export function readLines(text: string): ReadLines {
  const all = linesOf(text).map((content, at): Line => ({ line: at + 1, content: withoutFence(content) }));
  const filled = withoutQuoteMarks(all).filter(
    ({ content }) => !/^[\s|:+=_*~\u2500-\u257F-]*$/.test(content),
  );
  const long = filled.find(({ content }) => content.length > longestLine);
  const other = long === undefined ? otherFormat(filled) : longWords(long);
  if (other !== undefined) return { ok: false, problem: other };
  const lines = withHeaders(filled).filter(({ content }) => !isComment(content) && !isNote(content));
  if (lines.length === 0) return { ok: false, problem: 'There is no row: write one `room url` a line.' };
  return lines.length > mostLines
    ? {
        ok: false,
        problem: `A show has at most ${mostRows} rows, and this list has ${lines.length} lines.`,
      }
    : { ok: true, lines };
}

function longWords({ line, content }: Line): string {
  return `Line ${line} has ${content.length} characters: a row has at most ${longestLine}.`;
}

/** A URL may be written from its host on, as in `//a.b/1.mp4`. */
export function isComment(content: string): boolean {
  return /^(?:#{1,6}(?:\s|$)|\/\/(?![\w-]{1,63}\.[\w.-]{1,200}\/))/.test(content.trimStart());
}

/**
 * What programs say of a list and is no row: how many rows they print (psql, MySQL, SQL Server, pandas), and the groups of
 * lists of channels, `News,#genre#`.
 */
function isNote(content: string): boolean {
  return /^(?:\(\d{1,6} rows?(?: affected)?\)|\d{1,6} rows? in set\b[^:]*|\[\d{1,6} rows x \d{1,6} columns\]|[^:]{1,100}[,，]\s?#genre#)$/i.test(
    content.trim(),
  );
}

const quoteMark = /^\s*(?:(?:>|&gt;)\s?){1,20}/;

/** If mail or a chat quotes each line, the marks of that belong to none. */
function withoutQuoteMarks(lines: readonly Line[]): readonly Line[] {
  const isQuoted = lines.every(({ content }) => content.trim() === '' || quoteMark.test(content));
  return isQuoted
    ? lines.map(({ line, content }) => ({ line, content: content.replace(quoteMark, '') }))
    : lines;
}

/** Without the marks of a block of code, and what names its language. */
function withoutFence(content: string): string {
  const trimmed = content.trim();
  if (/^`{3}\w*$/.test(trimmed)) return '';
  if (/^`[^`]+`$/.test(trimmed)) return trimmed.slice(1, -1);
  const begun = trimmed.startsWith('```') ? trimmed.slice(3) : content;
  return begun.trimEnd().endsWith('```') ? begun.trimEnd().slice(0, -3) : begun;
}

/** What is a list of streams, but not one with a row in each line. */
function otherFormat(lines: readonly Line[]): string | undefined {
  const isPlaylist = ({ content }: Line) => /^\s*#EXT(?:M3U|INF)/i.test(content);
  const first = lines.find(isPlaylist) ?? lines[0];
  if (first === undefined) return undefined;
  const { line } = first;
  const content = first.content.trim();
  const named = /^(?:\[$|\[? ?\{ ?(?:$|["']\w{1,60}["'] ?:)|\[ ?(?:\[ ?)?["'])/.test(content)
    ? 'JSON'
    : isPlaylist(first)
      ? 'a playlist (M3U)'
      : /^<(?:!doctype|html|body|meta|table|thead|tbody|tr|td|th)\b/i.test(content)
        ? 'HTML'
        : undefined;
  return (
    named && `Line ${line}: this is ${named}: paste CSV, cells of a spreadsheet, or one \`room url\` a line.`
  );
}

/** If headers stand behind the sign of a comment in the first line, as some programs write them, they are none. */
function withHeaders(lines: readonly Line[]): readonly Line[] {
  const [first, ...others] = lines;
  if (first === undefined || !/^\s*#/.test(first.content) || urlStart.test(first.content)) return lines;
  const content = first.content.trim().slice(1);
  const cells = content.split(/[\t|;,｜；，、]/).map((cell) => cell.trim());
  const named = cells.map(fieldNamed);
  const isWhole = cells.every((cell, at) => cell === '' || named[at] !== undefined);
  if (!isWhole || !named.includes('room') || !named.includes('url')) return lines;
  // A # that has a column of its own counts the rows.
  return [{ ...first, content: /^ ?[\t|;,｜；，、]/.test(content) ? `No${content}` : content }, ...others];
}
