import type { Access } from '../../ingest/access.ts';
import { nearest } from '../../ingest/nearest.ts';
import type { Invocation } from '../answers/asker.ts';
import { ifMay } from '../answers/authorize.ts';
import type { Tell } from '../answers/reply.ts';
import { asListed, commandWords } from '../command-line/tokens.ts';
import type { Word } from '../command-line/typed-text.ts';
import { commandName } from '../format/ids.ts';
import { message, type NothingDone, rejection } from '../format/message.ts';
import { code } from '../format/mrkdwn.ts';
import type { Command } from './command.ts';
import { overview, usageOf } from './help.ts';

export interface Dispatcher {
  /** What the bot can do, help included. */
  commands: readonly Command[];
  /** Whether the text is a command that changes something, and so must not get lost. */
  changes(text: string): boolean;
  /** Runs the command that the text names; without a name, `unnamed`. */
  run(text: string, invocation: Invocation): Promise<void>;
}

/** A command that was run: the name of one that there is, `form` for none at all, or `unknown`. */
export interface CommandRun {
  name: string;
  outcome: 'done' | NothingDone;
}

/**
 * Finds the command for a text, and checks that the person's role goes so far. `unnamed` is what a text without any
 * words does; `onRun` is told of each command when it has been answered.
 */
export function createDispatcher(
  own: readonly Command[],
  access: Access,
  unnamed: (invocation: Invocation) => Promise<void>,
  onRun: (run: CommandRun) => void = () => {},
): Dispatcher {
  const commands: readonly Command[] = [...own, helpCommand(() => commands)];
  return {
    commands,
    changes(text) {
      const read = commandWords(text);
      const [name, ...words] = read.ok ? read.words : [];
      // Without words they show something, such as the form.
      return name !== undefined && words.length > 0 && find(name.text, commands)?.changes === true;
    },
    async run(text, invocation) {
      const read = commandWords(text);
      if (!read.ok) {
        return watched('unknown', invocation, ({ tell }) =>
          tell(rejection(`Nothing was done. ${read.problem}`)),
        );
      }
      const [name, ...words] = read.words;
      if (name === undefined) return watched('form', invocation, unnamed);
      const command = find(name.text, commands);
      if (command === undefined) {
        return watched('unknown', invocation, ({ tell }) => tell(rejection(unknown(name.text, commands))));
      }
      return watched(command.name, invocation, (asked) => runWords(command, words, asked));
    },
  };

  async function runWords(command: Command, words: readonly Word[], asked: Invocation): Promise<void> {
    if (command.name !== 'help' && asksForHelp(words)) return asked.tell(usageOf(command));
    const run = () => command.run(words, asked);
    return command.needs === undefined ? run() : ifMay(access, asked, command.needs, run);
  }

  /** Does the work, and learns what came of it from what the person is told. */
  async function watched(
    name: string,
    invocation: Invocation,
    work: (watched: Invocation) => Promise<void>,
  ): Promise<void> {
    let outcome: CommandRun['outcome'] = 'done';
    const tell: Tell = (answer, options) => {
      outcome = answer.outcome ?? outcome;
      return invocation.tell(answer, options);
    };
    try {
      await work({ ...invocation, tell });
    } catch (error) {
      outcome = 'failed';
      throw error;
    } finally {
      onRun({ name, outcome });
    }
  }
}

/** Anybody may ask what a command does, whether or not they may do it. */
function asksForHelp(words: readonly Word[]): boolean {
  return words.some(({ text, exact }) => exact === 'nothing' && /^(?:--help|-h)$/i.test(text));
}

function helpCommand(commands: () => readonly Command[]): Command {
  const help: Command = {
    name: 'help',
    usage: '[COMMAND]',
    summary: 'lists the commands, or the options of one.',
    examples: ['help start'],
    options: [],
    async run([name], { tell }) {
      if (name === undefined || name.text.startsWith('-')) return tell(overview(commands()));
      const command = find(name.text, commands());
      return tell(command === undefined ? message(unknown(name.text, commands())) : usageOf(command));
    },
  };
  return help;
}

function find(name: string, commands: readonly Command[]): Command | undefined {
  return commands.find((command) => command.name === asListed(name));
}

function unknown(name: string, commands: readonly Command[]): string {
  const meant = nearest(
    asListed(name),
    commands.map((command) => command.name),
  );
  const suggestion = meant === undefined ? '' : ` Did you mean \`${commandName} ${meant}\`?`;
  return `${code(name, 60)} is not a command.${suggestion} \`${commandName} help\` lists them.`;
}
