import type { Button, StaticSelect } from '@slack/types';
import { type Board, isOn } from '../../ingest/shows/run.ts';
import { button, confirmed } from '../format/message.ts';
import { cutInside } from '../format/mrkdwn.ts';
import { standingOfRow } from './board-row.ts';
import { actionIds } from './buttons.ts';

/** What may be done to a show as it stands; the value of each names the show and its run. */
export function boardButtons({ run, rows }: Board): readonly Button[] {
  const value = `${run.show} ${run.id}`;
  const on = rows.filter(isOn).length;
  const off = rows.length - on;
  const hasFailed = rows.some(({ task }) => task?.state.name === 'failed');
  return [
    ...(off > 0
      ? [button(actionIds.showStart, on === 0 ? 'Start all' : `Start the other ${off}`, value)]
      : []),
    ...(hasFailed ? [button(actionIds.showRetry, 'Retry failed', value)] : []),
    ...(on > 0 ? [stopButton(on, run.show, value)] : []),
    button(actionIds.showCheck, 'Check all', value),
  ];
}

/** Starts these rows alone, by their ids, while others cannot be started as they are. */
export function startOthers({ run }: Board, ids: readonly number[]): readonly Button[] {
  if (ids.length === 0) return [];
  return [
    button(actionIds.showOthers, `Start the other ${ids.length}`, `${run.show} ${run.id} ${ids.join(',')}`),
  ];
}

/** A board has more rows than that only while rows run that were taken from its show; all together must leave room for the table. */
const [mostOptions, longestRoom] = [100, 37];

/** Shows the card of the row that is chosen to whoever chooses it. */
export function rowChoice({ run, rows }: Board): StaticSelect {
  return {
    type: 'static_select',
    action_id: actionIds.showRow,
    placeholder: { type: 'plain_text', text: 'Row…' },
    options: rows.slice(0, mostOptions).map((row) => ({
      text: {
        type: 'plain_text',
        text: `${standingOfRow(row).sign} ${cutInside(row.draft.room ?? '', longestRoom)}`,
      },
      value: `${run.show} ${run.id} ${row.id}`,
    })),
  };
}

function stopButton(on: number, show: string, value: string): Button {
  return confirmed(button(actionIds.showStop, 'Stop all', value), {
    title: `Stop ${on === 1 ? 'the stream' : `all ${on} streams`}?`,
    text: `What is on of ${show} goes off air, and what is being started is cancelled. This cannot be undone.`,
    confirm: 'Stop all',
    deny: 'Keep it running',
  });
}
