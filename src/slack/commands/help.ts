import { type Field, fieldDefinitions } from '../../ingest/fields.ts';
import { commandName } from '../format/ids.ts';
import { type Message, messageOfLines } from '../format/message.ts';
import { escapeText } from '../format/mrkdwn.ts';
import type { Command } from './command.ts';

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
}: Command): Message {
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

function optionLine(field: Field, takes = fieldDefinitions[field].takes): string {
  return `• \`--${field}\` ${fieldDefinitions[field].purpose}. Takes ${escapeText(takes)}.`;
}
