import { answer, type Invocation, type Outcome } from '../answers/asker.ts';
import type { Authorizer } from '../answers/authorize.ts';
import { complaint } from '../blocks/problems.ts';
import type { Words } from '../command-line/tokens.ts';
import type { Word } from '../command-line/typed-text.ts';
import { message, messageOfLines } from '../format/message.ts';
import type { BareForm, Command, SingleCommand } from './command.ts';
import { asksForHelp, named } from './command.ts';
import { helpCommand, unknownCommand, usageOf } from './help.ts';

export interface Dispatcher {
  /** What the bot can do, help included. */
  commands: readonly Command[];
  /** The command that the words name; without a name it opens a form. */
  find(words: Words): FoundCommand;
}

/** A command that was typed. */
export interface FoundCommand extends Pick<Command, 'name'> {
  /** It changes something, and so must not get lost. */
  changes: boolean;
  /** It knows itself whether it was begun in time. */
  judgesItsAge: boolean;
  /** Does what the words say, or tells the person why not. */
  run(by: Invocation): Promise<Outcome>;
}

/** A command that was run: the name of one that there is, `form` for none at all, or `unknown`. */
export interface CommandRun {
  name: string;
  outcome: Outcome;
}

export interface DispatcherDeps {
  authorizer: Authorizer;
  /** What a text without any words opens. */
  bare: BareForm;
  /** Is told of each command when it has been answered. */
  onRun?: (run: CommandRun) => void;
}

/** Finds the command, has the person's role checked, reads the words, and complains about what is wrong with them. */
export function createDispatcher(own: readonly Command[], deps: DispatcherDeps): Dispatcher {
  const { authorizer, onRun = () => {} } = deps;
  const commands: readonly Command[] = [...own, helpCommand(() => commands)];
  return {
    commands,
    find(read) {
      const command = find(read);
      return { ...command, run: (by) => counted(command, by) };
    },
  };

  async function counted({ name, run }: FoundCommand, by: Invocation): Promise<Outcome> {
    let outcome: Outcome = 'failed';
    try {
      outcome = await run(by);
      return outcome;
    } finally {
      onRun({ name, outcome });
    }
  }

  function find(read: Words): FoundCommand {
    if (!read.ok) return rejected(`Nothing was done. ${read.problem}`);
    const [first, ...words] = read.words;
    if (first === undefined) return shown('form', (by) => openBare(deps.bare, by));
    const command = named(first.text, commands);
    if (command === undefined) return rejected(unknownCommand(first.text, commands));
    const { name } = command;
    if (name !== 'help' && asksForHelp(words)) return shown(name, (by) => answer(by, usageOf(command)));
    if (!('members' in command)) return found(name, command, words);
    const [typed, ...rest] = words;
    const member = typed === undefined ? undefined : named(typed.text, command.members);
    if (member !== undefined) return found(name, member, rest);
    return 'otherwise' in command
      ? found(name, command.otherwise, words)
      : shown(name, (by) => answer(by, command.choice(typed?.text)));
  }

  function found(name: string, command: SingleCommand, words: readonly Word[]): FoundCommand {
    const { bare, changes, judgesItsAge = false } = command;
    if (words.length > 0) return { name, changes, judgesItsAge, run: (by) => enter(command, words, by) };
    return shown(name, (by) => (bare === undefined ? enter(command, words, by) : openBare(bare, by)));
  }

  function enter(command: SingleCommand, words: readonly Word[], by: Invocation): Promise<Outcome> {
    const doing = (reader: Pick<SingleCommand, 'read'>) => async () => {
      const read = await reader.read(words);
      if (read.ok) return read.given(by);
      const { problems, buttons } = read;
      return answer(
        by,
        command.lead === undefined
          ? messageOfLines(problems, buttons)
          : complaint(command.lead, problems, buttons),
        'rejected',
      );
    };
    const { needs, less } = command;
    return authorizer.act(needs, by, doing(command), less && { needs: less.needs, work: doing(less) });
  }

  function openBare(bare: BareForm, by: Invocation): Promise<Outcome> {
    return 'make' in bare
      ? authorizer.open(bare.needs, by, { make: () => bare.make(by), refuseInWords: true })
      : authorizer.openAfter(bare.needs, by, { lookUp: () => bare.lookUp(by), refuseInWords: true });
  }
}

/** What only shows something. */
function shown(name: string, run: FoundCommand['run']): FoundCommand {
  return { name, changes: false, judgesItsAge: false, run };
}

function rejected(sentence: string): FoundCommand {
  return shown('unknown', (by) => answer(by, message(sentence), 'rejected'));
}
