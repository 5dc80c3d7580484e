import { withoutInvisible } from '../../ingest/characters.ts';
import { unescapeText } from '../format/mrkdwn.ts';
import { unmarkedCommand, unmarkedValue, withoutEnd } from './marks.ts';
import { type Recognised, readMarkup } from './markup.ts';
import { optionAt, plainBare, plainLetters, plainValue } from './plain-signs.ts';

import type { Word } from './typed-text.ts';

/** The words of a command, or the sentence that says why it cannot be read. */
export type Words = { ok: true; words: Word[] } | { ok: false; problem: string };

/** Takes the place of what Slack has recognised, until the words are split. What is typed holds none: see withoutInvisible. */
const placeholder = '\uFFFC';

/**
 * Splits a command's text into words as the person meant them, undoing what Slack and phones make of it: links, mentions
 * and entities, dashes for `--`, typographic quotes, signs of other keyboards, marks of formatting, spaces of all kinds
 * and what cannot be seen.
 */
export function toWords(text: string): Words {
  const pieces = withoutInvisible(text).split(/(<[^<>]*>)/);
  const recognised = pieces.filter((_, index) => index % 2 === 1).map(readMarkup);
  const typed = pieces.map((piece, index) => (index % 2 === 1 ? placeholder : unescapeText(piece))).join('');
  return split(unmarkedCommand(typed), recognised);
}

/** The same of what was typed behind the command's name, where people also paste whole commands. */
export function commandWords(text: string): Words {
  const read = toWords(text);
  return read.ok ? { ok: true, words: withoutCommand(wholeInQuotes(read.words)) } : read;
}

/** The name of a command or one of its parts as the help lists it, however it was typed. */
export function asListed(name: string): string {
  const plain = plainLetters(name).toLowerCase().replace(/^--?/, '');
  return withoutEnd(plain.replace(/^[_~]/, ''), '_~.,;:');
}

const openQuotation =
  'A quotation mark is missing, or stands inside a word: put quotes around the whole value, as in `"main stage"`.';

/** A quotation begins at a word's start or after an option's `=`; marks of formatting may stand around it. */
function split(text: string, recognised: (string | Recognised)[]): Words {
  const words: Word[] = [];
  const next = /\S/g;
  for (let at = firstFrom(next, text, 0); at < text.length; at = firstFrom(next, text, at)) {
    const { option, end: valueAt } = optionAt(text, at) ?? { option: '', end: at };
    const quotation = quotationAt(text, marksBeforeQuote(text, valueAt));
    if (quotation === 'open') return { ok: false, problem: openQuotation };
    if (quotation !== undefined) {
      words.push(filledIn(option + quotation.text, option === '' ? 'all' : 'value', recognised));
      at = quotation.end;
      continue;
    }
    const end = firstFrom(/\s/g, text, valueAt);
    const bare = unmarkedValue(text.slice(valueAt, end));
    const word = option === '' ? plainBare(bare) : option + plainValue(bare);
    const read = filledIn(word, 'nothing', recognised);
    if (read.text !== '') words.push(read);
    at = end;
  }
  return { ok: true, words };
}

function firstFrom(what: RegExp, text: string, from: number): number {
  what.lastIndex = from;
  return what.exec(text)?.index ?? text.length;
}

/** If a quote stands behind marks of formatting, the place behind these; else the place where it began. */
function marksBeforeQuote(text: string, from: number): number {
  const marks = /[`*]+/y;
  marks.lastIndex = from;
  const end = marks.test(text) ? marks.lastIndex : from;
  return quotationAt(text, end) === undefined ? from : end;
}

/** Puts what Slack has recognised, in its order, into the places that were kept for it. */
function filledIn(text: string, exact: Word['exact'], recognised: (string | Recognised)[]): Word {
  let found: Word['recognised'];
  const whole = text.replaceAll(placeholder, () => {
    const next = recognised.shift() ?? '';
    if (typeof next === 'string') return next;
    found = { as: next, text: textOf(next) };
    return found.text;
  });
  return { text: whole, exact, ...(found === undefined ? {} : { recognised: found }) };
}

function textOf(recognised: Recognised): string {
  if (recognised.kind === 'link') return recognised.label;
  const { name, of, id } = recognised;
  if (of === 'something') return `<!${id}>`;
  return name ?? (of === 'group' ? `<!subteam^${id}>` : `<${of === 'channel' ? '#' : '@'}${id}>`);
}

/** Somebody who copies a whole command in quotes means the command. */
function wholeInQuotes(words: Word[]): Word[] {
  const [only, ...more] = words;
  if (only === undefined || more.length > 0 || only.exact !== 'all' || !/\s/.test(only.text)) return words;
  const read = split(only.text, []);
  return read.ok ? read.words : words;
}

/** The bot's own messages show commands as /ingest …, and so they are copied. */
function withoutCommand(words: Word[]): Word[] {
  const [first, ...rest] = words;
  return first !== undefined && /^[/／][a-zａ-ｚ][\w-]*$/i.test(first.text) ? rest : words;
}

/** Quotes of one kind, the plain one among them: if one opens, any of them may close, its partner before all others. */
interface QuoteKind {
  opening: string;
  closing: string;
  partners: Readonly<Record<string, string>>;
}

const doubles: QuoteKind = {
  opening: '"“”„‟«»＂「『《〈〝″❝⹂',
  closing: '"“”„‟«»＂」』》〉〞〟″❞',
  partners: {
    ...{ '"': '"', '“': '”', '”': '”', '„': '“', '‟': '”', '«': '»', '»': '«', '＂': '＂' },
    ...{ '「': '」', '『': '』', '《': '》', '〈': '〉', '〝': '〞', '″': '″', '❝': '❞' },
  },
};
const singles: QuoteKind = {
  opening: "'‘’‚‛‹›＇❛",
  closing: "'‘’‚‛‹›＇❜",
  partners: { "'": "'", '‘': '’', '’': '’', '‚': '‘', '‹': '›', '›': '‹', '＇': '＇', '❛': '❜' },
};

interface Quotation {
  /** What stands between the quotes. */
  text: string;
  /** Where the word ends that it is: behind the quote, and behind marks and signs that follow it. */
  end: number;
}

/** Marks of formatting, and what ends a sentence: none of it belongs to what was quoted. */
const behind = /[`*]*[.,;]*(?=\s|$)/y;

/**
 * Reads a quotation that begins at `from`: undefined if no quote stands there, `open` if it does not end before a
 * space or the end of the text.
 */
function quotationAt(text: string, from: number): Quotation | 'open' | undefined {
  const quote = text.charAt(from);
  const kind = [doubles, singles].find(({ opening }) => quote !== '' && opening.includes(quote));
  if (kind === undefined) return undefined;
  const partner = kind.partners[quote];
  return (
    closedBy((sign) => sign === partner, text, from) ??
    closedBy((sign) => kind.closing.includes(sign), text, from) ??
    'open'
  );
}

function closedBy(closes: (sign: string) => boolean, text: string, from: number): Quotation | undefined {
  for (let at = from + 1; at < text.length; at += 1) {
    if (!closes(text.charAt(at))) continue;
    behind.lastIndex = at + 1;
    if (behind.test(text)) return { text: text.slice(from + 1, at), end: behind.lastIndex };
  }
  return undefined;
}
