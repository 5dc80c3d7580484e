import type { Field } from '../../ingest/fields.ts';
import { nearest } from '../../ingest/nearest.ts';
import { answer } from '../answers/asker.ts';
import { asListed } from '../command-line/tokens.ts';
import { fieldWords } from '../format/field-words.ts';
import { commandName } from '../format/ids.ts';
import { type Message, message, messageOfLines } from '../format/message.ts';
import { code, escapeText } from '../format/mrkdwn.ts';
import { type Command, command, type Description, named, type SingleCommand } from './command.ts';

/** `/ingest help`, about all commands with itself among them. */
export function helpCommand(commands: () => readonly Command[]): SingleCommand {
  return command({
    name: 'help',
    usage: '[COMMAND]',
    summary: 'lists the commands, or the options of one.',
    examples: ['help start'],
    needs: 'anybody',
    changes: false,
    options: [],
    grammar: ([name]) => ({ ok: true, given: name }),
    run(name, by) {
      if (name === undefined || name.text.startsWith('-')) return answer(by, overview(commands()));
      const about = named(name.text, commands());
      return answer(
        by,
        about === undefined ? message(unknownCommand(name.text, commands())) : usageOf(about),
      );
    },
  });
}

/** The sentence about a command that there is none of. */
export function unknownCommand(name: string, commands: readonly Command[]): string {
  const meant = nearest(
    asListed(name),
    commands.map((each) => each.name),
  );
  const suggestion = meant === undefined ? '' : ` Did you mean \`${commandName} ${meant}\`?`;
  return `${code(name, 60)} is not a command.${suggestion} \`${commandName} help\` lists them.`;
}

/** What the bot can do: every command in a line. */
export function overview(commands: readonly Command[]): Message {
  return messageOfLines([
    `*${commandName}* puts online media streams into TRTC rooms.`,
    `• \`${commandName}\` opens the start form.`,
    ...commands.map(({ name, usage, summary }) => `• \`${synopsis(name, usage)}\` ${summary}`),
    `\`${commandName} help COMMAND\` says more about a command.`,
  ]);
}

/** One command with all its options. */
export function usageOf({
  name,
  usage,
  summary,
  notes = [],
  examples,
  options,
  takes = {},
}: Description): Message {
  return messageOfLines([
    `\`${synopsis(name, usage)}\``,
    summary,
    ...notes,
    ...(options.length === 0
      ? []
      : ['*Options*', ...options.map((field) => optionLine(field, takes[field]))]),
    ...(examples.length === 0
      ? []
      : ['*Examples*', ...examples.map((example) => `\`${commandName} ${example}\``)]),
  ]);
}

function synopsis(name: string, usage: string): string {
  return `${commandName} ${name} ${usage}`.trimEnd();
}

function optionLine(field: Field, takes = fieldWords[field].takes): string {
  return `• \`--${field}\` ${fieldWords[field].purpose}. Takes ${escapeText(takes)}.`;
}
