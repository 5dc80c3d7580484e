import type { ActionsBlock } from '@slack/types';
import { type Board, type BoardRow, isOn } from '../../ingest/shows/run.ts';
import { isStarting } from '../../ingest/task.ts';
import { type Message, messageOfLines, section } from '../format/message.ts';
import { channel, code, limits, user } from '../format/mrkdwn.ts';
import { boardButtons, rowChoice } from './board-buttons.ts';
import { plainLines } from './board-lines.ts';
import { signs, standingOfRow } from './board-row.ts';
import { boardTable } from './board-table.ts';

/** In characters: of what stands on buttons and in their questions. */
const longestButtons = 400;

/**
 * The message that a board is: how many rows stand how, each row in a table, and what may be done. Its text is that of
 * `plainBoard`, for notifications and for whatever shows no tables.
 */
export function boardMessage(board: Board): Message {
  const head = headline(board);
  const actions = actionsOf(board);
  const table = boardTable(board.rows, limits.messageText - head.length - lengthOf(actions));
  const plain = plainBoard(board);
  return table === undefined ? plain : { text: plain.text, blocks: [section(head), table, actions] };
}

/** The same in lines, what needs a person first, if Slack takes no table or not this one. */
export function plainBoard(board: Board): Message {
  const head = headline(board);
  const actions = actionsOf(board);
  const lines = plainLines(board.rows, limits.messageText - head.length - lengthOf(actions));
  const { text, blocks } = messageOfLines([...head.split('\n'), ...lines]);
  return { text, blocks: [...blocks, actions] };
}

/** The same for whoever may only look: where it stands, its rows in lines, and the choice of one of them. */
export function boardToRead(board: Board): Message {
  const head = `${headline(board)}\nThe board stands in ${channel(board.run.channel)}.`;
  const actions: ActionsBlock = { type: 'actions', elements: [rowChoice(board)] };
  const lines = plainLines(board.rows, limits.messageText - head.length - lengthOf(actions));
  const { text, blocks } = messageOfLines([...head.split('\n'), ...lines]);
  return { text, blocks: [...blocks, actions] };
}

function actionsOf(board: Board): ActionsBlock {
  return { type: 'actions', elements: [...boardButtons(board), rowChoice(board)] };
}

/** As Slack counts what a message has, all in all. */
function lengthOf({ elements }: ActionsBlock): number {
  const options = elements.flatMap((each) => (each.type === 'static_select' ? (each.options ?? []) : []));
  return options.reduce((sum, { text }) => sum + text.text.length, longestButtons);
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
  const starting = rows.filter(({ task }) => task !== undefined && isStarting(task)).length;
  if (starting === 0) return '';
  const on = rows.filter(isOn).length;
  return `\n⏳ ${on - starting} of ${on} started …`;
}
