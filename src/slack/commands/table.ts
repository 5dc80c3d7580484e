import type { Field } from '../../ingest/fields.ts';
import type { Tell } from '../reply.ts';

/** The command as it is registered with Slack. */
export const commandName = '/ingest';

/** One person's command, after it was acknowledged. */
export interface Invocation {
  user: string;
  channel: string;
  triggerId: string;
  tell: Tell;
}

export interface Command {
  name: string;
  /** What follows the name, as in a synopsis. */
  usage: string;
  /** What it does, in one line. */
  summary: string;
  examples: readonly string[];
  /** The options that it takes. */
  options: readonly Field[];
  /** Does what the words after the name say. */
  run(words: readonly string[], invocation: Invocation): Promise<void>;
}
