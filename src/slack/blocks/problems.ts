import type { Problem } from '../../ingest/errors.ts';
import { actionIds } from '../action-ids.ts';
import { button, type Message, messageOfLines } from './build.ts';
import { code, escapeText } from './mrkdwn.ts';

/** One sentence about one problem: which option, what is allowed, what was given. */
export function sentence({ field, given, rule }: Problem): string {
  const allowed = `\`--${field}\` ${escapeText(rule)}`;
  return given === undefined ? `${allowed}.` : `${allowed}; ${code(given, 100)} was given.`;
}

/** What a person is told of a start that was not understood or is not allowed; `draftId` is where the rest is kept. */
export function problems(sentences: readonly string[], draftId: string | undefined): Message {
  const [only, ...more] = sentences;
  const lines =
    only !== undefined && more.length === 0
      ? [`Nothing was started. ${only}`]
      : [`Nothing was started. ${sentences.length} things to mend:`, ...sentences.map((each) => `• ${each}`)];
  const buttons =
    draftId === undefined ? [] : [button(actionIds.openDraft, 'Open the form filled in', draftId)];
  return messageOfLines(lines, buttons);
}
