import { ago } from './ago.ts';
import type { Text } from './block-kit/types.ts';
import { withEmoji } from './emoji.ts';
import type { Channel, Person, UserGroup } from './types.ts';

/** What ids stand for. */
export interface Names {
  readonly people: readonly Person[];
  readonly channels: readonly Channel[];
  readonly groups: readonly UserGroup[];
}

/** '18:02', in UTC, of a time in seconds or a message's ts. */
export function timeOfDay(seconds: number | string): string {
  return new Date(Number(seconds) * 1000).toISOString().slice(11, 16);
}

/** A moment in seconds as Slack's date formatting shows it, in UTC. */
export function dateText({ timestamp, format }: { timestamp: number; format: string }): string {
  return date(String(timestamp), format);
}

function date(seconds: string, format: string): string {
  const iso = new Date(Number(seconds) * 1000).toISOString();
  return format
    .replaceAll(/\{time\}/g, iso.slice(11, 16))
    .replaceAll(/\{time_secs\}/g, iso.slice(11, 19))
    .replaceAll(/\{ago\}/g, ago(Number(seconds) * 1000, Date.now()))
    .replaceAll(/\{(date|day)\w*\}/g, iso.slice(0, 10));
}

/** A `<…>` of mrkdwn as people read it. */
function token(inner: string, names: Names): string {
  const [target = '', label] = inner.split('|', 2);
  const id = target.slice(1);
  if (target.startsWith('@')) return `@${names.people.find((one) => one.id === id)?.name ?? label ?? id}`;
  if (target.startsWith('#')) return `#${names.channels.find((one) => one.id === id)?.name ?? label ?? id}`;
  if (target.startsWith('!subteam^')) {
    const group = target.slice('!subteam^'.length);
    return `@${names.groups.find((one) => one.id === group)?.handle ?? group}`;
  }
  if (target.startsWith('!date^')) {
    const [, seconds = '', format = ''] = target.split('^');
    return Number.isFinite(Number(seconds)) ? date(seconds, format) : (label ?? '');
  }
  if (target.startsWith('!')) return `@${id}`;
  return label === undefined || label === target ? target : `${label} (${target})`;
}

/** A text without Slack's escapes: it escapes these three characters, and no others. */
export function decoded(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Bold, italic and strike lose their marks where Slack takes them for marks. */
function unmarked(text: string): string {
  return ['\\*', '_', '~'].reduce(
    (rest, mark) =>
      rest.replaceAll(
        new RegExp(`(^|[^\\w${mark}])${mark}(\\S(?:[^${mark}\n]*\\S)?)${mark}(?![\\w${mark}])`, 'gm'),
        '$1$2',
      ),
    text,
  );
}

/** mrkdwn as plain text. */
export function readable(text: string, names: Names): string {
  return text
    .split(/(```[\s\S]+?```|`[^`\n]+`)/)
    .map((part, index) => (index % 2 === 1 ? part : withEmoji(unmarked(part))))
    .join('')
    .split(/<([^<>]+)>/)
    .map((part, index) => (index % 2 === 1 ? decoded(token(part, names)) : decoded(part)))
    .join('');
}

export function readableText(text: Text, names: Names): string {
  return text.type === 'mrkdwn' ? readable(text.text, names) : withEmoji(text.text);
}
