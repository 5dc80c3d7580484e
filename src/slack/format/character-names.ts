import { codePointOf } from '../../ingest/characters.ts';

/** Those that cannot be seen, or that stand for something else in a sentence. */
const names: Readonly<Record<string, string>> = {
  ' ': 'a space',
  '\t': 'a tab',
  '\n': 'a line break',
  '\r': 'a line break',
  '`': 'a backtick',
  '"': 'a double quote',
  "'": 'a single quote',
  '*': 'an asterisk',
  ',': 'a comma',
  '\\': 'a backslash',
};
const visible = /^[\p{L}\p{N}\p{P}\p{S}]/u;

/** A character as a sentence can name it: itself, a word, or its number if it cannot be seen. */
export function nameOf(character: string): string {
  const name = Object.hasOwn(names, character) ? names[character] : undefined;
  if (name !== undefined) return name;
  if (visible.test(character)) return character;
  return `the unseen character ${codePointOf(character)}`;
}
