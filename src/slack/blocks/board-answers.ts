import { type Board, type BoardRow, isOn } from '../../ingest/shows/run.ts';
import { verdictOf } from '../../ingest/source-report.ts';
import { button, type Message, message, messageOfLines } from '../format/message.ts';
import { code } from '../format/mrkdwn.ts';
import { actionIds } from './buttons.ts';
import { card } from './card.ts';
import { inThread } from './thread-news.ts';

/**
 * The card of a row, with what may be done to it, and why it failed. One that is not on is started on its board: a start of
 * its own would be followed by none, and the next *Start all* would put a second stream into the room. `checks`: whether
 * sources are looked at here.
 */
export function rowCard({ run }: Board, row: BoardRow, checks: boolean): Message {
  const { draft, task } = row;
  if (task !== undefined && isOn(row)) return card(task, checks);
  const buttons = [
    button(actionIds.showOthers, 'Start this row', `${run.show} ${run.id} ${row.id}`),
    button(actionIds.showEdit, 'Edit the show', run.show),
  ];
  if (task === undefined) return message(`${code(draft.room ?? '')} was not started yet.`, buttons);
  const { text, blocks } = card(task, checks);
  const { state } = task;
  const why = state.name === 'failed' ? inThread(task, { type: 'failed', ...state }).blocks : [];
  const said = [...blocks, ...why].filter(({ type }) => type !== 'actions');
  return { text, blocks: [...said, { type: 'actions', elements: buttons }] };
}

/** What a look at all sources of a board has found. */
export function checkedSources({ rows }: Board): Message {
  const of = (...verdicts: string[]) =>
    rows.filter(({ seen }) => seen !== undefined && verdicts.includes(verdictOf(seen.report)));
  const rooms = (some: typeof rows) => some.map(({ draft }) => code(draft.room ?? '', 70)).join(', ');
  const [bad, doubtful] = [of('certain'), of('doubtful', 'unknown')];
  return messageOfLines([
    `✅ ${of('good').length} · ⚠️ ${doubtful.length} · ❌ ${bad.length} of ${rows.length} sources, seen from the bot, not from TRTC.`,
    ...(bad.length === 0 ? [] : [`❌ ${rooms(bad)}`]),
    ...(doubtful.length === 0 ? [] : [`⚠️ ${rooms(doubtful)}`]),
    ...(bad.length + doubtful.length === 0 ? [] : ['`/ingest check URL` says more of one.']),
  ]);
}
