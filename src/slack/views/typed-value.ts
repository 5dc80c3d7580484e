import { withoutInvisible } from '../../ingest/characters.ts';
import { type Field, fieldDefinitions } from '../../ingest/fields.ts';
import { unescapeText } from '../format/mrkdwn.ts';

/**
 * What a person meant by what they put into a field of a form: the value without what cannot belong to it; undefined if
 * nothing is left. Characters that nobody sees and spaces around it belong to no value, quotes and the brackets of a link
 * around it to no value but a room's, and digits and signs of other keyboards are plain ones in numbers and choices. A
 * room and a URL are otherwise left as they are, for their rules to judge.
 */
export function typedValue(field: Field, text: string): string | undefined {
  const { kind } = fieldDefinitions[field];
  const seen = withoutInvisible(text).trim();
  const value = field === 'room' ? seen : unquoted(seen);
  return (kind === 'whole number' || kind === 'choice' ? inPlainSigns(value) : value) || undefined;
}

/** A link as Slack keeps it, <target|label>. */
const slacksLink = /^<([^<>|]*)(?:\|[^<>]*)?>$/;
/** No value but a room's begins with the first of a pair; the second may end a URL that does not begin so. */
const pairs = ["''", '‘’', '‚‘', '“”', '„“', '””', '«»', '‹›', '「」', '『』', '＂＂'];
/** Nobody quotes what is quoted more often than that. */
const mostQuotes = 4;

/** If nothing but quotes was typed, that is what is refused. */
function unquoted(text: string): string {
  let value = text;
  for (let round = 0; round < mostQuotes; round += 1) {
    const bare = stripped(value, '"`');
    const link = slacksLink.exec(bare)?.[1];
    value = link === undefined ? withoutPair(stripped(bare, '<>')) : unescapeText(link);
  }
  return value === '' ? text : value;
}

function withoutPair(text: string): string {
  const paired = pairs.some(([open, close]) => text.at(0) === open && text.at(-1) === close);
  return paired && text.length > 1 ? text.slice(1, -1) : text;
}

/** Without these signs, and spaces, at both ends. */
function stripped(text: string, signs: string): string {
  const goes = (sign: string) => signs.includes(sign) || sign.trim() === '';
  let [start, end] = [0, text.length];
  while (end > start && goes(text.charAt(end - 1))) end -= 1;
  while (start < end && goes(text.charAt(start))) start += 1;
  return text.slice(start, end);
}

/** The zeros of the keyboards that write other digits: Arabic, Persian, Devanagari, Bengali, Thai. */
const zeros = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50];
const fullWidth = /[\uFF01-\uFF5E]/g;
const otherDigits = /[\u0660-\u0669\u06F0-\u06F9\u0966-\u096F\u09E6-\u09EF\u0E50-\u0E59]/g;
/** Dashes, the minus of mathematics, and the long vowel that Japanese keyboards write in its place. */
const minus = /^[\u2010-\u2015\u2212\u30FC\uFE63\uFF70]/;

function inPlainSigns(text: string): string {
  return text
    .replace(fullWidth, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(otherDigits, (digit) => {
      const code = digit.charCodeAt(0);
      return String(code - (zeros.findLast((zero) => zero <= code) ?? code));
    })
    .replace(minus, '-');
}
