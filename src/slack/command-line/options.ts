import parse from 'yargs-parser';
import { nearest } from '../../ingest/nearest.ts';
import { commandName } from '../format/ids.ts';
import { code, listing } from '../format/mrkdwn.ts';
import { asFlag, doubtfulFlag, isFlagValue, noFlagValue, perhapsFlagValue } from './flags.ts';
import { withoutEnd } from './marks.ts';
import { isLoneDash, plainLetters } from './plain-signs.ts';
import { asTyped, type Reading, type Word } from './typed-text.ts';

export interface OptionSpec<Name extends string> {
  /** Options that take a value. */
  values: readonly Name[];
  /** Options that are true when they stand alone. */
  flags: readonly Name[];
  /** The command that lists the options, if there are too many for a sentence, such as `help start`. */
  listedBy?: string;
  /** What the words that belong to no option may be besides text: people, or links. */
  operands?: Reading;
}

export interface ParsedOptions<Name extends string> {
  options: Partial<Record<Name, string>>;
  /** The same as words, if it matters how they were written. */
  given: Partial<Record<Name, Word>>;
  /** Words that belong to no option. */
  operands: Word[];
  /** What is wrong with the words, a sentence each. */
  problems: string[];
}

/** An option as it stands in a word, and its value if that stands there too. */
interface WrittenOption {
  /** In plain small letters. */
  name: string;
  /** As it was written. */
  written: string;
  value?: Word;
}

/**
 * Reads options as text, exactly as written: no numbers are guessed, dots mean nothing, nothing is overwritten.
 * Unknown options, repeated ones and ones without a value are problems. Names may be in capitals, as phones write them
 * behind a dash, or in full-width letters.
 */
export function parseOptions<Name extends string>(
  words: readonly Word[],
  spec: OptionSpec<Name>,
): ParsedOptions<Name> {
  const { values, flags } = spec;
  const known: readonly string[] = [...values, ...flags];
  const problems: string[] = [];
  const { _: rest, ...found } = parse(writtenFor(words, spec, problems), {
    string: [...known],
    configuration: {
      'boolean-negation': false,
      'camel-case-expansion': false,
      'dot-notation': false,
      'parse-numbers': false,
      'parse-positional-numbers': false,
      'short-option-groups': false,
    },
  });
  const options: Partial<Record<Name, string>> = {};
  const given: Partial<Record<Name, Word>> = {};
  for (const [name, value] of Object.entries(found)) {
    if (!isKnown(name)) problems.push(unknownOption(name, spec));
    else if (Array.isArray(value))
      problems.push(`\`--${name}\` was given ${value.length} times; give it once.`);
    else take(name, wordAt(String(value)));
  }
  return { options, given, operands: rest.flatMap((token) => operand(wordAt(String(token)))), problems };

  function isKnown(name: string): name is Name {
    return known.includes(name);
  }

  /** What yargs-parser gives back stands for the words. */
  function wordAt(token: string): Word {
    const [, sign, index] = /^([wvtf])(\d+)$/.exec(token) ?? [];
    const word = words[Number(index)];
    if (sign === 't' || sign === 'f') return { text: String(sign === 't'), exact: 'all' };
    return (sign === 'v' ? readOption(word)?.value : word) ?? { text: '', exact: 'nothing' };
  }

  function take(name: Name, word: Word): void {
    if (word.text === '') return void problems.push(`\`--${name}\` needs a value.`);
    const typed = asTyped(word, `\`--${name}\``, name === 'url' ? 'link' : 'text');
    if (!typed.ok) return void problems.push(typed.problem);
    options[name] = flags.includes(name) ? asFlag(typed.text) : typed.text;
    given[name] = word;
  }

  function operand(word: Word): Word[] {
    const bare = withoutDashes(word, spec);
    if (bare !== undefined) {
      problems.push(bare);
      return [];
    }
    const typed = asTyped(word, 'this command', spec.operands ?? 'text');
    if (typed.ok) return [{ ...word, text: typed.text }];
    problems.push(typed.problem);
    return [];
  }
}

/** Whether the word is the beginning of an option, known or not. */
export function isOption(word: Word | undefined): boolean {
  return readOption(word) !== undefined;
}

/**
 * The words that stand right behind a flag and are none of its values, each with a sentence about it; none if the flag
 * is asked about already.
 */
export function behindFlags(
  words: readonly Word[],
  { flags }: OptionSpec<string>,
): { word: Word; problem: string | undefined }[] {
  return words.flatMap((word, index) => {
    const option = readOption(words[index - 1]);
    const isLoneFlag = option !== undefined && option.value === undefined && flags.includes(option.name);
    const isDash = isLoneDash(word.text) || word.text === '--';
    if (!isLoneFlag || isDash || isOption(word) || isFlagValue(word.text)) return [];
    return [{ word, problem: perhapsFlagValue(word) ? undefined : noFlagValue(option.name) }];
  });
}

/** The sentence about an option that there is none of; undefined if the word is no option or a known one. */
export function unknownOptionIn(word: Word, spec: OptionSpec<string>): string | undefined {
  const option = readOption(word);
  if (option === undefined || isKnownOption(option.name, spec)) return undefined;
  return unknownOption(option.written, spec);
}

function isKnownOption(name: string, { values, flags }: OptionSpec<string>): boolean {
  return values.includes(name) || flags.includes(name.replace(/^no-/, ''));
}

/**
 * The words as yargs-parser reads them: names of options as they are, and for each other word its number, so that none is
 * taken for something that it is not. Reserved names are problems at once, since yargs-parser uses them itself.
 */
function writtenFor(words: readonly Word[], spec: OptionSpec<string>, problems: string[]): string[] {
  const written: string[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (word?.exact === 'nothing' && word.text === '--') {
      return [...written, '--', ...words.slice(at + 1).map((_, n) => `w${at + 1 + n}`)];
    }
    const afterSpace = optionAfterSpace(word, words[at + 1], spec);
    const option = afterSpace ?? readOption(word);
    if (afterSpace !== undefined) at += 1;
    if (option === undefined) written.push(`w${at}`);
    else if (/^(_|__proto__)$/.test(option.written)) problems.push(unknownOption(option.written, spec));
    else if (spec.flags.includes(option.name.replace(/^no-/, ''))) {
      const isComplete = option.value !== undefined || option.name.startsWith('no-');
      const next = isComplete ? undefined : words[at + 1];
      const takesNext = next !== undefined && isFlagValue(next.text);
      if (next !== undefined && !takesNext && perhapsFlagValue(next))
        problems.push(doubtfulFlag(option.name, next));
      written.push(flagWritten(option, at, takesNext));
      if (takesNext) at += 1;
    } else {
      const name = isKnownOption(option.name, spec) ? option.name : option.written;
      written.push(`--${name}${option.value === undefined ? '' : `=v${at}`}`);
    }
  }
  return written;
}

function flagWritten({ name, value }: WrittenOption, at: number, takesNext: boolean): string {
  if (name.startsWith('no-') && value === undefined) return `--${name.slice(3)}=f${at}`;
  if (value !== undefined) return `--${name}=v${at}`;
  return takesNext ? `--${name}=w${at + 1}` : `--${name}=t${at}`;
}

/** Phones put a space behind a long dash: if the name of an option follows, it begins that. */
function optionAfterSpace(
  dash: Word | undefined,
  next: Word | undefined,
  spec: OptionSpec<string>,
): WrittenOption | undefined {
  if (dash?.exact !== 'nothing' || !isLoneDash(dash.text) || next === undefined) return undefined;
  const option = readOption({ ...next, text: `--${next.text}` });
  return option !== undefined && isKnownOption(option.name, spec) ? option : undefined;
}

/** A single dash begins an option before a letter only: `-5` is a number, or a room. */
const optionShape = /^(?:---?(?=[^-=\s])|-(?=[\p{L}_]))([^=]*)(?:(=)(.*))?$/su;

function readOption(word: Word | undefined): WrittenOption | undefined {
  if (word === undefined || word.exact === 'all') return undefined;
  const [, written, equals, value = ''] = optionShape.exec(word.text) ?? [];
  if (written === undefined) return undefined;
  const name = withoutEnd(plainLetters(written), '.,;:').toLowerCase();
  if (equals === undefined) return { name, written };
  const { recognised } = word;
  return {
    name,
    written,
    value: {
      text: value,
      exact: word.exact === 'value' ? 'all' : 'nothing',
      ...(recognised === undefined ? {} : { recognised }),
    },
  };
}

/** The sentence about a word such as `room=room1`, which is an option but for its dashes. */
function withoutDashes({ text, exact }: Word, spec: OptionSpec<string>): string | undefined {
  const [, written = ''] = /^([^\s:=＝：/]+)[:=＝：]/.exec(text) ?? [];
  const name = plainLetters(written).toLowerCase();
  if (exact !== 'nothing' || !isKnownOption(name, spec)) return undefined;
  return `${code(text, 100)} looks like the option \`--${name}\` without its dashes: write \`--${name} VALUE\`, or put the word in quotes.`;
}

function unknownOption(name: string, { values, flags, listedBy }: OptionSpec<string>): string {
  const known = [...values, ...flags];
  const given = code(`--${name}`, 60);
  const meant = nearest(name, known);
  if (meant !== undefined) return `${given} is not an option. Did you mean \`--${meant}\`?`;
  if (known.length === 0) return `${given} is not an option: this takes none.`;
  const named = `${known.length === 1 ? 'there is' : 'there are'} ${listing(known.map((one) => `\`--${one}\``))}`;
  const allowed = listedBy === undefined ? named : `\`${commandName} ${listedBy}\` lists those there are`;
  return `${given} is not an option: ${allowed}.`;
}
