import type { Channel, Person, UserGroup } from '../slack/index.ts';

/** Who and what can be mentioned. */
export interface Mentionable {
  people: readonly Person[];
  channels: readonly Channel[];
  groups: readonly UserGroup[];
}

const link = /(https?:\/\/[^\s<>|"']+)/;
/** What ends a sentence or a bracket, not a link. */
const afterLink = /[.,;:!?)]+$/;

/**
 * What Slack sends for what a person typed: links and mentions in angle brackets, the characters `&`, `<`, `>`
 * escaped (https://docs.slack.dev/messaging/formatting-message-text, and `should_escape` of the manifest). In commands
 * mentions and links of telephone numbers carry a label, with what was typed.
 */
export function asSlackSends(typed: string, mentionable: Mentionable, { labels = false } = {}): string {
  return typed
    .split(link)
    .map((piece, index) =>
      index % 2 === 1
        ? asLink(piece)
        : withMentions(withNumbers(escaped(piece), labels), mentionable, labels),
    )
    .join('');
}

/**
 * What phones make of it before that: one long dash for two, curly quotes, a capital where they take something for the
 * beginning of a sentence, and links of numbers that look like those of telephones.
 */
export function asPhonesSend(typed: string): string {
  return typed
    .replace(/(^|\s)--(?=\w)/g, '$1—')
    .replace(/^(—?)([a-z])/, (_, dash: string, letter: string) => dash + letter.toUpperCase())
    .replace(/"([^"]*)"/g, '“$1”')
    .replace(/'([^']*)'/g, '‘$1’')
    .replace(/(^|[\s=])(\d[\d-]{6,14}\d)(?=\s|$)/g, `$1${numberSign}$2${numberSign}`);
}

/** Around a number that a phone has recognised, until Slack makes a link of it. No keyboard has it. */
const numberSign = '\uE000';
const number = new RegExp(`${numberSign}([\\d-]+)${numberSign}`, 'g');

function withNumbers(text: string, labels: boolean): string {
  return text.replace(number, (_, typed: string) =>
    labels ? `<tel:${typed.replaceAll('-', '')}|${typed}>` : typed,
  );
}

function asLink(typed: string): string {
  const url = typed.replace(afterLink, '');
  return `<${escaped(url)}>${typed.slice(url.length)}`;
}

function withMentions(text: string, { people, channels, groups }: Mentionable, labels: boolean): string {
  const label = (name: string) => (labels ? `|${name}` : '');
  return text
    .replace(/(?<=^|[\s("'=,])@([\w-]+)/g, (typed, name: string) => {
      const person = people.find((each) => each.name === name);
      const group = groups.find((each) => each.handle === name);
      if (person !== undefined) return `<@${person.id}${label(name)}>`;
      return group === undefined ? typed : `<!subteam^${group.id}${label(`@${name}`)}>`;
    })
    .replace(/(?<=^|[\s("'=,])#([\w-]+)/g, (typed, name: string) => {
      const channel = channels.find((each) => each.name === name);
      return channel === undefined ? typed : `<#${channel.id}${label(name)}>`;
    });
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
