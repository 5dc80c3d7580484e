import parse from 'yargs-parser';
import { code, listing } from '../blocks/mrkdwn.ts';
import { nearest } from './nearest.ts';
import { commandName } from './table.ts';

export interface OptionSpec<Name extends string> {
  /** Options that take a value. */
  values: readonly Name[];
  /** Options that are true when they stand alone. */
  flags: readonly Name[];
  /** The command that lists the options, where there are too many for a sentence, such as `help start`. */
  listedBy?: string;
}

export interface ParsedOptions<Name extends string> {
  options: Partial<Record<Name, string>>;
  /** Words that belong to no option. */
  operands: string[];
  /** What is wrong with the words, a sentence each. */
  problems: string[];
}

/**
 * Reads options as text, exactly as written: no numbers are guessed, dots mean nothing, nothing is overwritten.
 * Unknown options, repeated ones and ones without a value are problems.
 */
export function parseOptions<Name extends string>(
  words: readonly string[],
  spec: OptionSpec<Name>,
): ParsedOptions<Name> {
  const { values, flags } = spec;
  const known: readonly string[] = [...values, ...flags];
  const problems = words.filter(isReserved).map((word) => unknownOption(nameOf(word), spec));
  const parsed = parse(withFlagValues(words.filter((word) => !isReserved(word)).map(literal), flags), {
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
  const { _: operands, ...given } = parsed;
  const options: Partial<Record<Name, string>> = {};
  for (const [name, value] of Object.entries(given)) {
    if (!isKnown(name)) problems.push(unknownOption(name, spec));
    else if (Array.isArray(value))
      problems.push(`\`--${name}\` was given ${value.length} times; give it once.`);
    else if (value === '') problems.push(`\`--${name}\` needs a value.`);
    else options[name] = String(value);
  }
  return { options, operands: operands.map(String), problems };

  function isKnown(name: string): name is Name {
    return known.includes(name);
  }
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

/** Names that yargs-parser uses itself or renames. */
function isReserved(word: string): boolean {
  return /^--?(_|__proto__)(=|$)/.test(word);
}

function nameOf(word: string): string {
  return word.replace(/^--?/, '').replace(/=.*$/s, '');
}

/** yargs-parser takes a pair of quotes off a value after `=`: what is quoted by now was meant to be. */
function literal(word: string): string {
  const [, option, quoted] = /^(--?[^=]+=)(".*"|'.*')$/s.exec(word) ?? [];
  return option === undefined ? word : `${option}"${quoted}"`;
}

/** Writes `--flag` and `--no-flag` as `--flag=true` and `--flag=false`, so that a flag never takes the next word unless it is one of these. */
function withFlagValues(words: readonly string[], flags: readonly string[]): string[] {
  return words.map((word, index) => {
    const name = word.replace(/^--(no-)?/, '');
    if (!word.startsWith('--') || !flags.includes(name)) return word;
    if (word.startsWith('--no-')) return `--${name}=false`;
    return /^(true|false)$/.test(words[index + 1] ?? '') ? word : `--${name}=true`;
  });
}
