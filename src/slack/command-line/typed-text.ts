import { code } from '../format/mrkdwn.ts';
import type { Recognised } from './markup.ts';

/** A word of a command, as the person meant it. */
export interface Word {
  text: string;
  /** What of it stood in quotes, and so is meant exactly: all of it, or what stands behind an option's `=`. */
  exact: 'all' | 'value' | 'nothing';
  /** What Slack has recognised in it, and the text that stands for that. */
  recognised?: { as: Recognised; text: string };
}

/** What a word may be besides text, where it stands: a person, or the target of a link. */
export type Reading = 'text' | 'person' | 'link';

export type AsTyped = { ok: true; text: string } | { ok: false; problem: string };

/**
 * The text of a word, if Slack leaves no doubt of it; a link's target if one is asked for. `place` says in words
 * where it stands. What Slack has recognised is never taken for something that was not typed.
 */
export function asTyped(word: Word, place: string, reading: Reading): AsTyped {
  const { text, recognised } = word;
  if (recognised === undefined) return { ok: true, text };
  const { as } = recognised;
  if (as.kind === 'mention') {
    if (reading === 'person' || as.name !== undefined) return { ok: true, text };
    if (as.of === 'something')
      return {
        ok: false,
        problem: `${code(recognised.text, 60)} in ${place} is no plain text: write what you mean.`,
      };
    const problem = `${code(recognised.text, 60)} in ${place} is a mention, and Slack does not say what was typed for it: write the name without its sign.`;
    return { ok: false, problem };
  }
  if (reading === 'link' && text === recognised.text) return { ok: true, text: as.target };
  return {
    ok: false,
    problem: `${code(as.label, 60)} in ${place} is a link to ${code(as.target, 100)}: write the one that you mean, as plain text.`,
  };
}
