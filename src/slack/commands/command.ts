import type { ModalView } from '@slack/types';
import type { Role } from '../../ingest/access.ts';
import type { Field } from '../../ingest/fields.ts';
import type { Invocation, Opening, Outcome } from '../answers/asker.ts';
import type { Needs } from '../answers/authorize.ts';
import type { Grammar, Read } from '../command-line/grammar.ts';
import { asListed } from '../command-line/tokens.ts';
import type { Word } from '../command-line/typed-text.ts';
import type { Message } from '../format/message.ts';

/** What help says of a command. */
export interface Description {
  name: string;
  /** What follows the name, as in a synopsis. */
  usage: string;
  /** What it does, in one line. */
  summary: string;
  /** What else there is to know, a sentence or list item each. */
  notes?: readonly string[];
  examples: readonly string[];
  /** The options that help lists with what each takes. */
  options: readonly Field[];
  /** What an option takes if that depends on the settings, continuing the words "--name takes …". */
  takes?: Partial<Record<Field, string>>;
}

/** Who may run a command, and how it is kept. */
interface Rules {
  needs: Needs;
  /** It changes something, so it is kept until it is done, even if the bot is killed meanwhile. */
  changes: boolean;
  /** It knows itself whether it was begun in time; any other that is kept is refused after `lateMs`. */
  judgesItsAge?: true;
  /** Begins each complaint about the words, such as `Nothing was done.`; absent if each sentence says it itself. */
  lead?: string;
  /** The form that it opens without words. */
  bare?: BareForm;
}

/** The form that is opened by a command without words. */
export type BareForm = { needs: Role } & (
  | { make(opening: Opening): ModalView }
  /** Throws StoreUnavailable. */
  | { lookUp(opening: Opening): Promise<ModalView> }
);

/** A command that does one thing. */
export interface SingleCommand extends Description, Rules {
  /** Reads the words after the name. Throws StoreUnavailable. */
  read(words: readonly Word[]): Promise<Read<(by: Invocation) => Promise<Outcome>>>;
  /** The less that it does for whoever has this lower role alone, with the same words. */
  less?: Pick<SingleCommand, 'read'> & { needs: Role };
}

/** A command whose next word says what it does, such as `preset save`. */
export type CommandFamily = Description & {
  members: readonly SingleCommand[];
} & (
    | {
        /** What a person is told who named none of them. */
        choice(typed: string | undefined): Message;
      }
    | {
        /** What the words do that begin with the name of none. */
        otherwise: SingleCommand;
      }
  );

export type Command = SingleCommand | CommandFamily;

/** A command that is run with what its grammar makes of the words. */
export function command<Given>({
  grammar,
  run,
  less,
  ...rest
}: Description &
  Rules & {
    grammar: Grammar<Given>;
    /** Does what was asked for, and gives what came of it. */
    run(given: Given, by: Invocation): Promise<Outcome>;
    /** The same for whoever has this lower role alone. */
    less?: { needs: Role; run(given: Given, by: Invocation): Promise<Outcome> };
  }): SingleCommand {
  const reading =
    (does: (given: Given, by: Invocation) => Promise<Outcome>): SingleCommand['read'] =>
    async (words) => {
      const read = await grammar(words);
      return read.ok ? { ok: true, given: (by) => does(read.given, by) } : read;
    };
  return {
    ...rest,
    read: reading(run),
    ...(less === undefined ? {} : { less: { needs: less.needs, read: reading(less.run) } }),
  };
}

/** Anybody may ask what a command does, whether or not they may do it. */
export function asksForHelp(words: readonly Word[]): boolean {
  return words.some(({ text, exact }) => exact === 'nothing' && /^(?:--help|-h)$/i.test(text));
}

/** The command of that name, however it was typed. */
export function named<Of extends { name: string }>(name: string, commands: readonly Of[]): Of | undefined {
  return commands.find((each) => each.name === asListed(name));
}
