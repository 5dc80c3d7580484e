import type { Control, ControlResult } from '../../ingest/control.ts';
import type { Found } from '../../ingest/find.ts';
import { nearest } from '../../ingest/nearest.ts';
import { isRunning, isStarting, type Task } from '../../ingest/task.ts';
import { commandName } from '../format/ids.ts';
import { type Message, message, messageOfLines } from '../format/message.ts';
import { channel, code, listing, user } from '../format/mrkdwn.ts';
import { explained, removalOffer, tryOnceMore } from './thread-news.ts';

export type Verb = Exclude<keyof Control, 'check' | 'lastAnswer'>;

const past: Record<Verb, string> = {
  stop: 'stopped',
  remove: 'taken off air',
  dismiss: 'dismissed',
  pause: 'paused',
  resume: 'resumed',
  update: 'changed',
};

/** What came of something that a person asked of a task, for that person alone. */
export function controlAnswer(verb: Verb, result: ControlResult): string {
  const { task } = result;
  const name = nameOf(task);
  switch (result.kind) {
    case 'done':
      return `✅ ${name} is ${task.state.name === 'removed' ? removedAs(task.state) : past[verb]}; its thread is in ${channel(task.thread?.channel ?? task.channel)}.`;
    case 'not-now':
      if (verb === 'stop' && isStarting(task))
        return `⚠️ ${name} is not stopped: its start is still under way, and may end in a stream. Stop it once more.`;
      return `Nothing was done: ${name} ${whyNot(task)}.`;
    case 'failed':
      return `❌ ${name} was not ${past[verb]}.\n${explained(failureOf(result.error), task.draft.url)}${otherWay(verb, task)}`;
  }
}

function removedAs({ how }: Extract<Task['state'], { name: 'removed' }>): string {
  if (how === 'dismissed') return 'dismissed';
  if (how === 'cancelled') return 'not live: its start was cancelled before TRTC was asked';
  return how === 'not-there' ? 'not live: its robot is not in the room' : 'off air, its robot removed';
}

/** Said at once if a stop has to wait for the answers to starts; undefined if none of these tasks is one. */
export function waitsForStarts(tasks: readonly Task[]): Message | undefined {
  const starting = tasks.filter(({ state }) => state.name === 'starting');
  if (starting.length === 0) return undefined;
  const [only, ...more] = starting.map(nameOf);
  const whose = more.length === 0 ? `The start of ${only}` : `${starting.length} starts`;
  return message(
    `🟡 TRTC has not answered yet: ${whose} ${more.length === 0 ? 'is' : 'are'} under way, and stopped as soon as it has.`,
  );
}

function otherWay(verb: Verb, task: Task): string {
  const isOffered = verb === 'stop' && isRunning(task) && task.stopFailed !== undefined;
  return isOffered ? `\n${removalOffer}` : '';
}

function failureOf({
  code: errorCode,
  message,
  hint,
  requestId,
  effect,
}: Extract<ControlResult, { kind: 'failed' }>['error']) {
  return { code: errorCode, message, hint: effect === 'unknown' ? tryOnceMore : hint, requestId };
}

export function nameOf({ room, handle }: Task): string {
  return `${code(room.id)} (task ${code(handle)})`;
}

function whyNot(task: Task): string {
  const { state, robotSeen } = task;
  switch (state.name) {
    case 'queued':
    case 'starting':
      return 'has not started yet';
    case 'live':
      return task.unconfirmed ? 'has started, and its source is not confirmed yet' : 'is live';
    case 'paused':
      return `is paused by ${user(state.by)}`;
    case 'stopping':
      return `is being stopped by ${user(state.by)}`;
    case 'ended':
      return state.end.how === 'stopped' ? `was stopped by ${user(state.end.by)}` : 'has ended by itself';
    case 'failed':
      return 'did not start';
    case 'removed':
      return removedBy(state);
    case 'unknown':
      return robotSeen?.what === 'entered'
        ? 'is live, but its answer was lost, so the bot has no TaskId for it'
        : 'may or may not be live: its answer was lost, so the bot has no TaskId for it';
  }
}

function removedBy({ how, by }: Extract<Task['state'], { name: 'removed' }>): string {
  if (how === 'dismissed') return `was dismissed by ${user(by)}`;
  if (how === 'cancelled') return `was not started: ${user(by)} cancelled its start`;
  return how === 'not-there'
    ? `is not live: ${user(by)} had its robot looked for, and it was not there`
    : `is not live: its robot was removed by ${user(by)}`;
}

const mostNamed = 5;

/** What a person is told who gave a room in place of a task. */
export function isRoom(room: string, tasks: readonly Task[]): string {
  const named = tasks.slice(0, mostNamed).map(({ handle }) => code(handle));
  const its = tasks.length === 1 ? `its task is ${named[0]}` : `its tasks are ${listing(named)}`;
  return `${code(room, 100)} is a room, and this takes a task: ${its}. \`${commandName} stop --room\` takes a room.`;
}

/**
 * What a person is told who wants to stop a room in which nothing is known to run. `others` are its tasks whose answer
 * was lost, `rooms` those in which something runs: the person may have meant one of them.
 */
export function nothingStopped(room: string, others: readonly Task[], rooms: readonly string[]): Message {
  const name = code(room, 100);
  if (others.length > 0) {
    const each = others.slice(0, mostNamed).map((task) => `• ${nameOf(task)} ${whyNot(task)}`);
    const advice = `\`${commandName} stop TASK\` removes the robot of one whose answer was lost.`;
    return messageOfLines([
      `Nothing was stopped in ${name}, and it may not be quiet there:`,
      ...each,
      advice,
    ]);
  }
  if (rooms.length === 0) {
    return message(`Nothing was stopped: the bot knows of nothing that runs, in ${name} or anywhere else.`);
  }
  const meant = nearest(room, rooms);
  const unnamed = rooms.filter((each) => each !== meant);
  const only = unnamed.length === 0 ? ', the only room in which something runs' : '';
  const guess =
    meant === undefined ? '' : ` Did you mean \`${commandName} stop --room\` ${code(meant, 100)}${only}?`;
  const shown = unnamed.slice(0, mostNamed).map((each) => code(each, 100));
  const more = unnamed.length > mostNamed ? [`${unnamed.length - mostNamed} more`] : [];
  const something = meant === undefined ? 'Something' : 'Something else';
  const elsewhere = unnamed.length === 0 ? '' : ` ${something} runs in ${listing([...shown, ...more])}.`;
  return message(
    `Nothing was stopped: the bot knows of nothing that runs in a room called ${name}.${guess}${elsewhere}`,
  );
}

/** Why no task was found for what was typed. */
export function notFound(typed: string, found: Exclude<Found, { found: 'one' }>): string {
  if (found.found === 'several') {
    const handles = found.tasks.slice(0, 5).map((task) => code(task.handle));
    return `${code(typed, 100)} fits ${found.tasks.length} tasks, ${listing(handles)} among them: give more of it.`;
  }
  if (typed.trim() === '')
    return `A task is named by its handle or TaskId. \`${commandName} list\` shows what runs.`;
  const meant = nearest(typed.toLowerCase(), found.known);
  const suggestion = meant === undefined ? '' : ` Did you mean ${code(meant)}?`;
  return `No task is called ${code(typed, 100)}.${suggestion} \`${commandName} list\` shows what runs.`;
}
