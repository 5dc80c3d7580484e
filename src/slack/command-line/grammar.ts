import type { Button } from '@slack/types';
import { code } from '../format/mrkdwn.ts';
import { type OptionSpec, parseOptions } from './options.ts';
import { type IsTask, parseTaskWords } from './task-words.ts';
import type { Word } from './typed-text.ts';

/** What the words of a command say, or what is wrong with them, a sentence each. */
export type Read<Given> =
  | { ok: true; given: Given }
  | { ok: false; problems: readonly string[]; buttons?: readonly Button[] };

/** How the words after a command's name are read. May throw StoreUnavailable. */
export type Grammar<Given> = (words: readonly Word[]) => Read<Given> | Promise<Read<Given>>;

/** What was read, unless something is wrong with it. */
export function readUnless<Given>(problems: readonly string[], given: Given): Read<Given> {
  return problems.length === 0 ? { ok: true, given } : { ok: false, problems };
}

export const noOptions = { values: [], flags: [] } as const;

/** Options and no other words. */
export function onlyOptions<Name extends string>(
  command: string,
  spec: OptionSpec<Name>,
): Grammar<Partial<Record<Name, string>>> {
  return (words) => {
    const { options, operands, problems } = parseOptions<Name>(words, spec);
    const surplus = operands.map(({ text }) => text).join(' ');
    const wrong = operands.length === 0 ? [] : [`\`${command}\` takes no ${code(surplus, 60)}.`];
    return readUnless([...problems, ...wrong], options);
  };
}

/** One task, by its handle or TaskId, and nothing else. */
export function oneTask(command: string, isTask: IsTask, listedBy: string): Grammar<string> {
  return async (words) => {
    const { operands, problems } = await parseTaskWords<never>(words, noOptions, isTask);
    const [task, ...more] = operands;
    const surplus = more.length > 0 ? [`\`${command}\` takes one task; ${more.length + 1} were given.`] : [];
    const wrong = [...problems, ...surplus];
    const missing = `\`${command}\` needs a task: its handle or TaskId. \`${listedBy}\` shows them.`;
    if (task === undefined) return { ok: false, problems: wrong.length > 0 ? wrong : [missing] };
    return readUnless(wrong, task);
  };
}
