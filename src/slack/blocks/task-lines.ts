import type { Checked } from '../../ingest/control.ts';
import type { HistoryEntry } from '../../ingest/history.ts';
import { maskTextAbout, maskUrl } from '../../ingest/mask.ts';
import type { Page } from '../../ingest/storage-ports.ts';
import { isRunning, type Task } from '../../ingest/task.ts';
import { type Standing, standingOf, whyUnplayed } from '../../ingest/task-source.ts';
import { endsAt, ranMs } from '../../ingest/task-times.ts';
import { button, type Message, messageOfLines } from '../format/message.ts';
import { channel, code, date, duration, quoted, timeOfDay, timeToTheSecond, user } from '../format/mrkdwn.ts';
import { actionIds, taskButtons } from './buttons.ts';
import { endTime } from './card.ts';
import { longestMessage } from './thread-news.ts';

const signs: Record<Task['state']['name'], string> = {
  queued: '🟡',
  starting: '🟡',
  live: '🟢',
  paused: '⏸',
  stopping: '🟡',
  ended: '⏹',
  failed: '❌',
  unknown: '❓',
  removed: '🧹',
};

/** A task in a line, as it is at a moment (ms since the epoch): what it is, which, since when and for how long, whose. */
export function taskLine(task: Task, at: number): string {
  const { handle, room, state, requestedBy, region } = task;
  return [
    `${signOf(task)} ${code(room.id)}`,
    `task ${code(handle)}`,
    ...when(task, at),
    user(requestedBy),
    region,
    ...(state.name === 'paused' ? ['paused: it still costs money'] : []),
    ...(state.name === 'live' ? sourceWords[standingOf(task)] : []),
    ...(whyUnplayed(task) === undefined ? [] : ['check that the URL plays']),
    ...(isRunning(task) && task.stopFailed !== undefined ? ['a stop failed: it may still run'] : []),
  ].join(' · ');
}

const sourceSigns: Record<Standing, string> = {
  live: signs.live,
  unconfirmed: '🟡',
  unreached: '🟠',
  restarting: '🟠',
  failing: '🟠',
  failed: '🔴',
};

/** What is said of the source of a task that is neither paused nor being stopped. */
const sourceWords: Record<Standing, readonly string[]> = {
  live: [],
  unconfirmed: ['started, source not confirmed yet'],
  unreached: ['TRTC cannot reach the source yet'],
  restarting: ['its source is being restarted'],
  failing: ['TRTC could not pull the source: check that the URL plays'],
  failed: ['the source cannot be pulled'],
};

function signOf(task: Task): string {
  return task.state.name === 'live' ? sourceSigns[standingOf(task)] : signs[task.state.name];
}

function when(task: Task, at: number): string[] {
  const { state, requestedAt } = task;
  switch (state.name) {
    case 'ended':
      return [`ended ${date(state.at)}`, `ran ${duration(ranMs(task, at) ?? 0)}`];
    case 'failed':
      return [`did not start ${date(state.at)}`];
    case 'unknown':
      return [`answer lost ${date(state.at)}`, ...whereRobotIs(task)];
    case 'removed': {
      const words = { 'not-there': 'robot not found', dismissed: 'dismissed', cancelled: 'start cancelled' };
      const ran = ranMs(task, at);
      return [
        `${state.how === undefined ? 'robot removed' : words[state.how]} ${date(state.at)}`,
        ...(ran === undefined ? [] : [`ran ${duration(ran)}`]),
      ];
    }
    case 'queued':
    case 'starting':
      return [`asked for at ${timeOfDay(requestedAt)}`];
    default:
      return [`since ${date(state.since)}, for ${duration(ranMs(task, at) ?? 0)}`, ...until(task, at)];
  }
}

/** What its room has told of the robot of a start without an answer. */
function whereRobotIs({ robotSeen }: Task): string[] {
  if (robotSeen === undefined) return [];
  return [robotSeen.what === 'entered' ? 'its robot is in the room' : 'its robot has left the room'];
}

/** What should be over by then and is not has an end that nobody knows. */
function until(task: Task, at: number): string[] {
  const ends = endsAt(task);
  if (ends === undefined || ends <= at) return [];
  return [`until ${endTime(at, ends)}${task.state.name === 'paused' ? ' unless it is resumed' : ''}`];
}

/** What TRTC said of a task that was asked about at a moment (ms since the epoch). */
export function answerLine({ task, answer }: Checked, at: number): string | undefined {
  if (answer === undefined) return undefined;
  if (!answer.asked) {
    const age = isRunning(task) ? duration(at - task.state.since) : 'some seconds';
    return `TRTC was not asked yet, ${age} after the start: it lists a task only after some seconds.`;
  }
  const said = answer.runs ? 'it runs (`InProgress`)' : 'it does not run any more (`NotExist`)';
  return `TRTC at ${timeToTheSecond(answer.at)}: ${said}`;
}

/**
 * All about one task at a moment (ms since the epoch), with the buttons of what may be done to it. `checks`: whether
 * sources are looked at here.
 */
export function taskDetails(
  task: Task,
  at: number,
  { answer, checks = false }: { answer?: string | undefined; checks?: boolean } = {},
): Message {
  const { state, draft } = task;
  const fields = Object.entries(draft).filter(([field]) => field !== 'url' && field !== 'room');
  const lines = [
    taskLine(task, at),
    ...(answer === undefined ? [] : [answer]),
    `from ${code(maskUrl(draft.url ?? ''))} · robot ${code(task.robot)} · application ${task.sdkAppId}`,
    ...('taskId' in state ? [`TaskId ${code(state.taskId)}`] : []),
    ...(state.name === 'removed' && state.run !== undefined ? [`TaskId ${code(state.run.taskId)}`] : []),
    ...(fields.length === 0
      ? []
      : [`with ${fields.map(([field, value]) => `\`--${field}\` ${code(value, 60)}`).join(', ')}`]),
    ...('failure' in state
      ? [
          `${code(state.failure.code)} — ${quoted(maskTextAbout(state.failure.message, draft.url), longestMessage)}`,
        ]
      : []),
    `its thread is in ${channel(task.thread?.channel ?? task.channel)}`,
  ];
  return messageOfLines(lines, taskButtons(task, checks));
}

/** A page of lines under a heading that says how many there are, with a button for the next ones. */
export function listPage(options: {
  heading: string;
  /** Said if there are none. */
  empty: string;
  lines: readonly string[];
  offset: number;
  total: number;
  /** What the button says to the bot, without the offset. */
  list: string;
}): Message {
  const { heading, empty, lines, offset, total, list } = options;
  if (total === 0) return messageOfLines([empty]);
  const end = offset + lines.length;
  const shown = lines.length === total ? `${total}` : `${offset + 1}–${end} of ${total}`;
  const buttons = [
    ...(offset > 0 ? [button(actionIds.pageBack, 'Newer', `${list} ${Math.max(0, offset - pageSize)}`)] : []),
    ...(end < total ? [button(actionIds.page, 'Older', `${list} ${end}`)] : []),
  ];
  return messageOfLines([`*${heading}* (${shown})`, ...lines], buttons);
}

/** Lines on a page. */
export const pageSize = 20;

/** A page of what was done. */
export function historyPage(page: Page<HistoryEntry>, offset: number): Message {
  return listPage({
    heading: 'History of the last 90 days',
    empty: 'Nothing was done in the last 90 days.',
    lines: page.items.map(historyLine),
    offset,
    total: page.total,
    list: 'history',
  });
}

function historyLine({ at, by, what, task, whom, about }: HistoryEntry): string {
  const which = task === undefined ? '' : ` ${code(task.room)} (task ${code(task.handle)})`;
  const said = by === undefined ? `${which.trim()}: ${what}` : `${user(by)} ${what}${which}`;
  const to = whom === undefined ? '' : ` ${user(whom)}`;
  const more = about === undefined ? '' : ` — ${code(about, 100)}`;
  return `${date(at)} · ${said}${to}${more}`;
}
