import type { Draft } from '../../ingest/fields.ts';
import type { Line } from './row-text.ts';
import { readStartWords } from './start-words.ts';
import { commandWords } from './tokens.ts';

/** A command as a start. */
export interface CommandRow {
  line: number;
  draft: Draft;
  /** Name of the preset that gives what is not given here. */
  preset?: string;
  /** What cannot be understood, a sentence each. */
  problems: readonly string[];
}

/** What stands before each item of a list, and before what is typed at a prompt. */
const before = /^(?:[-–*•>$]|\(?\d{1,4}[.)])[ \t]+/;
const command = /^(?:\/[a-z][\w-]*[ \t]+start[ \t]|--(?:room|url)[= \t])/i;

/** The starts of a list of commands, as people keep those that they have typed; undefined if a line is none. */
export function commandRows(lines: readonly Line[]): readonly CommandRow[] | undefined {
  const contents = lines.map(({ line, content }) => ({ line, content: content.trim().replace(before, '') }));
  if (contents.length === 0 || !contents.every(({ content }) => command.test(content))) return undefined;
  return contents.map(({ line, content }) => {
    const read = commandWords(content);
    if (!read.ok) return { line, draft: {}, problems: [read.problem] };
    const [first, ...others] = read.words;
    const isVerb = first !== undefined && first.text.toLowerCase() === 'start';
    return { line, ...readStartWords(isVerb ? others : read.words) };
  });
}
