import { unescapeText } from '../format/mrkdwn.ts';

/** Something that Slack has recognised in what a person typed, and that is more, or less, than a text. */
export type Recognised =
  /**
   * A person, a group, a channel or everybody; `something` is what nobody types and people see otherwise, such as a date.
   * `name` is what was typed for it, if Slack says that.
   */
  | {
      kind: 'mention';
      of: 'user' | 'group' | 'channel' | 'everybody' | 'something';
      id: string;
      name: string | undefined;
    }
  /** A link below words that say something else. */
  | { kind: 'link'; target: string; label: string };

/** Addresses of these begin with no //, and nobody types their scheme: phones make links of numbers and names. */
const phoneScheme = /^(?:tel|sms|mms|callto|facetime|facetime-audio|mailto|skype|sip|sips|im|maps):/i;

const anyScheme = /^[a-z][a-z0-9+.-]*:(?:\/\/)?/i;

/**
 * What Slack wrote as `<…>` (https://docs.slack.dev/messaging/formatting-message-text): the text that was typed, or what
 * it was recognised as. If a link carries a label, that is what was typed, but for what Slack adds or cuts: the
 * scheme, the slash at the end, the case, and the separators in numbers.
 */
export function readMarkup(markup: string): string | Recognised {
  const [, sign = '', target = '', written] = /^<([@#!]?)([^|]*)(?:\|(.*))?>$/s.exec(markup) ?? [];
  const label = written === undefined || written === '' ? undefined : unescapeText(written);
  if (sign === '') return readLink(unescapeText(target), label);
  return readMention(sign, target, label);
}

function readMention(sign: string, target: string, label: string | undefined): string | Recognised {
  const named = (mark: string) => label && (label.startsWith(mark) ? label : `${mark}${label}`);
  if (sign === '@') return { kind: 'mention', of: 'user', id: target, name: named('@') };
  if (sign === '#') return { kind: 'mention', of: 'channel', id: target, name: named('#') };
  const [, group] = /^subteam\^(\w+)/.exec(target) ?? [];
  if (group !== undefined) return { kind: 'mention', of: 'group', id: group, name: named('@') };
  // The label of a date is seen only by old clients, and of what Slack may think of yet nobody knows what is seen.
  if (/[^a-z]/.test(target)) return { kind: 'mention', of: 'something', id: target, name: undefined };
  return { kind: 'mention', of: 'everybody', id: target, name: named('@') ?? `@${target}` };
}

function readLink(target: string, label: string | undefined): string | Recognised {
  if (label === undefined) return target.replace(phoneScheme, '');
  if (phoneScheme.test(target) || isSame(target, label)) return label;
  return { kind: 'link', target, label };
}

function isSame(target: string, label: string): boolean {
  const plain = (text: string) =>
    percentDecoded(text).replace(anyScheme, '').replace(/\/$/, '').toLowerCase();
  return plain(target) === plain(label);
}

function percentDecoded(text: string): string {
  try {
    return decodeURI(text);
  } catch {
    return text;
  }
}
