/**
 * What stands for an error code in a label: itself where it is known, else its family with a star where that is, else
 * `other`. Far sides make up codes as they like, and each value of a label is kept for as long as the process lives.
 */
export function codeLabel(code: string, known: ReadonlySet<string>): string {
  if (known.has(code)) return code;
  const family = code.split('.')[0] ?? '';
  return known.has(family) ? `${family}.*` : 'other';
}
