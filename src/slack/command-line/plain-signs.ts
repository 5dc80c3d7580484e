/*
 * Every dash and what looks like one (Unicode's Pd and some others): hyphens, dashes, the minus sign, small and full-width
 * ones, box lines, and the mark of length that Japanese keyboards give. Written out in each expression, so that each can
 * be looked at as it is.
 */

/** The beginning of an option with its value: dashes, a name, and a sign of equality. */
const optionWithValue =
  /[\u2010-\u2015\u2212\u2E3A\u2E3B\u2043\uFE58\uFE63\uFF0D\u2500\u2501\u30FC\uFF70\u05BE\u1806-]{1,3}[a-zA-Z\uFF21-\uFF3A\uFF41-\uFF5A_][a-zA-Z\d\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A_.-]*[=\uFF1D\uFE66]/y;
const dashesBeforeLetter =
  /^[\u2010-\u2015\u2212\u2E3A\u2E3B\u2043\uFE58\uFE63\uFF0D\u2500\u2501\u30FC\uFF70\u05BE\u1806-]{1,3}(?=[a-zA-Z\uFF21-\uFF3A\uFF41-\uFF5A])/;
const dashBeforeDigit =
  /^[\u2010-\u2015\u2212\u2E3A\u2E3B\u2043\uFE58\uFE63\uFF0D\u2500\u2501\u30FC\uFF70\u05BE\u1806](?=[\d\uFF10-\uFF19])/;
const onlyDashes =
  /^[\u2010-\u2015\u2212\u2E3A\u2E3B\u2043\uFE58\uFE63\uFF0D\u2500\u2501\u30FC\uFF70\u05BE\u1806-]{1,3}$/;
const scheme = /^(https?|rtmp)[:\uFF1A][/\uFF0F]{2}/i;

/** The part of an option up to and with its `=` that stands at `from`, in plain signs, and where its value begins. */
export function optionAt(text: string, from: number): { option: string; end: number } | undefined {
  optionWithValue.lastIndex = from;
  const [found] = optionWithValue.exec(text) ?? [];
  if (found === undefined) return undefined;
  return { option: `${plainOption(found.slice(0, -1))}=`, end: from + found.length };
}

/**
 * A word that stands in no quotes, with the signs that mean something for a command as the plain ones: dashes before an
 * option or a number, the letters of an option's name, the `://` of a URL. Phones write -- as one long dash, and keyboards
 * of East Asia as two. All else stays as it was typed.
 */
export function plainBare(word: string): string {
  return dashesBeforeLetter.test(word) ? plainOption(word) : plainValue(word);
}

/** The same for what is the value of an option. */
export function plainValue(value: string): string {
  return value.replace(dashBeforeDigit, '-').replace(scheme, '$1://');
}

/** Whether it is nothing but dashes, one of them no plain one: with a space behind it, it may have begun an option. */
export function isLoneDash(word: string): boolean {
  return onlyDashes.test(word) && !/^-+$/.test(word);
}

/** Letters of other widths, such as full-width ones, as plain ones. */
export function plainLetters(text: string): string {
  return text.normalize('NFKC');
}

/** Plain dashes are left as they are: one of them may begin a TaskId. */
function plainOption(word: string): string {
  const [dashes = ''] = dashesBeforeLetter.exec(word) ?? [];
  if (/^-*$/.test(dashes)) return plainNameOf(word);
  return plainNameOf(`--${word.slice(dashes.length)}`);
}

/** Only an option with letters of another width is changed: all else may be a TaskId. */
function plainNameOf(word: string): string {
  return /[\uFF21-\uFF3A\uFF41-\uFF5A]/.test(word) ? plainLetters(word) : word;
}
