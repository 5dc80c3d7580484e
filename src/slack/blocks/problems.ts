import type { Button } from '@slack/types';
import type { Problem } from '../../ingest/problem.ts';
import type { Room } from '../../ingest/room.ts';
import { button, type Message, message, messageOfLines } from '../format/message.ts';
import { channel, code, duration, escapeText } from '../format/mrkdwn.ts';
import { ruleOf } from '../format/rules.ts';
import { actionIds } from './buttons.ts';

/** One sentence about one problem: which option, what is allowed, what was given. */
export function sentence(problem: Problem): string {
  const { field, given } = problem;
  const allowed = `\`--${field}\` ${escapeText(ruleOf(problem))}`;
  return given === undefined ? `${allowed}.` : `${allowed}; ${code(given, 100)} was given.`;
}

/** So many that they can be read; a word more than Slack takes would leave the person without an answer. */
const mostSentences = 20;

/** What a person is told whose command was not understood or breaks a rule: that nothing was done, and all that is wrong. */
export function complaint(
  lead: string,
  sentences: readonly string[],
  buttons: readonly Button[] = [],
): Message {
  const [only, ...more] = sentences;
  const lines =
    only !== undefined && more.length === 0
      ? [`${lead} ${only}`]
      : [`${lead} ${sentences.length} things to mend:`, ...listed(sentences)];
  return messageOfLines(lines, buttons);
}

function listed(sentences: readonly string[]): string[] {
  const rest = sentences.length - mostSentences;
  const shown = sentences.slice(0, mostSentences).map((each) => `• ${each}`);
  return rest > 0 ? [...shown, `… and ${rest} more`] : shown;
}

/** What a person is told whose start waits for Slack. */
export function waitingStart(room: Room, channelId: string, ms: number): Message {
  return message(
    `⏳ ${code(room.id)} starts in about ${duration(ms)}: Slack takes one message a second in a channel, and others are before yours in ${channel(channelId)}. Nothing to do; its card comes by itself.`,
  );
}

/** The same of a start; `draftId` is where the rest of it is kept. */
export function problems(sentences: readonly string[], draftId: string | undefined): Message {
  return complaint(nothingStarted, sentences, draftButtons(draftId));
}

export const nothingStarted = 'Nothing was started.';

/** Opens the form filled in with what is kept under that id, if anything is. */
export function draftButtons(draftId: string | undefined): readonly Button[] {
  return draftId === undefined ? [] : [button(actionIds.openDraft, 'Open the form filled in', draftId)];
}
