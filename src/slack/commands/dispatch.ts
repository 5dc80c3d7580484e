import type { Access } from '../../ingest/access.ts';
import { nearest } from '../../ingest/nearest.ts';
import { answer, type Invocation, type Outcome } from '../answers/asker.ts';
import { ifMay } from '../answers/authorize.ts';
import { asListed, commandWords } from '../command-line/tokens.ts';
import type { Word } from '../command-line/typed-text.ts';
import { commandName } from '../format/ids.ts';
import { message } from '../format/message.ts';
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
  outcome: Outcome;
}

/**
 * Finds the command for a text, and checks that the person's role goes so far. `unnamed` is what a text without any
 * words does; `onRun` is told of each command when it has been answered.
 */
export function createDispatcher(
  own: readonly Command[],
  access: Access,
  unnamed: (invocation: Invocation) => Promise<Outcome>,
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
        return counted('unknown', () =>
          answer(invocation, message(`Nothing was done. ${read.problem}`), 'rejected'),
        );
      }
      const [name, ...words] = read.words;
      if (name === undefined) return counted('form', () => unnamed(invocation));
      const command = find(name.text, commands);
      if (command === undefined) {
        return counted('unknown', () =>
          answer(invocation, message(unknown(name.text, commands)), 'rejected'),
        );
      }
      return counted(command.name, () => runWords(command, words, invocation));
    },
  };

  async function runWords(command: Command, words: readonly Word[], asked: Invocation): Promise<Outcome> {
    if (command.name !== 'help' && asksForHelp(words)) return answer(asked, usageOf(command));
    const run = () => command.run(words, asked);
    return command.needs === undefined ? run() : ifMay(access, asked, command.needs, run);
  }

  async function counted(name: string, work: () => Promise<Outcome>): Promise<void> {
    let outcome: Outcome = 'failed';
    try {
      outcome = await work();
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
    async run([name], asked) {
      if (name === undefined || name.text.startsWith('-')) return answer(asked, overview(commands()));
      const command = find(name.text, commands());
      return answer(
        asked,
        command === undefined ? message(unknown(name.text, commands())) : usageOf(command),
      );
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
