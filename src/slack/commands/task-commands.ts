import { adjustable, readAdjustment } from '../../ingest/adjustment.ts';
import type { Task } from '../../ingest/task.ts';
import type { PlainVerb, TaskDesk } from '../actions/tasks.ts';
import { answer, type Invocation, type Outcome } from '../answers/asker.ts';
import { nothingStopped } from '../blocks/control-answers.ts';
import { complaint, sentence } from '../blocks/problems.ts';
import { type ParsedOptions, parseOptions } from '../command-line/options.ts';
import { plainFields } from '../command-line/start-words.ts';
import { parseTaskWords } from '../command-line/task-words.ts';
import { commandName } from '../format/ids.ts';
import { message } from '../format/message.ts';
import { code } from '../format/mrkdwn.ts';
import type { Command } from './command.ts';

const none = { values: [], flags: [] } as const;

/** The commands that people have for tasks after the start. */
export function taskCommands(desk: TaskDesk): Command[] {
  return [
    listCommand(desk),
    oneTask(
      desk,
      'status',
      'viewer',
      'says all about a task, and asks TRTC whether it still runs.',
      (task, at) => desk.status(task, at),
    ),
    stopCommand(desk),
    oneTask(
      desk,
      'pause',
      'operator',
      'pauses a stream; it still costs money, and TRTC ends it after 12 hours.',
      byName('pause'),
    ),
    oneTask(desk, 'resume', 'operator', 'resumes a paused stream.', byName('resume')),
    updateCommand(desk),
    historyCommand(desk),
  ];

  function byName(verb: PlainVerb) {
    return (task: string, asker: Invocation) => desk.byName({ verb }, task, asker);
  }
}

/** A command that takes one task and nothing else. */
function oneTask(
  desk: TaskDesk,
  name: string,
  needs: 'viewer' | 'operator',
  summary: string,
  run: (task: string, invocation: Invocation) => Promise<Outcome>,
): Command {
  return {
    name,
    usage: 'TASK',
    summary,
    examples: [`${name} k7f2qd`],
    needs,
    ...(needs === 'operator' ? { changes: true } : {}),
    options: [],
    async run(words, invocation) {
      const parsed = await parseTaskWords(words, none, desk.isTask);
      const [task, ...more] = parsed.operands;
      const problems = [
        ...parsed.problems,
        ...(more.length > 0 ? [`\`${name}\` takes one task; ${more.length + 1} were given.`] : []),
      ];
      if (problems.length > 0) return complain(problems, invocation);
      if (task === undefined)
        return complain(
          [`\`${name}\` needs a task: its handle or TaskId. \`${commandName} list\` shows them.`],
          invocation,
        );
      return run(task, invocation);
    },
  };
}

function listCommand(desk: TaskDesk): Command {
  return {
    name: 'list',
    usage: '[--all]',
    summary: 'shows what runs; with `--all` what has ended, the newest first.',
    examples: ['list', 'list --all'],
    needs: 'viewer',
    options: [],
    async run(words, invocation) {
      const parsed = parseOptions<'all'>(words, { values: [], flags: ['all'] });
      const problems = withoutOperands(parsed, 'list');
      if (problems.length > 0) return complain(problems, invocation);
      await invocation.tell(await desk.list('running'));
      if (parsed.options.all === 'true') await invocation.tell(await desk.list('over'));
      return 'done';
    },
  };
}

function historyCommand(desk: TaskDesk): Command {
  return {
    name: 'history',
    usage: '',
    summary: 'shows who did what to which task and when, for 90 days.',
    examples: [],
    needs: 'viewer',
    options: [],
    async run(words, invocation) {
      const parsed = parseOptions<never>(words, none);
      const problems = withoutOperands(parsed, 'history');
      if (problems.length > 0) return complain(problems, invocation);
      return answer(invocation, await desk.list('history'));
    },
  };
}

function stopCommand(desk: TaskDesk): Command {
  return {
    name: 'stop',
    usage: 'TASK… | --room ROOM | --all',
    summary: 'stops tasks: by name, all of a room, or everything that runs (asks first).',
    notes: ['Where the answer to a start was lost, `stop TASK` throws its robot out of the room.'],
    examples: ['stop k7f2qd', 'stop k7f2qd m3xw9a', 'stop --room room123', 'stop --all'],
    needs: 'operator',
    changes: true,
    options: [],
    async run(words, invocation) {
      const spec = { values: ['room'], flags: ['all'] } as const;
      const parsed = await parseTaskWords<'room' | 'all'>(words, spec, desk.isTask);
      if (parsed.problems.length > 0) return complain(parsed.problems, invocation);
      const { room, all } = parsed.options;
      if (parsed.operands.length === 1 && parsed.operands[0]?.toLowerCase() === 'all')
        return complain(
          ['To stop everything that runs, write `/ingest stop --all`: it asks first.'],
          invocation,
        );
      const ways = [parsed.operands.length > 0, room !== undefined, all === 'true'].filter(Boolean).length;
      if (ways !== 1)
        return complain(['`stop` takes tasks, or `--room ROOM`, or `--all`: one of the three.'], invocation);
      if (all === 'true') return desk.askToStopAll(invocation);
      if (room !== undefined) return stopRoom(room, invocation);
      return stopNamed([...new Set(parsed.operands)], invocation);
    },
  };

  async function stopRoom(room: string, invocation: Invocation): Promise<Outcome> {
    const { running, others, rooms } = await desk.lookInto(room);
    if (running.length > 0) return desk.stopEach(running, invocation);
    return answer(invocation, nothingStopped(room, others, rooms), 'rejected');
  }

  /** One wrong name stops nothing: what was meant by it is not known. */
  async function stopNamed(names: readonly string[], invocation: Invocation): Promise<Outcome> {
    const [only, ...more] = names;
    if (only !== undefined && more.length === 0) return desk.byName({ verb: 'stop' }, only, invocation);
    const tasks: Task[] = [];
    for (const name of names) {
      const task = await desk.named(name, invocation);
      if (task === undefined) return answer(invocation, message('Nothing was stopped.'), 'rejected');
      tasks.push(task);
    }
    return desk.stopEach(tasks, invocation);
  }
}

const updateOptions = { values: ['url', 'volume', 'tempo'], flags: ['progress'] } as const;

function updateCommand(desk: TaskDesk): Command {
  return {
    name: 'update',
    usage: 'TASK [OPTIONS]',
    summary: 'changes the source, the volume, the speed or the progress messages of a running task.',
    examples: ['update k7f2qd --volume 80', 'update k7f2qd --url https://a.b/other.mp4'],
    needs: 'operator',
    changes: true,
    options: adjustable,
    async run(words, invocation) {
      const parsed = await parseTaskWords<(typeof adjustable)[number]>(words, updateOptions, desk.isTask);
      const [task, ...more] = parsed.operands;
      const read = readAdjustment(plainFields(parsed.options, parsed.given));
      const problems = [
        ...parsed.problems,
        ...(read.ok ? [] : read.problems.map(sentence)),
        ...(task === undefined ? ['`update` needs a task: its handle or TaskId.'] : []),
        ...(more.length > 0
          ? [`\`update\` takes one task; ${more.length + 1} words belong to no option.`]
          : []),
      ];
      const changes = Object.keys(parsed.options).length + parsed.problems.length;
      if (changes === 0)
        problems.push('`update` needs something to change: `--url`, `--volume`, `--tempo` or `--progress`.');
      if (task === undefined || !read.ok || problems.length > 0) return complain(problems, invocation);
      return desk.byName({ verb: 'update', adjustment: read.adjustment }, task, invocation);
    },
  };
}

function withoutOperands({ problems, operands }: ParsedOptions<string>, name: string): string[] {
  return operands.length === 0
    ? problems
    : [...problems, `\`${name}\` takes no ${code(operands.map(({ text }) => text).join(' '), 60)}.`];
}

function complain(problems: readonly string[], invocation: Invocation): Promise<Outcome> {
  return answer(invocation, complaint('Nothing was done.', problems), 'rejected');
}
