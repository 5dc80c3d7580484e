import { withEmoji } from '../../../slack/emoji.ts';
import type { Snapshot } from '../../protocol.ts';
import { groupHandle, personName } from '../workspace/names.ts';
import { type Inline, parseMrkdwn } from './mrkdwn.ts';
import { formatDate } from './slack-date.ts';

/** mrkdwn as words to be read out. */
export function readablePlain(text: string, snapshot: Snapshot): string {
  return parseMrkdwn(text)
    .map((paragraph) =>
      paragraph.type === 'pre'
        ? paragraph.text
        : paragraph.lines.map((line) => words(line, snapshot)).join('\n'),
    )
    .join('\n');
}

function words(parts: readonly Inline[], snapshot: Snapshot): string {
  return parts.map((part) => word(part, snapshot)).join('');
}

function word(part: Inline, snapshot: Snapshot): string {
  switch (part.type) {
    case 'text':
      return withEmoji(part.text);
    case 'code':
      return part.text;
    case 'styled':
      return words(part.children, snapshot);
    case 'date':
      return formatDate(part.seconds, part.format, part.fallback);
    case 'link':
      return part.label;
    case 'channel':
      return snapshot.channels.find(({ id }) => id === part.id)?.name ?? part.label ?? part.id;
    case 'user':
      return personName(snapshot, part.id) ?? part.label ?? part.id;
    case 'group':
      return groupHandle(snapshot, part.id) ?? part.label ?? part.id;
    default:
      return part.label ?? part.id;
  }
}
