import { type Board, type BoardRow, isOn } from '../../ingest/shows/run.ts';
import { type Message, messageOfLines, section } from '../format/message.ts';
import { code, user } from '../format/mrkdwn.ts';
import { boardButtons } from './board-buttons.ts';
import { plainLines } from './board-lines.ts';
import { signs, standingOfRow } from './board-row.ts';
import { boardTable } from './board-table.ts';

/**
 * The message that a board is: how many rows stand how, each row in a table, and what may be done. Its text is that of
 * `plainBoard`, for notifications and for whatever shows no tables.
 */
export function boardMessage(board: Board): Message {
  const table = boardTable(board.rows);
  const plain = plainBoard(board);
  if (table === undefined) return plain;
  return {
    text: plain.text,
    blocks: [section(headline(board)), table, { type: 'actions', elements: [...boardButtons(board)] }],
  };
}

/** The same in lines, what needs a person first, if Slack takes no table or not this one. */
export function plainBoard(board: Board): Message {
  const head = headline(board).split('\n');
  return messageOfLines([...head, ...plainLines(board.rows)], boardButtons(board));
}

function headline(board: Board): string {
  const { run, rows } = board;
  const standings = rows.map((row) => standingOfRow(row).sign);
  const counts = signs.flatMap((sign) => {
    const count = standings.filter((each) => each === sign).length;
    return count === 0 ? [] : [`${sign} ${count}`];
  });
  return `${counts.join(' · ')} of ${rows.length} · *${code(run.show)}* · ${user(run.by)}${progress(rows)}`;
}

/** While rows are being started: how far that is. */
function progress(rows: readonly BoardRow[]): string {
  const starting = rows.filter(({ task }) => ['queued', 'starting'].includes(task?.state.name ?? '')).length;
  if (starting === 0) return '';
  const on = rows.filter(isOn).length;
  return `\n⏳ ${on - starting} of ${on} started …`;
}
