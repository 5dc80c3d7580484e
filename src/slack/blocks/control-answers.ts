import type { Control, ControlResult } from '../../ingest/control.ts';
import type { Found } from '../../ingest/find.ts';
import type { Task } from '../../ingest/task.ts';
import { nearest } from '../commands/nearest.ts';
import { commandName } from '../commands/table.ts';
import { channel, code, listing, user } from './mrkdwn.ts';
import { explained } from './outcome.ts';

export type Verb = Exclude<keyof Control, 'check'>;

const past: Record<Verb, string> = { stop: 'stopped', pause: 'paused', resume: 'resumed', update: 'changed' };

/** What came of something that a person asked of a task, for that person alone. */
export function controlAnswer(verb: Verb, result: ControlResult): string {
  const { task } = result;
  const name = nameOf(task);
  switch (result.outcome) {
    case 'done':
      return `✅ ${name} is ${task.state.name === 'removed' ? 'off air, its robot removed' : past[verb]}; its thread is in ${channel(task.thread?.channel ?? task.channel)}.`;
    case 'not-now':
      return `Nothing was done: ${name} ${whyNot(task)}.`;
    case 'failed':
      return `❌ ${name} was not ${past[verb]}.\n${explained(failureOf(result.error), task.draft.url)}`;
  }
}

function failureOf({
  code: errorCode,
  message,
  hint,
  requestId,
  effect,
}: Extract<ControlResult, { outcome: 'failed' }>['error']) {
  const calm = 'TRTC may have done it all the same; doing it again does no harm. Try once more.';
  return { code: errorCode, message, hint: effect === 'unknown' ? calm : hint, requestId };
}

export function nameOf({ room, handle }: Task): string {
  return `${code(room.id)} (task ${code(handle)})`;
}

function whyNot({ state }: Task): string {
  switch (state.name) {
    case 'queued':
    case 'starting':
      return 'has not started yet';
    case 'live':
      return 'is live';
    case 'paused':
      return `is paused by ${user(state.by)}`;
    case 'stopping':
      return `is being stopped by ${user(state.by)}`;
    case 'ended':
      return state.end.how === 'stopped' ? `was stopped by ${user(state.end.by)}` : 'has ended by itself';
    case 'failed':
      return 'did not start';
    case 'removed':
      return `is not live: its robot was removed by ${user(state.by)}`;
    case 'unknown':
      return `may or may not be live: its answer was lost, so the bot has no TaskId for it`;
  }
}

/** Why no task was found for what was typed. */
export function notFound(typed: string, found: Exclude<Found, { found: 'one' }>): string {
  if (found.found === 'several') {
    const handles = found.tasks.slice(0, 5).map((task) => code(task.handle));
    return `${code(typed, 100)} fits ${found.tasks.length} tasks, ${listing(handles)} among them: give more of it.`;
  }
  const meant = nearest(typed.toLowerCase(), found.known);
  const suggestion = meant === undefined ? '' : ` Did you mean ${code(meant)}?`;
  return `No task is called ${code(typed, 100)}.${suggestion} \`${commandName} list\` shows what runs.`;
}
