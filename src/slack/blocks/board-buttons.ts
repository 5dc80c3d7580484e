import type { Button } from '@slack/types';
import { type Board, isOn } from '../../ingest/shows/run.ts';
import { button, confirmed } from '../format/message.ts';
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
    button(actionIds.showRow, 'Row…', value),
  ];
}

function stopButton(on: number, show: string, value: string): Button {
  return confirmed(button(actionIds.showStop, 'Stop all', value), {
    title: `Stop ${on === 1 ? 'the stream' : `all ${on} streams`}?`,
    text: `What is on of ${show} goes off air. This cannot be undone.`,
    confirm: 'Stop all',
    deny: 'Keep it running',
  });
}
