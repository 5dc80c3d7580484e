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
 * escaped (https://docs.slack.dev/messaging/formatting-message-text, and `should_escape` of the manifest).
 */
export function asSlackSends(typed: string, mentionable: Mentionable): string {
  return typed
    .split(link)
    .map((piece, index) => (index % 2 === 1 ? asLink(piece) : withMentions(escaped(piece), mentionable)))
    .join('');
}

function asLink(typed: string): string {
  const url = typed.replace(afterLink, '');
  return `<${escaped(url)}>${typed.slice(url.length)}`;
}

function withMentions(text: string, { people, channels, groups }: Mentionable): string {
  return text
    .replace(/(?<=^|[\s("'=,])@([\w-]+)/g, (typed, name: string) => {
      const person = people.find((each) => each.name === name);
      const group = groups.find((each) => each.handle === name);
      if (person !== undefined) return `<@${person.id}>`;
      return group === undefined ? typed : `<!subteam^${group.id}>`;
    })
    .replace(/(?<=^|[\s("'=,])#([\w-]+)/g, (typed, name: string) => {
      const channel = channels.find((each) => each.name === name);
      return channel === undefined ? typed : `<#${channel.id}>`;
    });
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
