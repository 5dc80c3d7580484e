import { type OptionSpec, type ParsedOptions, parseOptions } from './options.ts';

/** TaskIds are about 80 characters and may begin with a dash, as options do; none of those is as long. */
const taskId = /^-(?!-?[a-z-]+=).{39,}$/;

/** Reads the words of a command that names tasks: the tasks are its operands. */
export function parseTaskWords<Name extends string>(
  words: readonly string[],
  spec: OptionSpec<Name>,
): ParsedOptions<Name> {
  const parsed = parseOptions(
    words.filter((word) => !taskId.test(word)),
    spec,
  );
  return { ...parsed, operands: [...parsed.operands, ...words.filter((word) => taskId.test(word))] };
}
