import type { Button } from '@slack/types';
import type { SourceUnfit } from '../../ingest/errors.ts';
import type { Room } from '../../ingest/room.ts';
import { type SourceReport, verdictOf } from '../../ingest/source-report.ts';
import { button, type Message, message, messageOfLines } from '../format/message.ts';
import { channel, code } from '../format/mrkdwn.ts';
import { actionIds } from './buttons.ts';
import { nothingStarted } from './problems.ts';
import { reportLines } from './source-report.ts';

/** A start as it was asked for. */
export interface AskedStart {
  room: Room;
  url: string;
}

/** What the person is told whose start was held back by what its source is; `now` is in ms since the epoch. */
export function heldStart(
  { report, mayBeStarted }: SourceUnfit,
  { room, url }: AskedStart,
  now: number,
  /** Where what they gave is kept, if it is: for both buttons. */
  kept: { draftId: string | undefined; anywayValue: string | undefined },
): Message {
  const lead = mayBeStarted
    ? `✋ ${nothingStarted} The source for ${code(room.id)} was looked at first: start it all the same?`
    : `${nothingStarted} The source for ${code(room.id)} was looked at first.`;
  return messageOfLines([lead, ...reportLines(report, url, now)], buttons(mayBeStarted, kept));
}

function buttons(
  mayBeStarted: boolean,
  { draftId, anywayValue }: { draftId: string | undefined; anywayValue: string | undefined },
): Button[] {
  return [
    ...(mayBeStarted && anywayValue !== undefined
      ? [button(actionIds.startAnyway, 'Start anyway', anywayValue)]
      : []),
    ...(draftId === undefined ? [] : [button(actionIds.openDraft, 'Edit', draftId)]),
  ];
}

/** What takes the place of the question. */
export function startedAnyway(room: Room, channelId: string): Message {
  return message(
    `▶️ ${code(room.id)} is being started all the same: its card comes in ${channel(channelId)}.`,
  );
}

/** What the person is told whose start goes on though its source may not play; undefined if it may well. */
export function doubtfulStart(
  report: SourceReport,
  { room, url }: AskedStart,
  now: number,
): Message | undefined {
  if (verdictOf(report) === 'good') return undefined;
  return messageOfLines([
    `${code(room.id)} is being started all the same; this is about its source:`,
    ...reportLines(report, url, now),
  ]);
}
