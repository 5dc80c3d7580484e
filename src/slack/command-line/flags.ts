import { closestMatch } from 'leven';
import { code } from '../format/mrkdwn.ts';
import { withoutAnyMarks, withoutEnd } from './marks.ts';
import { plainLetters } from './plain-signs.ts';
import type { Word } from './typed-text.ts';

const yes = ['true', 'yes', 'on', '1'];
const no = ['false', 'no', 'off', '0'];

/** What a flag takes, continuing the words "it takes …". */
export const flagValues = `${yes.join(', ')}, ${no.slice(0, -1).join(', ')} or ${no.at(-1)}`;

/** A word where a flag's value may stand, in plain small letters. */
function plainFlag(text: string): string {
  return plainLetters(withoutAnyMarks(text)).toLowerCase();
}

/** Whether a word behind a flag is its value. */
export function isFlagValue(text: string): boolean {
  return [...yes, ...no].includes(plainFlag(text));
}

/** What people also write for yes and no. A room may be called so, so that it is asked about. */
const nearlyFlagValue =
  /^(?:[ynt]|f|yep|yeah|nope|ok|(?:en|dis)abled?|(?:in)?active|none|null|ja|nein|oui|non|si|sí)$/;

/** Whether a word behind a flag may be meant as its value, though it is none of those that it takes. */
export function perhapsFlagValue({ text, exact }: Word): boolean {
  if (exact !== 'nothing') return false;
  if (text.startsWith('-')) return /^-\d+$/.test(text);
  const plain = withoutEnd(plainFlag(text), '.,;:!?');
  if (nearlyFlagValue.test(plain) || isFlagValue(plain)) return true;
  return (
    /^[a-z]{4,6}$/.test(plain) && closestMatch(plain, ['true', 'false'], { maxDistance: 2 }) !== undefined
  );
}

/** The sentence about a word behind a flag that may be meant as its value. */
export function doubtfulFlag(name: string, { text }: Word): string {
  return `${code(text, 60)} behind \`--${name}\` may be its value or a word of its own: the option takes ${flagValues}; a room of that name is put in quotes.`;
}

/** The sentence about a word behind a flag, and behind the URL: it may be a secret part of that, and is not repeated. */
export function noFlagValue(name: string): string {
  return `What stands behind \`--${name}\` is no value of it: the option takes ${flagValues}, or nothing. A room comes before the URL.`;
}

/** What people write in a cell, which is no other word, and spreadsheets of other countries for TRUE and FALSE. */
const yesInCells = ['y', 'ja', 'oui', 'wahr', 'vrai', '是', '✓', '✔', '☑', '✅'];
const noInCells = ['n', 'nein', 'non', 'falsch', 'faux', '否', '✗', '✘', '☐', '❌'];

/** The same of a cell below the name of a flag. */
export function asFlagOfCell(text: string): string {
  const plain = plainFlag(text);
  if (yesInCells.includes(plain)) return 'true';
  return noInCells.includes(plain) ? 'false' : asFlag(text);
}

/** `true` or `false`, however that was written; anything else as it is. */
export function asFlag(text: string): string {
  const plain = plainFlag(text);
  if (yes.includes(plain)) return 'true';
  return no.includes(plain) ? 'false' : text;
}
