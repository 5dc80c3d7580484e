/**
 * Texts, such as names of rooms, joined by commas into lines of at most `most` characters each, so that none of them is cut.
 */
export function listedInLines(texts: readonly string[], most: number): string[] {
  const lines: string[] = [];
  for (const text of texts) {
    const last = lines.at(-1);
    const longer = `${last}, ${text}`;
    if (last !== undefined && longer.length <= most) lines[lines.length - 1] = longer;
    else lines.push(text);
  }
  return lines;
}
