import type {
  RawTextElement,
  RichTextBlock,
  RichTextElement,
  RichTextSection,
  TableBlock,
} from '@slack/types';
import { maskUrl } from '../../ingest/mask.ts';
import type { BoardRow } from '../../ingest/shows/run.ts';
import { oneLine } from '../format/mrkdwn.ts';
import { checkSign, standingOfRow, timesOfRow } from './board-row.ts';
import { dayMs } from './card.ts';

/** Slack's page on the table block: rows, its head among them, and characters of all cells together. */
const [mostTableRows, mostCellText] = [100, 10_000];

type Cell = RawTextElement | RichCell;
interface RichCell extends RichTextBlock {
  elements: RichTextSection[];
}

interface Column {
  head: string;
  /** When it goes if not all fit: 1 goes first, alone; 0 stays. */
  goes: 0 | 1 | 2 | 3 | 4;
  cell(row: BoardRow): Cell;
}

/** Of a source most is masked, and so tells least; that its check is bad is what must be seen to the last. */
const columns: readonly Column[] = [
  { head: 'Room', goes: 0, cell: ({ draft }) => raw(draft.room, 64) },
  {
    head: 'State',
    goes: 0,
    cell: (row) => {
      const { sign, words } = standingOfRow(row);
      return raw(`${sign} ${words}`, 40);
    },
  },
  { head: 'Source', goes: 1, cell: ({ draft, task }) => raw(maskUrl((task?.draft ?? draft).url ?? ''), 40) },
  { head: 'Check', goes: 4, cell: (row) => raw(checkSign(row), 2) },
  { head: 'Since', goes: 2, cell: (row) => time(timesOfRow(row).since) },
  {
    head: 'Until',
    goes: 3,
    cell: (row) => {
      const { since = 0, until } = timesOfRow(row);
      return until !== undefined && until - since >= dayMs ? time(until, '{date_short} {time}') : time(until);
    },
  },
  { head: 'Task', goes: 0, cell: ({ task }) => raw(task?.handle, 40) },
];

/**
 * A line for each row in the order of the rows, with as many columns as fit: they go one at a time. undefined if not even
 * those that are needed fit. `most`: characters that the message has room for. A hundred rows leave no place for a head.
 */
export function boardTable(rows: readonly BoardRow[], most: number): TableBlock | undefined {
  if (rows.length > mostTableRows) return undefined;
  for (const gone of [0, 1, 2, 3, 4]) {
    const some = columns.filter(({ goes }) => goes === 0 || goes > gone);
    const cells = cellsOf(some, rows);
    if (textIn(cells) <= Math.min(most, mostCellText)) return { type: 'table', rows: cells };
  }
  return undefined;
}

function cellsOf(some: readonly Column[], rows: readonly BoardRow[]): Cell[][] {
  const head = rows.length < mostTableRows ? [some.map((column) => bold(column.head))] : [];
  return [...head, ...rows.map((row) => some.map(({ cell }) => cell(row)))];
}

function textIn(cells: readonly Cell[][]): number {
  return cells.flat().reduce((sum, cell) => sum + lengthOf(cell), 0);
}

function lengthOf(cell: Cell): number {
  if (cell.type === 'raw_text') return cell.text.length;
  const pieces = cell.elements.flatMap(({ elements }) => elements);
  return pieces.reduce((sum, piece) => sum + (piece.type === 'text' ? piece.text.length : timeLength), 0);
}

/** Slack shows a head by bold text (nicklambourne/slackblocks#112, robusta-dev/robusta#2008). */
function bold(text: string): Cell {
  return rich({ type: 'text', text, style: { bold: true } });
}

function rich(element: RichTextElement): RichCell {
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [element] }] };
}

/** Slack takes no empty cell. Plain text: nothing that a person typed becomes markup. */
function raw(text: string | undefined, most: number): RawTextElement {
  return { type: 'raw_text', text: text === undefined || text === '' ? '–' : oneLine(text, most) };
}

/** Slack does not say how it counts a time: as more than it shows, and its pattern too. */
const timeLength = 40;

/** A moment in the reader's own zone. */
function time(at: number | undefined, format = '{time}'): Cell {
  if (at === undefined) return raw(undefined, 1);
  const utc = new Date(at).toISOString();
  const fallback = `${format === '{time}' ? utc.slice(11, 16) : utc.slice(0, 16).replace('T', ' ')} UTC`;
  return rich({ type: 'date', timestamp: Math.floor(at / 1000), format, fallback });
}
