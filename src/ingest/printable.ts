import { codePointOf } from './characters.ts';

/** What people call the characters that come along when a secret is copied. */
const names: readonly (readonly [RegExp, string])[] = [
  [/^[\n\v\f\r\u0085\u2028\u2029]$/, 'a line break'],
  [/^\t$/, 'a tab'],
  [/^\ufeff$/, 'a byte order mark'],
  [/^\ufffd$/, 'a replacement character, which stands for one in another encoding'],
  [/^[\u200b-\u200d\u2060\u180e]$/, 'a zero-width character'],
  [/^\u00ad$/, 'a soft hyphen'],
  [/^[\u00a0\u202f\u2007]$/, 'a no-break space'],
  [/^\p{Zs}$/u, 'a wide or narrow space'],
  [/^[\u2018-\u201f\u2039\u203a\u00ab\u00bb\u300c-\u300f\u301d-\u301f]$/, 'a typographic quotation mark'],
  [/^\p{Pd}$/u, 'a dash that is not the one of the keyboard'],
  [/^[\u2026\u22ef]$/, 'an ellipsis, as where a text was shortened'],
  [/^[\u2022\u25cf\u00b7\u2219\u26ab]$/, 'a dot, as where a secret is hidden'],
  [/^[\uff01-\uff5e\uff61-\uffee]$/, 'a full-width or half-width character'],
  [/^\p{Cc}$/u, 'a control character'],
  [/^[\p{DI}\p{Cf}\p{Cs}\p{Co}\p{Cn}]$/u, 'an invisible character'],
  [/^\p{M}$/u, 'an accent of its own'],
  [/^\p{Emoji_Presentation}$/u, 'an emoji'],
  [/^\p{L}$/u, 'a letter outside ASCII'],
];

const printableAscii = /^[ -~]$/;

export interface Unprintable {
  /** Counts characters, from 1. */
  position: number;
  /** What it is, with its code point. */
  what: string;
}

/** The first character of a text that is not printable ASCII (space to ~). */
export function unprintableIn(text: string): Unprintable | undefined {
  const characters = [...text];
  const at = characters.findIndex((each) => !printableAscii.test(each));
  const character = characters[at];
  if (character === undefined) return undefined;
  return { position: at + 1, what: `${nameOf(character)} (${codePointOf(character)})` };
}

function nameOf(character: string): string {
  return names.find(([pattern]) => pattern.test(character))?.[1] ?? 'a character outside ASCII';
}
