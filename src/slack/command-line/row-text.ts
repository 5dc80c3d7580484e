import { withoutInvisible } from '../../ingest/characters.ts';
import { unescapeText } from '../format/mrkdwn.ts';

/** Where a URL begins, of any scheme: which are pulled is for the rules of a start to say. */
export const urlStart = /\b[a-z][a-z0-9+.-]{0,20}:\/\//i;

/** Whether a URL stands in the text, and not in brackets, where headers say what is expected. */
export function holdsUrl(text: string): boolean {
  return urlStart.test(text) && urlStart.test(text.replace(/\([^()]*\)/g, ''));
}

export interface Line {
  /** As the person counts the lines of what they pasted, from 1. */
  line: number;
  /** The line in which it ends, if that is another. */
  last?: number;
  content: string;
}

export interface Cell {
  text: string;
  /** Whether it stood in quotes. */
  quoted: boolean;
}

/** A line of a list, in cells. A cell in quotes may have line breaks in it. */
export interface CellLine {
  line: number;
  /** The line in which it ends. */
  last: number;
  cells: readonly Cell[];
}

/** A line that cannot be taken apart. */
export interface UnreadLine {
  line: number;
  /** Of the cell, counted from 1. */
  column: number;
  problem: string;
}

/**
 * The lines of a list, empty ones among them, as a person counts them. What programs, mail, phones and Slack do to a text is
 * undone: marks of byte order, spaces and line ends of all kinds, what cannot be seen, curly quotes, lines of tables, links
 * with labels.
 */
export function linesOf(text: string): readonly string[] {
  const plain = withoutInvisible(
    text
      // A byte order mark that was read in the wrong encoding. UTF-16 that was leaves a NUL at each letter, which cannot be seen.
      .replace(/^(?:ï»¿|ÿþ|þÿ|\uFFFD\uFFFD)/, '')
      .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n'),
  )
    .replace(/[^\S\t\n]/g, ' ')
    .replace(/[\u201C-\u201F\u2033\u00AB\u00BB\uFF02\u300C-\u300F\u301D-\u301F\u275D\u275E]/g, '"')
    .replace(/\b(https?|rtmp)[:\uFF1A][/\uFF0F]{2}/gi, '$1://')
    .replace(/[\u2502\u2503\u2551]/g, '|')
    // Of a mention nothing is a room, and its label has a sign of tables before it.
    .replace(/<([@#][A-Z0-9]{3,20}|![a-z]{3,20}(?:\^[A-Z0-9]{3,20})?)\|[^<>\n]*>/g, '<$1>');
  return (
    plain
      .split('\n')
      // Slack's own word behind a message that was changed.
      .map((line) => (urlStart.test(line) ? line.replace(/ \(edited\) ?$/, '') : line))
      .map((line) => (/[<[]/.test(line) ? withoutLinks(line) : line))
  );
}

const markdownLink = /\[[^[\]]*\]\(([a-z][a-z0-9+.-]*:\/\/[^\s()<>"]+)\)/gi;
const slackLink = /<([a-z][a-z0-9+.-]*:[^|<>\s"]+)(?:\|([^<>]*))?>/gi;

/** With the targets of links in quotes: a comma in them belongs to them. */
function withoutLinks(line: string): string {
  const most = [...line.matchAll(slackLink)].length;
  let at = 0;
  return line
    .replace(slackLink, (link: string, target: string, label: string | undefined, start: number) => {
      at += 1;
      if (!/^(?:mailto:|[a-z0-9+.-]+:\/\/)/i.test(target)) return link;
      // Slack makes links of rooms that look like domains or addresses, too; the URL comes last.
      const isOfRoom = /^mailto:/i.test(target) || (at < most && /^https?:\/\/[^/]*$/i.test(target));
      if (isOfRoom && label !== undefined) return label;
      return inQuotes(unescapeText(target), line.charAt(start - 1));
    })
    .replace(markdownLink, (_, target: string, start: number, whole: string) =>
      inQuotes(target, whole.charAt(start - 1)),
    );
}

function inQuotes(target: string, before: string): string {
  return before === '"' ? target : `"${target}"`;
}
