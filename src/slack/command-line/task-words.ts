import { plainName, withoutAnyMarks, withoutEnd } from './marks.ts';
import { isOption, type OptionSpec, type ParsedOptions, parseOptions, unknownOptionIn } from './options.ts';
import { plainLetters } from './plain-signs.ts';
import type { Word } from './typed-text.ts';

/** As many characters as a handle has at most; a TaskId may end with a full stop, a handle not. */
const handle = /^[a-z0-9]{1,6}$/i;

/** Whether a task is called so, or begins so. Throws StoreUnavailable. */
export type IsTask = (text: string) => Promise<boolean>;

/** Words of a command that names tasks. */
export type TaskWords<Name extends string> = Omit<ParsedOptions<Name>, 'operands'> & {
  /** What tasks are called, as far as it was written. */
  operands: string[];
};

/**
 * Reads the words of a command that names tasks: the tasks are its operands. A TaskId may begin with a dash, as options
 * do: a word that is no option of the command is one if `isTask` says so.
 */
export async function parseTaskWords<Name extends string>(
  words: readonly Word[],
  spec: OptionSpec<Name>,
  isTask: IsTask,
): Promise<TaskWords<Name>> {
  const marked = await Promise.all(
    words.map(async (word): Promise<Word> => {
      const isDoubtful = isOption(word) && unknownOptionIn(word, spec) !== undefined;
      return isDoubtful && (await isTask(await taskName(word, isTask))) ? { ...word, exact: 'all' } : word;
    }),
  );
  const parsed = parseOptions(marked, spec);
  return { ...parsed, operands: await Promise.all(parsed.operands.map((word) => taskName(word, isTask))) };
}

/** What a task is called in a word, without marks and signs around it that do not belong to a task there is. */
async function taskName({ text }: Word, isTask: IsTask): Promise<string> {
  const plain = plainLetters(text);
  const bare = withoutAnyMarks(plain);
  const asTyped = withoutEnd(plain, ',;');
  for (const name of new Set([asTyped, plainName(plain), bare])) if (await isTask(name)) return name;
  return handle.test(bare) ? bare : asTyped;
}
