import type { Access, Role } from '../../ingest/access.ts';
import { fieldDefinitions, fields } from '../../ingest/fields.ts';
import { presetNameRule } from '../../ingest/preset-name.ts';
import { type Message, messageOfLines, rejection } from '../blocks/build.ts';
import { code } from '../blocks/mrkdwn.ts';
import { aRole } from '../blocks/role-words.ts';
import { ifMay } from '../guard.ts';
import { createPresets, type PresetDeps, type Presets } from '../presets.ts';
import { mayGoOn } from './may-go-on.ts';
import { nearest } from './nearest.ts';
import { readStartWords } from './start-words.ts';
import { type Command, commandName, type Invocation } from './table.ts';

interface SubCommand {
  name: string;
  /** What follows its name. */
  usage: string;
  summary: string;
  needs: Role;
  run(words: readonly string[], invocation: Invocation): Promise<void>;
}

/** `/ingest preset`. Each of its sub-commands checks the role that it takes. */
export function presetCommand({ access, ...deps }: PresetDeps & { access: Access }): Command {
  const subCommands = subCommandsOf(createPresets(deps));
  return {
    name: 'preset',
    usage: subCommands.map(({ name, usage }) => `${name} ${usage}`.trimEnd()).join(' | '),
    summary: `keeps the options of a start under a name, for \`${commandName} start --preset NAME\`.`,
    notes: [
      ...subCommands.map(
        ({ name, usage, summary, needs }) =>
          `• \`${`${name} ${usage}`.trimEnd()}\` ${summary} Takes ${aRole(needs)}.`,
      ),
      `A name takes ${presetNameRule}. What is given with the start wins over what the preset holds.`,
    ],
    examples: [
      'preset save evening room123 https://a.b/test.mp4 --repeat -1',
      'preset save quiet --volume 30 --region ap-tokyo',
      'preset list',
      'preset show evening',
      'preset delete evening',
    ],
    changes: true,
    options: fields.filter((field) => fieldDefinitions[field].kind !== 'secret'),
    async run(words, invocation) {
      const [typed, ...rest] = words;
      const chosen = subCommands.find(({ name }) => name === typed?.toLowerCase());
      if (chosen === undefined) return invocation.tell(choice(typed, subCommands));
      return ifMay(access, invocation, chosen.needs, () => chosen.run(rest, invocation));
    },
  };
}

function subCommandsOf(presets: Presets): readonly SubCommand[] {
  return [
    {
      name: 'save',
      usage: 'NAME [ROOM URL] [OPTIONS]',
      summary: 'keeps a start under a name, in place of the one of that name.',
      needs: 'operator',
      run: ([name, ...rest], invocation) =>
        isMissing(name)
          ? invocation.tell(nameIsMissing('save', ' and the options after it'))
          : presets.save(name, readStartWords(rest), invocation),
    },
    {
      name: 'list',
      usage: '[PAGE]',
      summary: 'lists them.',
      needs: 'viewer',
      run: ([page = '1', surplus], invocation) => {
        if (surplus !== undefined) return invocation.tell(tooMany(surplus, page));
        return /^[1-9]\d{0,4}$/.test(page)
          ? presets.list(Number(page), invocation)
          : invocation.tell(rejection(`${code(page, 60)} is not the number of a page: they count from 1.`));
      },
    },
    {
      name: 'show',
      usage: 'NAME',
      summary: 'says what one holds; its button opens the form with that.',
      needs: 'viewer',
      run: forOneName('show', presets.show),
    },
    {
      name: 'delete',
      usage: 'NAME',
      summary: 'deletes one.',
      needs: 'operator',
      run: forOneName('delete', presets.delete),
    },
  ];
}

function forOneName(
  subCommand: string,
  work: (name: string, invocation: Invocation) => Promise<void>,
): SubCommand['run'] {
  return ([name, surplus], invocation) => {
    if (isMissing(name)) return invocation.tell(nameIsMissing(subCommand));
    if (surplus !== undefined) return invocation.tell(tooMany(surplus, name));
    return work(name, invocation);
  };
}

/** A word that begins with - is an option. */
function isMissing(name: string | undefined): name is undefined {
  return name === undefined || name.startsWith('-');
}

function nameIsMissing(subCommand: string, more = ''): Message {
  return rejection(
    `The name of the preset is missing: type it right after \`${commandName} preset ${subCommand}\`${more}.`,
  );
}

function tooMany(word: string, before: string): Message {
  return rejection(`${code(mayGoOn(before) ? '…' : word, 60)} is one word too many, so nothing was done.`);
}

/** What a person is told who named no sub-command. */
function choice(typed: string | undefined, subCommands: readonly SubCommand[]): Message {
  return messageOfLines([
    ...(typed === undefined ? [] : [unknown(typed, subCommands)]),
    ...subCommands.map(
      ({ name, usage, summary }) => `• \`${`${commandName} preset ${name} ${usage}`.trimEnd()}\` ${summary}`,
    ),
    `• \`${commandName} start --preset NAME [ROOM URL] [OPTIONS]\` starts one; what is given with it wins.`,
    `\`${commandName} help preset\` has the options and examples.`,
  ]);
}

function unknown(typed: string, subCommands: readonly SubCommand[]): string {
  const meant = nearest(
    typed.toLowerCase(),
    subCommands.map(({ name }) => name),
  );
  const suggestion = meant === undefined ? '' : ` Did you mean \`${commandName} preset ${meant}\`?`;
  return `${code(typed, 60)} is nothing that \`${commandName} preset\` does.${suggestion}`;
}
