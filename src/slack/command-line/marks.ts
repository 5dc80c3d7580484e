/** Marks of formatting that stay in a text that was copied from a message. The longer ones first. */
const marks = ['```', '`', '*', '_', '~'] as const;
/** In no room, address, name or number: these are taken off wherever they stand around a word. */
const certainMarks: readonly string[] = ['```', '`', '*'];
/** What ends a sentence or a part of one. */
const afterWord = '.,;:!?';

/**
 * The text of a command without the marks around the whole of it, such as `stop k7f2qd` in backticks: the first word
 * begins with a mark that it does not end with, and the last one ends with it.
 */
export function unmarkedCommand(text: string): string {
  const trimmed = text.trim();
  for (const mark of marks) {
    const rest = withoutEnd(trimmed, afterWord);
    if (!trimmed.startsWith(mark) || !rest.endsWith(mark) || rest.length <= 2 * mark.length) continue;
    const inner = rest.slice(mark.length, -mark.length);
    const words = inner.trim().split(/\s+/);
    const isWhole = words.length > 1 && !endsWith(words[0], mark) && !words.at(-1)?.startsWith(mark);
    if (isWhole) return unmarkedCommand(inner);
  }
  return trimmed;
}

function endsWith(word: string | undefined, mark: string): boolean {
  return word !== undefined && withoutEnd(word, afterWord).endsWith(mark);
}

/** A word, or the value of an option, without backticks and asterisks around it, and without what follows these. */
export function unmarkedValue(value: string): string {
  return withoutMarks(value, certainMarks);
}

/** The same for what none of the marks, and no sign that ends a sentence, can belong to. */
export function withoutAnyMarks(text: string): string {
  return withoutEnd(withoutMarks(text, marks), afterWord);
}

function withoutMarks(text: string, these: readonly string[]): string {
  for (const mark of these) {
    const rest = withoutEnd(text, afterWord);
    for (const whole of [text, rest])
      if (whole.length > 2 * mark.length && whole.startsWith(mark) && whole.endsWith(mark))
        return withoutMarks(whole.slice(mark.length, -mark.length), these);
  }
  return text;
}

/** A name that may itself begin and end with _, without the other marks around it and the signs behind it. */
export function plainName(text: string): string {
  return withoutEnd(withoutMarks(text, ['~']), '.,;');
}

/** The text as it might have been meant, if a mark or a sign at its end may belong to it or not; else undefined. */
export function perhapsMarked(text: string): string | undefined {
  const meant = withoutEnd(withoutMarks(text, marks), '.,;，。；、');
  return meant === text || meant === '' ? undefined : meant;
}

/** The text without these signs at its end. */
export function withoutEnd(text: string, signs: string): string {
  let end = text.length;
  while (end > 0 && signs.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
