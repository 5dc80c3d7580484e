import { adjustable, type ReadAdjustment } from '../../ingest/adjustment.ts';
import type { Adjustment } from '../../ingest/control.ts';
import type { Draft } from '../../ingest/fields.ts';
import { sentence } from '../blocks/problems.ts';
import type { Read } from '../command-line/grammar.ts';
import { plainFields } from '../command-line/start-words.ts';
import { parseTaskWords, type TaskWords } from '../command-line/task-words.ts';
import { command, type SingleCommand } from './command.ts';
import type { TaskCommandDeps } from './task-command.ts';

type Adjustable = (typeof adjustable)[number];

const spec = { values: ['url', 'volume', 'tempo'], flags: ['progress'] } as const;

/** `/ingest update`. */
export function updateCommand({ tasks, isTask }: TaskCommandDeps): SingleCommand {
  return command({
    name: 'update',
    usage: 'TASK [OPTIONS]',
    summary: 'changes the source, the volume, the speed or the progress messages of a running task.',
    examples: ['update k7f2qd --volume 80', 'update k7f2qd --url https://a.b/other.mp4'],
    options: adjustable,
    needs: 'operator',
    changes: true,
    lead: 'Nothing was done.',
    grammar: async (words) =>
      readUpdateWords(await parseTaskWords<Adjustable>(words, spec, isTask), tasks.readAdjustment),
    run: ({ task, adjustment }, by) => tasks.byName({ verb: 'update', adjustment }, task, by),
  });
}

function readUpdateWords(
  parsed: TaskWords<Adjustable>,
  readAdjustment: (given: Draft) => ReadAdjustment,
): Read<{ task: string; adjustment: Adjustment }> {
  const [task, ...more] = parsed.operands;
  const read = readAdjustment(plainFields(parsed.options, parsed.given));
  const changes = Object.keys(parsed.options).length + parsed.problems.length;
  const problems = [
    ...parsed.problems,
    ...(read.ok ? [] : read.problems.map(sentence)),
    ...(task === undefined ? ['`update` needs a task: its handle or TaskId.'] : []),
    ...(more.length > 0 ? [`\`update\` takes one task; ${more.length + 1} words belong to no option.`] : []),
    ...(changes === 0 ? [nothingToChange] : []),
  ];
  return task === undefined || !read.ok || problems.length > 0
    ? { ok: false, problems }
    : { ok: true, given: { task, adjustment: read.adjustment } };
}

const nothingToChange = '`update` needs something to change: `--url`, `--volume`, `--tempo` or `--progress`.';
