import type { Problem } from '../../ingest/errors.ts';
import { actionIds } from '../action-ids.ts';
import { button, type Message, message } from './build.ts';
import { code } from './mrkdwn.ts';

/** One sentence about one problem: which option, what is allowed, what was given. */
export function sentence({ field, given, rule }: Problem): string {
  return given === undefined
    ? `\`--${field}\` ${rule}.`
    : `\`--${field}\` ${rule}; ${code(given, 100)} was given.`;
}

/** What a person is told of a start that was not understood or is not allowed; `draftId` is where the rest is kept. */
export function problems(sentences: readonly string[], draftId: string | undefined): Message {
  const [only] = sentences;
  const text =
    sentences.length === 1 && only !== undefined
      ? `Nothing was started. ${only}`
      : `Nothing was started. ${sentences.length} things to mend:\n${sentences.map((each) => `• ${each}`).join('\n')}`;
  const buttons =
    draftId === undefined ? [] : [button(actionIds.openDraft, 'Open the form filled in', draftId)];
  return message(text, buttons);
}
