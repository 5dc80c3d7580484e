import { parse } from 'csv-parse/sync';
import { unescapeText } from '../format/mrkdwn.ts';

/** A line of a list, in cells. */
export interface CellLine {
  /** As the person counts the lines of what they pasted, from 1. */
  line: number;
  cells: readonly string[];
}

export type ReadCells =
  /** `spaces`: nothing but spaces stands between a room and its URL. */
  | { ok: true; by: ',' | ';' | '\t' | '|' | 'spaces'; lines: readonly CellLine[] }
  /** Quotes that do not close, at this line. */
  | { ok: false; line: number };

/** Of any scheme: which are pulled is for the rules of a start to say. */
const url = /\b[a-z][a-z0-9+.-]{0,20}:\/\//i;
const delimiters = ['\t', '|', ';', ','] as const;

/**
 * The lines of a list as people have them: from a spreadsheet (tabs), a CSV file (commas or semicolons), a table of Markdown,
 * or a room and a URL with spaces between. What mail, phones and Slack do to a text is undone; empty lines and comments
 * (`#` and a space, or `//`) are left out.
 */
export function readCells(text: string): ReadCells {
  const lines = linesOf(text)
    .map((content, at) => ({ line: at + 1, content }))
    .filter(({ content }) => content.trim() !== '' && !/^\s*(?:#(?:\s|$)|\/\/|```)/.test(content));
  const by = delimiterOf(lines.map(({ content }) => content));
  if (by === undefined) return { ok: true, by: 'spaces', lines: lines.map(bySpaces) };
  const found: CellLine[] = [];
  for (const { line, content } of lines) {
    if (by === '|' && /^[\s|:-]+$/.test(content)) continue;
    const cells = cellsOf(by === '|' ? content.trim().replace(/^\||\|$/g, '') : content, by);
    if (cells === undefined) return { ok: false, line };
    if (cells.some((cell) => cell !== '')) found.push({ line, cells });
  }
  return { ok: true, by, lines: found };
}

/** The lines of a list, empty ones among them, as a person counts them. */
export function linesOf(text: string): readonly string[] {
  return plain(text).split('\n');
}

/** Without a byte order mark, odd spaces, curly quotes, and Slack's marks around links. */
function plain(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[\u00A0\u2007\u202F\u3000]/g, ' ')
    .replace(/[\u200B-\u200D\u2060\uFEFF]/g, '')
    .replace(/[\u201C-\u201F\u2033\u00AB\u00BB\uFF02]/g, '"')
    .replace(/<((?:https?|rtmp):[^|<>\s]+)(?:\|[^<>]*)?>/gi, (_, target: string) => unescapeText(target));
}

/** What stands between headers; without them, what stands in every line outside of its URL, if anything does. */
function delimiterOf(lines: readonly string[]): (typeof delimiters)[number] | undefined {
  const [first = ''] = lines;
  const ofHeaders = url.test(first) ? undefined : delimiters.find((delimiter) => first.includes(delimiter));
  if (ofHeaders !== undefined) return ofHeaders;
  return delimiters.find((delimiter) =>
    lines.every((line) => {
      // A comma or semicolon may belong to a URL, which has no spaces.
      const outside = line
        .replace(/"[^"]*"/g, '""')
        .replace(/\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s"]*/gi, (found) =>
          delimiter === '\t' || delimiter === '|' ? '' : /[,;]$/.test(found) ? delimiter : '',
        );
      return outside.includes(delimiter);
    }),
  );
}

function cellsOf(content: string, delimiter: string): readonly string[] | undefined {
  try {
    const rows: string[][] = parse(content, {
      delimiter,
      trim: true,
      relax_column_count: true,
      skip_empty_lines: true,
    });
    return rows[0] ?? [];
  } catch {
    return undefined;
  }
}

/** The URL is the last word, and all before it is the room; a list's bullets are no part of that. */
function bySpaces({ line, content }: { line: number; content: string }): CellLine {
  const text = content.trim().replace(/^[•‣◦▪*-]\s+/, '');
  const at = text.search(url);
  if (at < 0) return { line, cells: [text] };
  const room = text.slice(0, at).trim();
  const rest = text.slice(at).split(/\s+/);
  const cells = room === '' ? rest : [room, ...rest];
  return { line, cells: cells.map((cell) => cell.replace(/^"(.*)"$/, '$1')) };
}
