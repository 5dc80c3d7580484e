/** The most characters of a URL or a secret. No page of the service sets a limit; every form has to hold so much. */
export const longestText = 3000;

/** A text has more than it may have. */
export interface TooLong {
  code: 'too-long';
  most: number;
  length: number;
  unit: 'bytes' | 'characters';
}

const mostFound = 5;

/** Unicode's number of a character, such as U+200B. */
export function codePointOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Each character once that is not among those allowed, in its order, five at most. */
export function charactersNotIn(text: string, allowed: RegExp): string[] {
  const wrong = new Set([...text].filter((character) => !allowed.test(character)));
  return [...wrong].slice(0, mostFound);
}

/**
 * What is drawn as nothing at all, by Unicode's own properties: format characters (Cf: zero-width spaces and joiners,
 * marks of direction, byte order marks, the soft hyphen, tags) and what is ignored by default (variation selectors, the
 * combining grapheme joiner, Hangul and Khmer fillers), controls that are no space, the empty braille cell and the
 * placeholder of a lost object, which dictation leaves behind.
 */
const invisible = /(?![\t-\r\u0085])[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Cc}\u2800\uFFFC]/gu;

/**
 * The text without the characters that nobody sees, which phones, web pages and chat programs leave in what is copied.
 * Spaces of every kind and line ends stay as they are.
 */
export function withoutInvisible(text: string): string {
  return text.replace(invisible, '');
}
