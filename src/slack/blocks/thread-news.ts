import type { Button } from '@slack/types';
import { maskTextAbout } from '../../ingest/mask.ts';
import type { Failure, NewsEvent, SeenInNews, Task } from '../../ingest/task.ts';
import { whyUnplayed } from '../../ingest/task-source.ts';
import { ranMs } from '../../ingest/task-times.ts';
import { inCommandWords } from '../format/field-words.ts';
import { button, context, type Message, message, messageOfLines, section } from '../format/message.ts';
import { channel, code, duration, quoted, user } from '../format/mrkdwn.ts';
import { actionIds, checkButtons, removeRobotButton } from './buttons.ts';
import { sourceNews, unplayedNews } from './source-news.ts';
import { reportLines } from './source-report.ts';

/** A message for a thread. */
export interface News extends Message {
  /** Whether the whole channel gets it too: only what somebody has to do something about. */
  broadcast: boolean;
}

/**
 * What the thread is told of an event. `task` is as it is now; `checks`: whether sources are looked at here. What the
 * channel sees too says of what it speaks.
 */
export function threadNews(task: Task, event: NewsEvent, checks = false): News {
  const news = inThread(task, event, checks);
  return news.broadcast ? { ...news, ...alone(task, news) } : news;
}

/** The same for whoever asked for the task, if its thread cannot be told. */
export function newsInPerson(task: Task, event: NewsEvent, checks = false): Message {
  const place = channel(task.thread?.channel ?? task.channel);
  return alone(
    task,
    inThread(task, event, checks),
    `You are told here since its thread in ${place} is gone or closed to me.`,
  );
}

/** A message that says by itself which room and task it is about. */
function alone({ room, handle }: Task, { text, blocks }: Message, why?: string): Message {
  const about = `*${code(room.id)}* · task ${code(handle)}`;
  return {
    text: `${about}: ${text}`,
    blocks: [section(about), ...blocks, ...(why === undefined ? [] : [context(why)])],
  };
}

/** What is told of an event to those who see by the place of it which task it is about. */
export function inThread(task: Task, event: NewsEvent, checks = false): News {
  switch (event.type) {
    case 'started': {
      const { taskId, requestId } = event;
      // TRTC's answer may have come without one.
      const reference = requestId === '' ? '' : ` · RequestId ${code(requestId)}`;
      return told(
        `✅ Started. TaskId ${code(taskId)}  ·  task ${code(task.handle)}${reference}\nThe card above says “live” once the source is confirmed.`,
      );
    }
    case 'failed':
      return {
        ...failed(task, event, checkButtons(task, checks)),
        broadcast: false,
      };
    case 'lost': {
      // A second start would play beside the first.
      const retry = task.robotSeen?.what === 'entered' ? [] : [retryButton(task)];
      return {
        ...message(answerLost(task, event.failure), [removeRobotButton(task), ...retry]),
        broadcast: false,
      };
    }
    case 'removed':
      return told(removed(task, event));
    case 'dismissed':
      return told(
        `🗑 ${user(event.by)} dismissed this task: nobody knows whether it ran. If the robot ${code(task.robot)} is in the room, it goes on there and costs money.`,
      );
    case 'cancelled':
      return told(`⏹ ${user(event.by)} cancelled the start before TRTC was asked: nothing was started.`);
    case 'stop-failed':
      return { ...message(notStopped(task, event), [removeRobotButton(task)]), broadcast: false };
    case 'paused':
      return told(`⏸ Paused by ${user(event.by)}. It still costs money, and TRTC ends it after 12 hours.`);
    case 'resumed':
      return told(`▶️ Resumed by ${user(event.by)}.`);
    case 'updated':
      return told(`🎚 ${user(event.by)} changed ${changesOf(event.changes)}.`);
    case 'ended':
      return told(ended(task, event.seen), whyUnplayed(task) === undefined ? [] : checkButtons(task, checks));
    case 'source':
      return {
        ...message(sourceNews(task, event), event.source === 'fine' ? [] : checkButtons(task, checks)),
        broadcast: event.source === 'failed',
      };
    case 'robot':
      return robot(task, event);
  }
}

/** What a look at the source found says more than its code would. */
function failed(
  task: Task,
  { at, failure }: Extract<NewsEvent, { type: 'failed' }>,
  check: readonly Button[],
): Message {
  const buttons = [retryButton(task), ...check];
  return failure.seen === undefined
    ? message(`❌ ${explained(failure, task.draft.url)}`, buttons)
    : messageOfLines(
        [
          '✋ Nothing was started, since its source was looked at first.',
          ...reportLines(failure.seen, task.draft.url ?? '', at),
        ],
        buttons,
      );
}

function told(text: string, buttons: readonly Button[] = []): News {
  return { ...message(text, buttons), broadcast: false };
}

const lostAnswer = {
  unseen: '❓ Nobody knows whether it started: the answer was lost.',
  entered: '🟠 It did start: the answer was lost, but its robot is in the room.',
  left: '🚪 It did start: the answer was lost, but its robot was in the room and has left it.',
};

function answerLost(task: Task, failure: Failure): string {
  return `${lostAnswer[task.robotSeen?.what ?? 'unseen']}\n${explained(failure, task.draft.url)}\nThe robot to look for in the room is ${code(task.robot)}.`;
}

/** Tencent's own words are cut, so that what matters more is not pushed out of the message by them. */
export const longestMessage = 300;

/** An error in words: code, message, what to do, RequestId; of the URL that it is about only what may be shown. */
export function explained(
  {
    code: errorCode,
    message: words,
    hint,
    requestId,
  }: Omit<Failure, 'requestId'> & { requestId?: string | undefined },
  url?: string,
): string {
  const reference = requestId === undefined ? '' : ` RequestId ${code(requestId)}`;
  return `${code(errorCode)} — ${quoted(maskTextAbout(words, url), longestMessage)}\n*What to do:* ${inCommandWords(hint)}${reference}`;
}

function changesOf(changes: Partial<Record<string, string>>): string {
  const words: Record<string, string> = {
    url: 'the source',
    volume: 'the volume',
    tempo: 'the speed',
    progress: 'progress messages',
  };
  return Object.entries(changes)
    .map(([field, value]) =>
      field === 'url' ? words.url : `${words[field] ?? field} to ${code(value ?? '')}`,
    )
    .join(' and ');
}

function ended(task: Task, seen: SeenInNews | undefined): string {
  const { state } = task;
  if (state.name !== 'ended') return '⏹ Ended.';
  const ran = duration(ranMs(task, state.at) ?? 0);
  if (state.end.how === 'stopped') return `⏹ Stopped by ${user(state.end.by)} after ${ran}.`;
  return (
    unplayedNews(task, seen, ran) ??
    `⏹ Ended by itself after ${ran}: the media was played to its end, or TRTC ended the task.`
  );
}

function removed(task: Task, { at, by, roomExists }: Extract<NewsEvent, { type: 'removed' }>): string {
  const robot = code(task.robot);
  if (!roomExists)
    return `🧹 ${user(by)} had the robot ${robot} looked for: TRTC says that it is not in the room, so nothing of this task plays there.`;
  const ran = ranMs(task, at);
  return ran === undefined
    ? `🧹 ${user(by)} had the robot ${robot} removed from the room: if it was playing there, it is not any more.`
    : `🧹 ${user(by)} had the robot ${robot} removed from the room after ${duration(ran)}: the stream is off air.`;
}

/** What to do if nobody knows whether TRTC did what it was asked for. */
export const tryOnceMore = 'TRTC may have done it all the same; doing it again does no harm. Try once more.';

/** The way that is left if a stop fails. */
export const removalOffer =
  'If it cannot be stopped, *Remove the robot* on its card takes it off air: that throws the robot out of the room.';

function notStopped(task: Task, event: Extract<NewsEvent, { type: 'stop-failed' }>): string {
  const { by, answerLost, failure } = event;
  const what = answerLost
    ? "and TRTC's answer was lost: it may still run and cost money."
    : 'and TRTC did not do it: it still runs and costs money.';
  const hint = answerLost ? tryOnceMore : failure.hint;
  return `⚠️ ${user(by)} asked for a stop, ${what}\n${explained({ ...failure, hint }, task.draft.url)}\n${removalOffer}`;
}

/** Where a robot is, by the events of its room. A task without a TaskId can be followed by these alone. */
function robot(task: Task, { what, settles }: Extract<NewsEvent, { type: 'robot' }>): News {
  const name = code(task.robot);
  if (settles !== true)
    return told(
      what === 'entered'
        ? `🟢 Its robot ${name} is back in the room.`
        : `🚪 Its robot ${name} was removed from the room or lost it, and the task has not ended: it may still cost money.\n*What to do:* look into the room; if nothing plays there, stop this task and start again.`,
    );
  if (what === 'left')
    return told(
      `🚪 Its robot ${name} has left the room, so nothing of this start plays there. If it comes back, this thread says so.`,
    );
  const text = `🟠 It did start: its robot ${name} is in the room. Its TaskId is lost, so it cannot be paused or changed.\n*What to do:* leave it on air, or end it with *Remove the robot*.`;
  return { ...message(text, [removeRobotButton(task)]), broadcast: false };
}

function retryButton(task: Task) {
  return button(actionIds.editAndRetry, 'Edit and retry', task.handle);
}
