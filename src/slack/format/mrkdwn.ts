import { maskText } from '../../ingest/mask.ts';

/** Slack's limits in characters (its Block Kit reference), as far as they are met here. */
export const limits = {
  sectionText: 3000,
  /** All blocks of a message together; Slack refuses more than about 13,200. */
  messageText: 12_000,
  buttonText: 75,
  inputLabel: 2000,
  inputHint: 2000,
  placeholder: 150,
  optionText: 75,
  modalTitle: 24,
  plainTextInput: 3000,
  privateMetadata: 3000,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
} as const;

/** At most so many characters, the last of them … if something had to go. Never ends inside a character. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = text.slice(0, most - 1);
  return `${/[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept}…`;
}

/** A name in at most so many characters, cut in its middle: names of one kind differ at their ends. */
export function cutInside(name: string, most: number): string {
  if (name.length <= most) return name;
  const tail = Math.floor((most - 1) / 2);
  return `${name.slice(0, most - 1 - tail)}…${name.slice(-tail)}`;
}

/** Text from outside as mrkdwn that pings nobody and links nowhere: Slack's three control characters escaped. */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Text as Slack sends it, without what Slack has escaped: these three characters, and no others. */
export function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Controls, and marks that turn the direction of writing: they move or hide what stands around them. */
const unseen = /[\p{Cc}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

/** Words from outside, such as those of an error, on one line, in at most `most` characters before escaping. */
export function quoted(text: string, most: number): string {
  return escapeText(oneLine(text, most));
}

/** The same where text is no mrkdwn, such as in the cell of a table. */
export function oneLine(text: string, most: number): string {
  return cut(maskText(text).replace(/\s+/g, ' ').replace(unseen, '\uFFFD'), most);
}

/** Text from outside as `code`, on one line, in at most `most` characters before escaping. */
export function code(text: string, most = 200): string {
  return `\`${quoted(text === '' ? '(nothing)' : text.replaceAll('`', 'ˋ'), most)}\``;
}

export const user = (id: string): string => `<@${id}>`;
export const group = (id: string): string => `<!subteam^${id}>`;
export const channel = (id: string): string => `<#${id}>`;

/** A moment (ms since the epoch) as time of day in the reader's own zone; in UTC if a client cannot tell. */
export function timeOfDay(at: number): string {
  return moment(at, '{time}', utc(at).slice(11, 16));
}

/** The same, with how long ago that is whenever it is read: for messages that stay as they are while time goes on. */
export function timeAndAge(at: number): string {
  return timeOfDay(at).replace('{time}', '{time}, {ago}');
}

/** The same to the second, for what is compared with other clocks and logs. */
export function timeToTheSecond(at: number): string {
  return moment(at, '{time_secs}', utc(at).slice(11, 19));
}

/** A moment as day and time in the reader's own zone, the day in a word such as "today" if there is one. */
export function date(at: number): string {
  return moment(at, '{date_short_pretty} {time}', utc(at).slice(0, 16));
}

/** The same without such words, to stand behind "on". */
export function calendarDate(at: number): string {
  return moment(at, '{date_short} {time}', utc(at).slice(0, 16));
}

function moment(at: number, pattern: string, fallback: string): string {
  return `<!date^${Math.floor(at / 1000)}^${pattern}|${fallback} UTC>`;
}

function utc(at: number): string {
  return new Date(at).toISOString().replace('T', ' ');
}

/** A length of time in words as short as they may be: `42 min`, `3 h 5 min`, `2 d 3 h`. */
export function duration(ms: number): string {
  const minutes = Math.floor(Math.max(0, ms) / 60_000);
  if (minutes < 1) return `${Math.floor(Math.max(0, ms) / 1000)} s`;
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listing(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
