import { type Field, fields } from './fields.ts';

/** What a text of the bot can name that every surface calls otherwise: a field of a start, or the look at a task. */
export type Mentioned = Field | 'status';

/** The place of its name in a text that is kept: whoever shows the text writes the name there. */
export function mention(what: Mentioned): string {
  return `{${what}}`;
}

/** The text with every such place filled in. */
export function withMentions(text: string, nameOf: (what: Mentioned) => string): string {
  return text.replace(/\{([a-z-]+)\}/g, (place, name: string) => {
    const what = mentionable.find((each) => each === name);
    return what === undefined ? place : nameOf(what);
  });
}

const mentionable: readonly Mentioned[] = [...fields, 'status'];
