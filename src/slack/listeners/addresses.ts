import { isStreamUrl } from '../../ingest/stream-url.ts';
import { unescapeText } from '../format/mrkdwn.ts';

/**
 * How a text is written: as mrkdwn with Slack's links in it, as text that is only escaped, as typed (rich text), or as
 * Markdown.
 */
export type Writing = 'mrkdwn' | 'escaped' | 'typed' | 'markdown';

/** A link as Slack writes it, <target|label>, or an address that Slack made no link of. */
const inMrkdwn = /<([^<>|]*)(\|[^<>]*)?>|(?<![a-z0-9+-])(?:https?|rtmp):\/\/[^\s<>|`"]+/gi;
/** A link as Markdown writes it, [label](target), or an address that stands for itself. */
const inMarkdown = /\[[^[\]]*\]\(<?([^\s<>()]+)|(?<![a-z0-9+-])(?:https?|rtmp):\/\/[^\s<>|`"]+/gi;
const bare = /(?<![a-z0-9+-])(?:https?|rtmp):\/\/[^\s<>|`"]+/gi;

/** The http, https and rtmp URLs in a text, in their order. A label is never one, whatever it looks like. */
export function addressesIn(text: string, writing: Writing): string[] {
  return found(text, writing).filter(isStreamUrl);
}

function found(text: string, writing: Writing): string[] {
  switch (writing) {
    case 'mrkdwn':
      return [...text.matchAll(inMrkdwn)].flatMap(({ 0: whole, 1: target, 2: label, index }) => {
        if (target === undefined) return bareIn(unescapeText(whole), text.charAt(index - 1));
        return [isOwnLabel(target, label) ? unescapeText(target) : linked(unescapeText(target))];
      });
    case 'markdown':
      return [...unescapeText(text).matchAll(inMarkdown)].flatMap(([whole, target]) =>
        target === undefined ? bareIn(whole) : [target],
      );
    case 'escaped':
      return bareIn(unescapeText(text));
    case 'typed':
      return bareIn(text);
  }
}

/** Whether a person gave the link its label; Slack's own is the address as it was typed. */
function isOwnLabel(target: string, label = '|'): boolean {
  return !target.endsWith(label.slice(1));
}

/**
 * The address of a link that Slack made by itself: it takes in what follows without a space, as other scripts are
 * written. What a person gave a label of its own is left as it is.
 */
export function linked(url: string): string {
  return url.slice(0, endOf(url));
}

/** `before` is what stands before the text. */
function bareIn(text: string, before = ''): string[] {
  return [...text.matchAll(bare)].flatMap(({ 0: run, index }) =>
    run.split(nextAddress).map((each) => withoutEnd(linked(each), text.charAt(index - 1) || before)),
  );
}

/** Where another address begins after words of a script that puts no spaces between them. */
const nextAddress = /(?<=[^!-~])(?=(?:https?|rtmp):\/\/)/i;
/** Punctuation and symbols of every script but ASCII's; not the marks that join letters. */
const foreignMark = /(?![!-~]|\p{Pc})[\p{P}\p{S}]/gu;
/** What only addresses have: if one comes later, the address has not ended. */
const signOfAddress = /[/?#=&%]|\.[a-z0-9]{2,5}(?![a-z0-9])/gi;
const fileEnding = /\.[a-z0-9]{2,5}$/i;
const longestEnding = 6;

/**
 * Where an address ends that a foreign mark may follow with no space between: at the first such mark after which nothing
 * looks like an address any more, or which follows the name of a file. Letters of every script may stand in addresses,
 * and marks in the names of files: `/映画（前編）.mp4`.
 */
function endOf(address: string): number {
  const lastSign = [...address.matchAll(signOfAddress)].at(-1)?.index ?? 0;
  const ends = [...address.matchAll(foreignMark)].find(
    ({ index }) =>
      index > lastSign || fileEnding.test(address.slice(Math.max(0, index - longestEnding), index)),
  );
  return ends?.index ?? address.length;
}

/** What ends a sentence, not an address. */
const closing = `.,;:!?'"*`;
const brackets: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
/** Marks of mrkdwn that may also end an address: they do not if they stand before it as well. */
const paired = '_~';

function withoutEnd(address: string, before: string): string {
  let end = address.length;
  const unopened = unopenedIn(address);
  for (;;) {
    const last = address.charAt(end - 1);
    if (end === 0) break;
    const opener = brackets[last];
    if (opener !== undefined && (unopened[opener] ?? 0) > 0) unopened[opener] = (unopened[opener] ?? 0) - 1;
    else if (!closing.includes(last) && !(paired.includes(last) && last === before)) break;
    end -= 1;
  }
  return address.slice(0, end);
}

/** By opening bracket, how many more close than were opened: those are not the address's own. */
function unopenedIn(address: string): Record<string, number> {
  const count = (sign: string) => address.split(sign).length - 1;
  return Object.fromEntries(
    Object.entries(brackets).map(([close, open]) => [open, count(close) - count(open)]),
  );
}
