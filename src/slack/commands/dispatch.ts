import type { Access } from '../../ingest/access.ts';
import { message } from '../blocks/build.ts';
import { code } from '../blocks/mrkdwn.ts';
import { ifMay } from '../guard.ts';
import { overview, usageOf } from './help.ts';
import { nearest } from './nearest.ts';
import { type Command, commandName, type Invocation } from './table.ts';
import { asListed, toWords } from './words.ts';

export interface Dispatcher {
  /** What the bot can do, help included. */
  commands: readonly Command[];
  /** Whether the text is a command that changes something, and so must not get lost. */
  changes(text: string): boolean;
  /** Runs the command that the text names; without a name, `unnamed`. */
  run(text: string, invocation: Invocation): Promise<void>;
}

/** Finds the command for a text, and checks that the person's role goes so far. `unnamed` is what a text without any words does. */
export function createDispatcher(
  own: readonly Command[],
  access: Access,
  unnamed: (invocation: Invocation) => Promise<void>,
): Dispatcher {
  const commands: readonly Command[] = [...own, helpCommand(() => commands)];
  return {
    commands,
    changes(text) {
      const read = toWords(text);
      const [name, ...words] = read.ok ? read.words : [];
      // Without words they show something, such as the form.
      return name !== undefined && words.length > 0 && find(name, commands)?.changes === true;
    },
    async run(text, invocation) {
      const read = toWords(text);
      if (!read.ok) return invocation.tell(message(`Nothing was done. ${read.problem}`));
      const [name, ...words] = read.words;
      if (name === undefined) return unnamed(invocation);
      const command = find(name, commands);
      if (command === undefined) return invocation.tell(message(unknown(name, commands)));
      if (command.name !== 'help' && asksForHelp(words)) return invocation.tell(usageOf(command));
      const run = () => command.run(words, invocation);
      return command.needs === undefined ? run() : ifMay(access, invocation, command.needs, run);
    },
  };
}

/** Anybody may ask what a command does, whether or not they may do it. */
function asksForHelp(words: readonly string[]): boolean {
  return words.some((word) => word === '--help' || word === '-h');
}

function helpCommand(commands: () => readonly Command[]): Command {
  const help: Command = {
    name: 'help',
    usage: '[COMMAND]',
    summary: 'lists the commands, or the options of one.',
    examples: ['help start'],
    options: [],
    async run([name], { tell }) {
      if (name === undefined || name.startsWith('-')) return tell(overview(commands()));
      const command = find(name, commands());
      return tell(command === undefined ? message(unknown(name, commands())) : usageOf(command));
    },
  };
  return help;
}

function find(name: string, commands: readonly Command[]): Command | undefined {
  return commands.find((command) => command.name === asListed(name));
}

function unknown(name: string, commands: readonly Command[]): string {
  const meant = nearest(
    name.toLowerCase(),
    commands.map((command) => command.name),
  );
  const suggestion = meant === undefined ? '' : ` Did you mean \`${commandName} ${meant}\`?`;
  return `${code(name, 60)} is not a command.${suggestion} \`${commandName} help\` lists them.`;
}
