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
