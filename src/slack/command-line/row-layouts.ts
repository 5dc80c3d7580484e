import { fieldNamed } from './row-names.ts';
import { type Line, urlStart } from './row-text.ts';

/**
 * Lists whose cells nothing but their place tells apart, with tabs between the cells: columns that are padded with
 * spaces, and cells that have a line each, as tables of mail and documents leave them. Any other list is given back as it is.
 */
export function withTabs(lines: readonly Line[]): readonly Line[] {
  return padded(lines) ?? paired(lines) ?? lines;
}

/** Rooms of several words are known by the two spaces behind them, if each row has these and no other sign. */
function padded(lines: readonly Line[]): readonly Line[] | undefined {
  const rows = lines.map(({ content }) => content.trim()).filter((content) => urlStart.test(content));
  const rooms = rows.map((row) => row.slice(0, row.search(urlStart)));
  const isPadded = rooms.every((room) => /[^ ,;|:=>-] {2,}$/.test(room));
  const isPlain = lines.every(({ content }) => !/[\t"|]/.test(content));
  if (!isPlain || !isPadded || !rooms.some((room) => /\S \S/.test(room))) return undefined;
  return lines.map(({ content, ...line }) => ({ ...line, content: content.trim().replace(/ {2,}/g, '\t') }));
}

const roomAlone = /^(?:"[^"]+"|[^\s",;|]*[^\s",;|:=])$/;
const urlAlone = /^(?:[-*•◦▪][ \t]+)?["<]?[a-z][a-z0-9+.-]{0,20}:\/\/[^\s"]*"?$/i;

/** A room in each line and its URL in the next, below headers that have a line each or without. */
function paired(lines: readonly Line[]): readonly Line[] | undefined {
  const pairs = lines.flatMap((first, at) => {
    const second = lines[at + 1];
    return at % 2 === 1 || second === undefined ? [] : [{ first, second }];
  });
  const isPair = ({ first, second }: { first: Line; second: Line }, at: number) =>
    (at === 0 && fieldNamed(first.content) === 'room' && fieldNamed(second.content) === 'url') ||
    (!urlStart.test(first.content) && roomAlone.test(itemOf(first)) && urlAlone.test(second.content.trim()));
  if (lines.length % 2 === 1 || pairs.length < 2 || !pairs.every(isPair)) return undefined;
  return pairs.map(({ first, second }) => ({
    line: first.line,
    last: second.line,
    content: `${first.content.trim()}\t${itemOf(second)}`,
  }));
}

function itemOf({ content }: Line): string {
  return content.trim().replace(/^(?:[-*•◦▪]|\d{1,4}[.)])[ \t]+/, '');
}
