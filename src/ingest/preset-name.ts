/** What is allowed as a preset's name, continuing the words "a name takes …". */
export const presetNameRule = '1 to 40 letters, digits, - and _, the first of them not -';

/** Whether a preset may have this name. A word that begins with - would be taken for an option. */
export function isPresetName(text: string): boolean {
  return /^[a-zA-Z0-9_][a-zA-Z0-9_-]{0,39}$/.test(text);
}
