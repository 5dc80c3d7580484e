import { maskUrl } from '../../ingest/mask.ts';
import { isRunning, type Task } from '../../ingest/task.ts';
import { standingOf, whyUnplayed } from '../../ingest/task-source.ts';
import { endsAt, ranMs } from '../../ingest/task-times.ts';
import { context, type Message, section } from '../format/message.ts';
import { code, date, duration, timeAndAge, timeOfDay, user } from '../format/mrkdwn.ts';
import { taskButtons } from './buttons.ts';

/**
 * The root message of a task: what it is now, where it comes from, and what may be done to it. `checks`: whether sources
 * are looked at here.
 */
export function card(task: Task, checks = false): Message {
  const headline = headlineOf(task);
  const blocks: Message['blocks'] = [section(headline), context(details(task))];
  const buttons = taskButtons(task, checks);
  if (buttons.length > 0) blocks.push({ type: 'actions', elements: [...buttons] });
  return { text: headline, blocks };
}

function headlineOf(task: Task): string {
  const { state } = task;
  const room = `*${code(task.room.id)}*`;
  const asker = user(task.requestedBy);
  switch (state.name) {
    case 'queued':
    case 'starting':
      return `🟡 ${room} is starting · asked for by ${asker} · ${task.region}`;
    case 'live':
      return `${liveHeadline(task)}${stopWarning(task)}`;
    case 'paused':
      return `⏸ ${room} is paused by ${user(state.by)} · started by ${asker} · ${task.region}\nIt still costs money, and ends by itself at ${timeOfDay(endsAt(task) ?? 0)} unless it is resumed.${stopWarning(task)}`;
    case 'stopping':
      return `🟡 ${room} is being stopped by ${user(state.by)} · ${task.region}`;
    case 'ended':
      return `⏹ ${room} has ended · ${endedBy(task)} · started by ${asker}`;
    case 'failed':
      return state.failure.seen === undefined
        ? `❌ ${room} did not start · asked for by ${asker}`
        : `✋ ${room} did not start: its source cannot be played as it is · asked for by ${asker}`;
    case 'unknown':
      return `${unknownSign(task)} · asked for by ${asker} · ${task.region}`;
    case 'removed':
      return `${removedSign(task, user(state.by))} · asked for by ${asker}`;
  }
}

function removedSign({ room: { id }, state }: Task, by: string): string {
  const room = `*${code(id)}*`;
  const how = state.name === 'removed' ? state.how : undefined;
  if (how === 'dismissed') return `🗑 ${room} was dismissed by ${by} · nobody knows whether it ran`;
  if (how === 'cancelled') return `⏹ ${room} was not started · ${by} cancelled the start`;
  return how === 'not-there'
    ? `🧹 ${room} is not live · ${by} had its robot looked for, and it was not there`
    : `🧹 ${room} is not live · its robot was removed by ${by}`;
}

function stopWarning({ stopFailed }: Task): string {
  if (stopFailed === undefined) return '';
  const { at, by, answerLost } = stopFailed;
  const what = answerLost
    ? "TRTC's answer was lost: it may still run and cost money."
    : 'TRTC did not do it: it still runs and costs money.';
  return `\n⚠️ ${user(by)} asked for a stop at ${timeOfDay(at)}, and ${what}`;
}

/** What is known of a start without an answer: what the room has told of its robot, if it tells. */
function unknownSign({ room, robotSeen }: Task): string {
  const name = `*${code(room.id)}*`;
  if (robotSeen?.what === 'entered')
    return `🟠 ${name} did start: its robot is in the room, its TaskId is lost`;
  if (robotSeen?.what === 'left') return `🚪 ${name} did start, and its robot has left the room`;
  return `❓ ${name} may or may not be live`;
}

/** What TRTC runs is called live once it has its source, or had it. */
function liveHeadline(task: Task): string {
  const room = `*${code(task.room.id)}*`;
  const who = `by ${user(task.requestedBy)} · ${task.region}`;
  const live = (sign: string, more = '') => `${sign} ${room} is live${more} · started ${who}`;
  const started = (sign: string, more: string) => `${sign} ${room} started, ${more} · asked for ${who}`;
  if (task.robotSeen?.what === 'left' && task.robotSeen.told === true)
    return `🟠 ${room} has not ended, and its robot has left the room · started ${who}`;
  switch (standingOf(task)) {
    case 'live':
      return live('🟢');
    case 'unconfirmed':
      return started('🟡', 'source not confirmed yet');
    case 'unreached':
      return started('🟠', 'but TRTC cannot reach the source yet');
    case 'restarting':
      return live('🟠', ', and its source is being restarted');
    case 'failing': {
      const words = 'but TRTC could not pull the source: check that the URL plays';
      return task.unconfirmed ? started('🟠', words) : live('🟠', `, ${words}`);
    }
    case 'failed':
      return task.unconfirmed
        ? started('🔴', 'but TRTC cannot pull the source: check that the URL plays')
        : live('🔴', ' without its source');
  }
}

function endedBy(task: Task): string {
  const { state } = task;
  if (state.name !== 'ended') return '';
  if (state.end.how === 'stopped') return `stopped by ${user(state.end.by)}`;
  if (whyUnplayed(task) === undefined) return 'by itself';
  return `by itself after ${duration(ranMs(task, state.at) ?? 0)}: check that the URL plays`;
}

function details(task: Task): string {
  const source = code(maskUrl(task.draft.url ?? ''));
  const parts = [source, `robot ${code(task.robot)}`, `task ${code(task.handle)}`];
  const { volume, tempo } = task.draft;
  if (volume !== undefined) parts.push(`volume ${code(volume)}`);
  if (tempo !== undefined) parts.push(`speed ${code(tempo)}`);
  return [...parts, ...times(task)].join(' · ');
}

/** The card is edited only when something happens, so it says nothing that is true only when it is written. */
function times(task: Task): string[] {
  const { state } = task;
  if (state.name === 'ended') return itsRun(task, state.since, state.at);
  if (state.name === 'removed' && state.run !== undefined) return itsRun(task, state.run.since, state.at);
  if (!isRunning(task)) return [];
  const ends = endsAt(task);
  const isSaidAbove = state.name === 'paused';
  const until = ends === undefined || isSaidAbove ? [] : [`until ${endTime(task.state.since, ends)}`];
  return [`since ${timeAndAge(task.state.since)}`, ...until];
}

function itsRun(task: Task, since: number, until: number): string[] {
  const ran = duration(ranMs(task, until) ?? 0);
  return [`since ${timeOfDay(since)}`, `until ${timeOfDay(until)}`, `ran ${ran}`];
}

export const dayMs = 24 * 60 * 60 * 1000;

/** When something that began at `since` ends; with the day if the time alone could be that of another one. */
export function endTime(since: number, ends: number): string {
  return ends - since < dayMs ? timeOfDay(ends) : date(ends);
}

/** The id of the card of a task; its news have the numbers from 1. */
export function cardId({ handle }: Pick<Task, 'handle'>): string {
  return `${handle}-0`;
}
