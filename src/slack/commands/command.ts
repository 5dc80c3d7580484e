import type { Role } from '../../ingest/access.ts';
import type { Field } from '../../ingest/fields.ts';
import type { Invocation, Outcome } from '../answers/asker.ts';
import type { Word } from '../command-line/typed-text.ts';

export interface Command {
  name: string;
  /** What follows the name, as in a synopsis. */
  usage: string;
  /** What it does, in one line. */
  summary: string;
  /** What else there is to know, a sentence or list item each. */
  notes?: readonly string[];
  examples: readonly string[];
  /** The role that it takes; absent where anybody may, or where the command checks that itself. */
  needs?: Role;
  /** It changes something, so it is kept until it is done, also where the bot is killed meanwhile. */
  changes?: true;
  /** The options that it takes. */
  options: readonly Field[];
  /** What an option takes where that depends on the settings, continuing the words "--name takes …". */
  takes?: Partial<Record<Field, string>>;
  /** Does what the words after the name say, and gives what came of it. */
  run(words: readonly Word[], invocation: Invocation): Promise<Outcome>;
}
