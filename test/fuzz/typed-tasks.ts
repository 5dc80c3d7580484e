import fc from 'fast-check';

/** A task, and what somebody typed who means it. */
export interface TypedTask {
  taskId: string;
  typed: string;
}

const character = fc.constantFrom(...'abcdefgxyzABCXYZ0123456789+-_.');
const marks = [
  ...['', '', '', '*', '`', '```', '"', "'"].map((mark) => [mark, mark]),
  ...[
    ['_', '_'],
    ['~', '~'],
    ['“', '”'],
    ['「', '」'],
    ['*`', '`*'],
    ['', ','],
    ['', ';'],
    ['`', '`.'],
  ],
] as [string, string][];

/** TaskIds as TRTC gives them, many of which begin with dashes, and beginnings of them. */
export const typedTasks: fc.Arbitrary<TypedTask> = fc
  .record({
    lead: fc.constantFrom('', '-', '--', '---', '-_', '+'),
    rest: fc.string({ unit: character, minLength: 3, maxLength: 80 }),
    length: fc.nat(90),
    around: fc.constantFrom(...marks),
  })
  .map(({ lead, rest, length, around }) => {
    const taskId = `${lead}${rest}`;
    return {
      taskId,
      typed: `${around[0]}${taskId.slice(0, Math.max(1, length))}${around[1]}`,
      around,
      length,
    };
  })
  .filter(({ taskId, length }) => isName(taskId.slice(0, Math.max(1, length))));

/** Neither one of the command's own words, nor nothing but signs that may be marks and punctuation. */
function isName(beginning: string): boolean {
  return /[a-z0-9+]/i.test(beginning) && !/^[-_]*(?:no-)?(?:all|room|everything)[._]*$/i.test(beginning);
}
