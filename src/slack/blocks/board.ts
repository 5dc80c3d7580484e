import type { RawTextElement, RichTextBlock, TableBlock } from '@slack/types';
import { maskUrl } from '../../ingest/mask.ts';
import { type Board, type BoardRow, isOn } from '../../ingest/shows/run.ts';
import { type Message, messageOfLines, section } from '../format/message.ts';
import { code, cut, timeOfDay, user } from '../format/mrkdwn.ts';
import { boardButtons, rowChoice } from './board-buttons.ts';
import { checkSign, signs, standingOfRow, timesOfRow } from './board-row.ts';

/** Slack's page on the table block: rows, its header among them, and characters of all cells together. */
const [mostTableRows, mostCellText] = [100, 10_000];
const longestSource = 40;

/** The message that a board is: how many rows stand how, each row in a table, and what may be done. */
export function boardMessage(board: Board): Message {
  const head = headline(board);
  const table = tableOf(board);
  if (table === undefined) return plainBoard(board);
  return {
    text: head,
    blocks: [section(head), table, { type: 'actions', elements: [...boardButtons(board), rowChoice(board)] }],
  };
}

/** The same in lines, what is wrong first, for clients and times that take no table. */
export function plainBoard(board: Board): Message {
  const order = (row: BoardRow) => urgency.indexOf(standingOfRow(row).sign);
  const rows = board.rows.toSorted((a, b) => order(b) - order(a));
  return messageOfLines([headline(board), ...rows.map(line)], boardButtons(board));
}

/** What can wait comes last. */
const urgency: readonly string[] = ['⚪', '⏹', '🟢', '⏸', '🟡', '🟠', '🔴', '❓', '❌'];

function line(row: BoardRow): string {
  const { sign, words } = standingOfRow(row);
  const { since, until } = timesOfRow(row);
  return [
    `${sign} ${code(row.draft.room ?? '')} ${cut(words, 60)}`,
    ...(since === undefined ? [] : [`since ${timeOfDay(since)}`]),
    ...(until === undefined ? [] : [`until ${timeOfDay(until)}`]),
    ...(row.task === undefined ? [] : [code(row.task.handle)]),
  ].join(' · ');
}

function headline(board: Board): string {
  const { run, rows } = board;
  const standings = rows.map((row) => standingOfRow(row).sign);
  const counts = signs.flatMap((sign) => {
    const count = standings.filter((each) => each === sign).length;
    return count === 0 ? [] : [`${sign} ${count}`];
  });
  return `${counts.join(' · ')} of ${rows.length} · *${code(run.show)}* · ${user(run.by)}${progress(board)}`;
}

/** While rows are being started: how far that is. */
function progress({ rows }: Board): string {
  const starting = rows.filter(({ task }) => ['queued', 'starting'].includes(task?.state.name ?? '')).length;
  if (starting === 0) return '';
  const on = rows.filter(isOn).length;
  return `\n⏳ ${on - starting} of ${on} started …`;
}

type Cell = RawTextElement | RichTextBlock;

interface Column {
  head: string;
  cell(row: BoardRow): Cell;
}

const columns: readonly (Column & { needed: boolean })[] = [
  { head: 'Room', needed: true, cell: ({ draft }) => raw(draft.room) },
  {
    head: 'State',
    needed: true,
    cell: (row) => {
      const { sign, words } = standingOfRow(row);
      return raw(`${sign} ${cut(words, 24)}`);
    },
  },
  { head: 'Source', needed: false, cell: ({ draft, task }) => raw(source(task?.draft.url ?? draft.url)) },
  { head: 'Check', needed: false, cell: (row) => raw(checkSign(row)) },
  { head: 'Since', needed: false, cell: (row) => time(timesOfRow(row).since) },
  { head: 'Until', needed: false, cell: (row) => time(timesOfRow(row).until) },
  { head: 'Task', needed: true, cell: ({ task }) => raw(task?.handle) },
];

/** With all columns if they fit, else with what is needed; undefined if that does not fit either. */
function tableOf({ rows }: Board): TableBlock | undefined {
  const withHeader = rows.length < mostTableRows;
  const tables = [columns, columns.filter(({ needed }) => needed)].map(
    (some): TableBlock => ({
      type: 'table',
      column_settings: some.map(() => ({ align: 'left' })),
      rows: [
        ...(withHeader ? [some.map(({ head }) => raw(head))] : []),
        ...rows.map((row) => some.map(({ cell }) => cell(row))),
      ],
    }),
  );
  return rows.length > mostTableRows ? undefined : tables.find((table) => textIn(table) <= mostCellText);
}

function textIn({ rows }: TableBlock): number {
  // A time is shown in a few characters, and is counted as all of its JSON.
  return rows
    .flat()
    .reduce((sum, cell) => sum + ('text' in cell ? cell.text.length : JSON.stringify(cell).length), 0);
}

/** Slack takes no empty cell. Plain text: nothing that a person typed becomes markup. */
function raw(text: string | undefined): RawTextElement {
  return { type: 'raw_text', text: text === undefined || text === '' ? '–' : text };
}

/** A moment in the reader's own zone. */
function time(at: number | undefined): Cell {
  if (at === undefined) return raw(undefined);
  const fallback = `${new Date(at).toISOString().slice(11, 16)} UTC`;
  const date = { type: 'date', timestamp: Math.floor(at / 1000), format: '{time}', fallback } as const;
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [date] }] };
}

function source(url: string | undefined): string | undefined {
  return url && cut(maskUrl(url), longestSource);
}
