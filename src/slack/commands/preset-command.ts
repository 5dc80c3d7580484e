import type { Access, Role } from '../../ingest/access.ts';
import { fieldDefinitions, fields } from '../../ingest/fields.ts';
import { nearest } from '../../ingest/nearest.ts';
import { presetNameRule } from '../../ingest/preset-name.ts';
import { oneOfRegions } from '../../ingest/region.ts';
import { createPresets, type PresetDeps, type Presets } from '../actions/presets.ts';
import { answer, type Invocation, type Outcome } from '../answers/asker.ts';
import { ifMay } from '../answers/authorize.ts';
import { plainName, withoutAnyMarks } from '../command-line/marks.ts';
import { mayGoOn } from '../command-line/may-go-on.ts';
import { plainLetters } from '../command-line/plain-signs.ts';
import { readStartWords } from '../command-line/start-words.ts';
import { asListed } from '../command-line/tokens.ts';
import { type AsTyped, asTyped, type Word } from '../command-line/typed-text.ts';
import { commandName } from '../format/ids.ts';
import { type Message, message, messageOfLines } from '../format/message.ts';
import { code } from '../format/mrkdwn.ts';
import { aRole } from '../format/role-words.ts';
import type { Command } from './command.ts';

interface SubCommand {
  name: string;
  /** What follows its name. */
  usage: string;
  summary: string;
  needs: Role;
  run(words: readonly Word[], invocation: Invocation): Promise<Outcome>;
}

/** `/ingest preset`. Each of its sub-commands checks the role that it takes. */
export function presetCommand({ access, ...deps }: PresetDeps & { access: Access }): Command {
  const subCommands = subCommandsOf(createPresets(deps));
  const [app] = deps.applications;
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
      'preset save quiet --volume 30 --region ap-singapore',
      'preset list',
      'preset show evening',
      'preset delete evening',
    ],
    changes: true,
    options: fields.filter((field) => fieldDefinitions[field].kind !== 'secret'),
    ...(app === undefined ? {} : { takes: { region: oneOfRegions(app.regions) } }),
    async run(words, invocation) {
      const [typed, ...rest] = words;
      const chosen = subCommands.find(({ name }) => typed !== undefined && name === asListed(typed.text));
      if (chosen === undefined) return answer(invocation, choice(typed?.text, subCommands));
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
      run: ([word, ...rest], invocation) => {
        const name = presetName(word);
        if (name === undefined)
          return answer(invocation, nameIsMissing('save', ' and the options after it'), 'rejected');
        return name.ok
          ? presets.save(name.text, readStartWords(rest), invocation)
          : answer(invocation, message(name.problem), 'rejected');
      },
    },
    {
      name: 'list',
      usage: '[PAGE]',
      summary: 'lists them.',
      needs: 'viewer',
      run: ([word, surplus], invocation) => {
        if (surplus !== undefined) return answer(invocation, tooMany(surplus, word), 'rejected');
        const page = word === undefined ? '1' : withoutAnyMarks(plainLetters(word.text));
        return /^[1-9]\d{0,4}$/.test(page)
          ? presets.list(Number(page), invocation)
          : answer(
              invocation,
              message(`${code(page, 60)} is not the number of a page: they count from 1.`),
              'rejected',
            );
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
  work: (name: string, invocation: Invocation) => Promise<Outcome>,
): SubCommand['run'] {
  return ([word, surplus], invocation) => {
    const name = presetName(word);
    if (name === undefined) return answer(invocation, nameIsMissing(subCommand), 'rejected');
    if (surplus !== undefined) return answer(invocation, tooMany(surplus, word), 'rejected');
    return name.ok ? work(name.text, invocation) : answer(invocation, message(name.problem), 'rejected');
  };
}

/** The name of a preset; undefined where there is none, since a word that begins with - is an option. */
function presetName(word: Word | undefined): AsTyped | undefined {
  if (word === undefined || word.text.startsWith('-')) return undefined;
  const typed = asTyped(word, 'the name of a preset', 'text');
  return typed.ok && word.exact === 'nothing' ? { ok: true, text: plainName(typed.text) } : typed;
}

function nameIsMissing(subCommand: string, more = ''): Message {
  return message(
    `The name of the preset is missing: type it right after \`${commandName} preset ${subCommand}\`${more}.`,
  );
}

function tooMany(word: Word, before: Word | undefined): Message {
  const shown = before !== undefined && mayGoOn(before.text) ? '…' : word.text;
  return message(`${code(shown, 60)} is one word too many, so nothing was done.`);
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
    asListed(typed),
    subCommands.map(({ name }) => name),
  );
  const suggestion = meant === undefined ? '' : ` Did you mean \`${commandName} preset ${meant}\`?`;
  return `${code(typed, 60)} is nothing that \`${commandName} preset\` does.${suggestion}`;
}
