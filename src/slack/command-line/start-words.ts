import { type Draft, type Field, fieldDefinitions, fields } from '../../ingest/fields.ts';
import { isStreamUrl } from '../../ingest/stream-url.ts';
import { code } from '../format/mrkdwn.ts';
import { perhapsMarked, plainName, withoutAnyMarks, withoutEnd } from './marks.ts';

import { behindFlags, isOption, parseOptions } from './options.ts';
import { plainLetters } from './plain-signs.ts';
import type { Word } from './typed-text.ts';

const isFlag = (field: Field) => fieldDefinitions[field].kind === 'flag';
const values = fields.filter((field) => !isFlag(field));
const spec = {
  values: [...values, 'preset'] as const,
  flags: fields.filter(isFlag),
  listedBy: 'help start',
  operands: 'link',
} as const;

export interface StartWords {
  draft: Draft;
  /** Name of the preset that gives what is not given here. */
  preset?: string;
  /** What cannot be understood, a sentence each. */
  problems: string[];
}

/**
 * Reads the words after `start`: options, and up to two operands, ROOM then URL. What stands behind the URL is never a
 * room: it may be the rest of a URL with a space in it, and so is not repeated either.
 */
export function readStartWords(words: readonly Word[]): StartWords {
  const { options, given, operands, problems } = parseOptions<Field | 'preset'>(words, spec);
  const { preset, ...draft } = options;
  const from: Partial<Record<Field, Word>> = { ...given };
  const { surplus, sentences } = afterUrl(words);
  problems.push(...sentences);
  const secret = words.some(({ text }) => mayGoOn(text));
  for (const operand of operands.slice(0, operands.length - surplus.length)) {
    const field: Field = isUrl(operand) ? 'url' : 'room';
    if (draft[field] === undefined) {
      draft[field] = operand.text;
      from[field] = operand;
    } else problems.push(tooMany(field, secret ? '…' : operand.text, draft.url));
  }
  problems.push(...roomProblems(from.room), ...urlProblems(from.url));
  const isExact = given.preset?.exact === 'all';
  const named = preset === undefined ? {} : { preset: isExact ? preset : plainName(preset) };
  return { draft: plainFields(draft, from), ...named, problems };
}

function isUrl(word: Word): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(unwrapped(targetOf(word)));
}

/** Of a link its target, which is what is asked for in the place of a URL, whatever its label says. */
function targetOf({ text, recognised }: Word): string {
  return recognised?.as.kind === 'link' && recognised.text === text ? recognised.as.target : text;
}

/** The words behind the URL that belong to no option, and what is said of them. */
function afterUrl(words: readonly Word[]): { surplus: readonly Word[]; sentences: string[] } {
  const at = words.findIndex((word, index) => isUrlOption(word) || (isUrl(word) && !isValue(words, index)));
  if (at < 0) return { surplus: [], sentences: [] };
  const isApart = /^-{1,3}url$/i.test(words[at]?.text ?? '');
  const behind = words.slice(isApart ? at + 2 : at + 1);
  const operandsIn = (some: readonly Word[]) => parseOptions<Field | 'preset'>(some, spec).operands;
  const ofFlags = behindFlags(behind, spec);
  const others = operandsIn(behind.filter((each) => !ofFlags.some(({ word }) => word === each)));
  return {
    surplus: operandsIn(behind),
    sentences: [
      ...ofFlags.flatMap(({ problem }) => problem ?? []),
      ...(others.length > 0 ? [behindUrl] : []),
    ],
  };
}

function isUrlOption(word: Word): boolean {
  return isOption(word) && /^-{1,3}url(?:=|$)/i.test(word.text);
}

/** Whether the word is the value of the option before it. */
function isValue(words: readonly Word[], at: number): boolean {
  const before = words[at - 1];
  return before !== undefined && isOption(before) && !before.text.includes('=');
}

const behindUrl =
  'Something stands behind the URL: a URL has no spaces (write each as %20), and the room comes before it.';

function tooMany(field: Field, operand: string, url: string | undefined): string {
  if (field === 'room' && url === undefined && /[./]/.test(operand)) {
    return `${code(operand, 100)} is no URL: it needs its scheme, as in \`https://a.b/test.mp4\`.`;
  }
  return `${code(operand, 100)} is one word too many: \`--${field}\` was already given (put quotes around values with spaces).`;
}

/** Slack's names of emoji; some are numbers, most are not. */
const emoji = /^(?::[a-z0-9_+'-]+:)+$/i;
const emojiAtAnEnd = /^:(?=[^:]*[a-z])[a-z0-9_+'-]+:|:(?=[^:]*[a-z])[a-z0-9_+'-]+:$/i;
const emojiNumber = /^:(?:[+-]1|100|1234):$/;

/** A room may be called almost anything, so nothing is taken off it that may belong to it. */
function roomProblems(room: Word | undefined): string[] {
  if (room === undefined) return [];
  const { text, exact } = room;
  if (emojiNumber.test(text) || (emoji.test(text) && /[a-z]/i.test(text)))
    return [`${code(text, 60)} is an emoji, and no room can be called so: write the name of the room.`];
  if (exact !== 'nothing') return [];
  if (emojiAtAnEnd.test(text))
    return [
      `An emoji stands in the room ${code(text, 60)}: write the name without it, or in quotes if the room is called so.`,
    ];
  const meant = perhapsMarked(text);
  if (meant === undefined) return [];
  return [
    `\`--room\` may be ${code(meant, 100)} or ${code(text, 100)}: write the one that you mean in quotes, as in ${code(`"${meant}"`, 100)}.`,
  ];
}

/** What is left of marks at the end of a URL may belong to it. */
function urlProblems(url: Word | undefined): string[] {
  if (url === undefined || url.exact !== 'nothing') return [];
  const left = unwrapped(url.text);
  // An underline may end a URL, but not one that stood between underlines.
  if (!/[*`~][_.,;:!?，。；、]*$/.test(left) && !(left.endsWith('_') && url.text.startsWith('_'))) return [];
  return ['`--url` ends in a mark of formatting: write it without, or in quotes if that belongs to it.'];
}

/** The fields without marks and full-width signs if these cannot be part of a value; text in quotes is meant as it is. */
export function plainFields(draft: Draft, from: Partial<Record<Field, Word>>): Draft {
  const plain: Draft = {};
  for (const field of fields) {
    const text = draft[field];
    if (text === undefined) continue;
    plain[field] = from[field]?.exact === 'all' ? text : plainField(field, text) || text;
  }
  return plain;
}

function plainField(field: Field, text: string): string {
  const { kind } = fieldDefinitions[field];
  if (field === 'url') return unwrapped(text);
  if (kind === 'whole number' || kind === 'choice') return withoutAnyMarks(plainLetters(text));
  return text;
}

/** A URL without what stands around it in a text. */
function unwrapped(text: string): string {
  const rest = withoutEnd(text, '.,;');
  const inner = /^[<([{]/.test(rest) && /[>)\]}]$/.test(rest) ? rest.slice(1, -1) : text;
  return perhapsMarked(inner) ?? inner;
}

const option = /^-{1,2}[^=/]*=/;
const header = /^bearer$|(?:authorization|cookie)=/i;

/**
 * Whether the words after this one may belong to it, and are not to be repeated: to a password that was cut by a space,
 * or to the settings that a player reads after a URL.
 */
export function mayGoOn(word: string): boolean {
  const value = word.replace(option, '');
  return header.test(value) || (value.includes(':/') && !isStreamUrl(value));
}
