import type { Role } from '../../ingest/access.ts';
import type { TaskActions } from '../actions/tasks.ts';
import type { Invocation, Outcome } from '../answers/asker.ts';
import { oneTask } from '../command-line/grammar.ts';
import type { IsTask } from '../command-line/task-words.ts';
import { commandName } from '../format/ids.ts';
import { command, type SingleCommand } from './command.ts';

/** What a command about a task stands on. */
export interface TaskCommandDeps {
  tasks: TaskActions;
  isTask: IsTask;
}

/** `/ingest status`. */
export function statusCommand({ tasks, isTask }: TaskCommandDeps): SingleCommand {
  const summary = 'says all about a task, and asks TRTC whether it still runs.';
  return forOneTask({ name: 'status', summary, needs: 'viewer', changes: false, isTask, run: tasks.status });
}

/** `/ingest pause`. */
export function pauseCommand({ tasks, isTask }: TaskCommandDeps): SingleCommand {
  return forOneTask({
    name: 'pause',
    summary: 'pauses a stream; it still costs money, and TRTC ends it after 12 hours.',
    needs: 'operator',
    changes: true,
    isTask,
    run: (task, by) => tasks.byName({ verb: 'pause' }, task, by),
  });
}

/** `/ingest resume`. */
export function resumeCommand({ tasks, isTask }: TaskCommandDeps): SingleCommand {
  return forOneTask({
    name: 'resume',
    summary: 'resumes a paused stream.',
    needs: 'operator',
    changes: true,
    isTask,
    run: (task, by) => tasks.byName({ verb: 'resume' }, task, by),
  });
}

/** A command that takes one task and nothing else. */
function forOneTask({
  isTask,
  ...facts
}: {
  name: string;
  summary: string;
  needs: Role;
  changes: boolean;
  isTask: IsTask;
  run(task: string, by: Invocation): Promise<Outcome>;
}): SingleCommand {
  return command({
    ...facts,
    usage: 'TASK',
    examples: [`${facts.name} k7f2qd`],
    options: [],
    lead: 'Nothing was done.',
    grammar: oneTask(facts.name, isTask, `${commandName} list`),
  });
}
