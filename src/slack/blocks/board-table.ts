import type { RawTextElement, RichTextBlock, TableBlock } from '@slack/types';
import { maskUrl } from '../../ingest/mask.ts';
import type { BoardRow } from '../../ingest/shows/run.ts';
import { oneLine } from '../format/mrkdwn.ts';
import { checkSign, standingOfRow, timesOfRow } from './board-row.ts';
import { dayMs } from './card.ts';

/** Slack's page on the table block: rows, its head among them, and characters of all cells together. */
const [mostTableRows, mostCellText] = [100, 10_000];

type Cell = RawTextElement | RichTextBlock;

interface Column {
  head: string;
  /** Which go if not all fit: the highest first; 0 stays. */
  spare: 0 | 1 | 2;
  cell(row: BoardRow): Cell;
}

const columns: readonly Column[] = [
  { head: 'Room', spare: 0, cell: ({ draft }) => raw(draft.room, 64) },
  {
    head: 'State',
    spare: 0,
    cell: (row) => {
      const { sign, words } = standingOfRow(row);
      return raw(`${sign} ${words}`, 40);
    },
  },
  { head: 'Source', spare: 2, cell: ({ draft, task }) => raw(maskUrl((task?.draft ?? draft).url ?? ''), 40) },
  { head: 'Check', spare: 1, cell: (row) => raw(checkSign(row), 2) },
  { head: 'Since', spare: 1, cell: (row) => time(timesOfRow(row).since) },
  {
    head: 'Until',
    spare: 1,
    cell: (row) => {
      const { since = 0, until } = timesOfRow(row);
      return until !== undefined && until - since >= dayMs ? time(until, '{date_short} {time}') : time(until);
    },
  },
  { head: 'Task', spare: 0, cell: ({ task }) => raw(task?.handle, 40) },
];

/**
 * A line for each row in the order of the rows, with as many columns as fit; undefined if not even those that are needed
 * do. `most`: characters that the message has room for. A hundred rows leave no place for a head.
 */
export function boardTable(rows: readonly BoardRow[], most: number): TableBlock | undefined {
  if (rows.length > mostTableRows) return undefined;
  const tables = [2, 1, 0].map((mostSpare) => {
    const some = columns.filter(({ spare }) => spare <= mostSpare);
    return tableOf(some, rows);
  });
  return tables.find((table) => textIn(table) <= Math.min(most, mostCellText));
}

function tableOf(some: readonly Column[], rows: readonly BoardRow[]): TableBlock {
  const head = rows.length < mostTableRows ? [some.map((column) => raw(column.head, 40))] : [];
  return { type: 'table', rows: [...head, ...rows.map((row) => some.map(({ cell }) => cell(row)))] };
}

function textIn({ rows }: TableBlock): number {
  return rows.flat().reduce((sum, cell) => sum + ('text' in cell ? cell.text.length : timeLength), 0);
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
  const date = { type: 'date', timestamp: Math.floor(at / 1000), format, fallback } as const;
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [date] }] };
}
