import { fieldDefinitions, fields } from '../../ingest/fields.ts';
import { nearest } from '../../ingest/nearest.ts';
import type { Presets } from '../../ingest/presets.ts';
import type { Application } from '../../ingest/request.ts';
import { createPresetActions, type PresetActions } from '../actions/presets.ts';
import { presetNameRule } from '../blocks/presets.ts';
import type { Grammar } from '../command-line/grammar.ts';
import { plainName, withoutAnyMarks } from '../command-line/marks.ts';
import { plainLetters } from '../command-line/plain-signs.ts';
import { mayGoOn, readStartWords } from '../command-line/start-words.ts';
import { asListed } from '../command-line/tokens.ts';
import { type AsTyped, asTyped, type Word } from '../command-line/typed-text.ts';
import { oneOf } from '../format/field-words.ts';
import { commandName } from '../format/ids.ts';
import { type Message, messageOfLines } from '../format/message.ts';
import { code } from '../format/mrkdwn.ts';
import type { CommandFamily } from './command.ts';
import { type Member, member, memberLine } from './family.ts';

export interface PresetCommandDeps {
  presets: Presets;
  applications: readonly Application[];
}

/** `/ingest preset`. */
export function presetCommand({ presets, applications }: PresetCommandDeps): CommandFamily {
  const members = membersOf(createPresetActions(presets));
  const [app] = applications;
  return {
    name: 'preset',
    usage: members.map(({ name, usage }) => `${name} ${usage}`.trimEnd()).join(' | '),
    summary: `keeps the options of a start under a name, for \`${commandName} start --preset NAME\`.`,
    notes: [
      ...members.map(memberLine),
      `A name takes ${presetNameRule}. What is given with the start wins over what the preset holds.`,
    ],
    examples: [
      'preset save evening room123 https://a.b/test.mp4 --repeat -1',
      'preset save quiet --volume 30 --region ap-singapore',
      'preset list',
      'preset show evening',
      'preset delete evening',
    ],
    options: fields.filter((field) => fieldDefinitions[field].kind !== 'secret'),
    ...(app === undefined ? {} : { takes: { region: oneOf(app.regions) } }),
    members,
    choice: (typed) => choice(typed, members),
  };
}

function membersOf(presets: PresetActions): readonly Member[] {
  return [
    member({
      name: 'save',
      usage: 'NAME [ROOM URL] [OPTIONS]',
      summary: 'keeps a start under a name, in place of the one of that name.',
      needs: 'operator',
      changes: true,
      grammar([word, ...rest]) {
        const name = presetName(word, nameIsMissing('save', ' and the options after it'));
        return name.ok
          ? { ok: true, given: { name: name.text, words: readStartWords(rest) } }
          : { ok: false, problems: [name.problem] };
      },
      run: ({ name, words }, by) => presets.save(name, words, by),
    }),
    member({
      name: 'list',
      usage: '[PAGE]',
      summary: 'lists them.',
      needs: 'viewer',
      changes: false,
      grammar([word, surplus]) {
        if (surplus !== undefined) return { ok: false, problems: [tooMany(surplus, word)] };
        const page = word === undefined ? '1' : withoutAnyMarks(plainLetters(word.text));
        return /^[1-9]\d{0,4}$/.test(page)
          ? { ok: true, given: Number(page) }
          : { ok: false, problems: [`${code(page, 60)} is not the number of a page: they count from 1.`] };
      },
      run: presets.list,
    }),
    member({
      name: 'show',
      usage: 'NAME',
      summary: 'says what one holds; its button opens the form with that.',
      needs: 'viewer',
      changes: false,
      grammar: oneName('show'),
      run: presets.show,
    }),
    member({
      name: 'delete',
      usage: 'NAME',
      summary: 'deletes one.',
      needs: 'operator',
      changes: true,
      grammar: oneName('delete'),
      run: presets.delete,
    }),
  ];
}

/** The name of one preset and nothing else. */
function oneName(subCommand: string): Grammar<string> {
  return ([word, surplus]) => {
    const name = presetName(word, nameIsMissing(subCommand));
    if (word !== undefined && surplus !== undefined && !word.text.startsWith('-'))
      return { ok: false, problems: [tooMany(surplus, word)] };
    return name.ok ? { ok: true, given: name.text } : { ok: false, problems: [name.problem] };
  };
}

/** The name of a preset. A word that begins with - is an option, so that the name is missing. */
function presetName(word: Word | undefined, missing: string): AsTyped {
  if (word === undefined || word.text.startsWith('-')) return { ok: false, problem: missing };
  const typed = asTyped(word, 'the name of a preset', 'text');
  return typed.ok && word.exact === 'nothing' ? { ok: true, text: plainName(typed.text) } : typed;
}

function nameIsMissing(subCommand: string, more = ''): string {
  return `The name of the preset is missing: type it right after \`${commandName} preset ${subCommand}\`${more}.`;
}

function tooMany(word: Word, before: Word | undefined): string {
  const shown = before !== undefined && mayGoOn(before.text) ? '…' : word.text;
  return `${code(shown, 60)} is one word too many, so nothing was done.`;
}

/** What a person is told who named no sub-command. */
function choice(typed: string | undefined, members: readonly Member[]): Message {
  return messageOfLines([
    ...(typed === undefined ? [] : [unknown(typed, members)]),
    ...members.map(
      ({ name, usage, summary }) => `• \`${`${commandName} preset ${name} ${usage}`.trimEnd()}\` ${summary}`,
    ),
    `• \`${commandName} start --preset NAME [ROOM URL] [OPTIONS]\` starts one; what is given with it wins.`,
    `\`${commandName} help preset\` has the options and examples.`,
  ]);
}

function unknown(typed: string, members: readonly Member[]): string {
  const meant = nearest(
    asListed(typed),
    members.map(({ name }) => name),
  );
  const suggestion = meant === undefined ? '' : ` Did you mean \`${commandName} preset ${meant}\`?`;
  return `${code(typed, 60)} is nothing that \`${commandName} preset\` does.${suggestion}`;
}
