import { readStartWords, type StartWords } from '../../src/slack/command-line/start-words.ts';
import { commandWords } from '../../src/slack/command-line/tokens.ts';
import type { Word } from '../../src/slack/command-line/typed-text.ts';

/** A word that was typed as it is. */
export function plainWord(text: string): Word {
  return { text, exact: 'nothing' };
}

/** The texts of a command's words, or the sentence that says why it cannot be read. */
export function words(text: string): string[] | string {
  const read = commandWords(text);
  return read.ok ? read.words.map((word) => word.text) : read.problem;
}

/** What a start says that was typed as Slack sends it, without the word `start`. */
export function started(text: string): StartWords {
  const read = commandWords(`start ${text}`);
  if (!read.ok) throw new Error(read.problem);
  return readStartWords(read.words.slice(1));
}
