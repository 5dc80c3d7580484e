import type { NewsEvent, NewsItem, Task } from '../../ingest/task.ts';
import { type Message, messageOfLines } from '../format/message.ts';
import { code, cut, limits } from '../format/mrkdwn.ts';
import { threadNews } from './thread-news.ts';

/** One piece of news of one row. */
export interface RowNews {
  task: Task;
  news: NewsItem;
}

/** A message that tells several pieces of news. */
export interface Gathered<T extends RowNews> extends Message {
  items: readonly T[];
  /** Whether the whole channel gets it too: only what somebody has to do something about. */
  broadcast: boolean;
}

/** What a person has to do something about comes first, and what they asked for themselves last. */
const order: readonly NewsEvent['type'][] = [
  'lost',
  'failed',
  'source',
  'stop-failed',
  'robot',
  'ended',
  'removed',
  'dismissed',
  'paused',
  'resumed',
  'updated',
  'started',
];
/** Longer lists of rooms go on in another line: Slack takes so much in one section. */
const longestLine = limits.sectionText - 200;
/** Of what is said of each row; a TaskId is 84 characters. */
const longestSaying = 600;

/**
 * The news of the rows of a show, those of one reason together, in as few messages as Slack takes: each piece of news is in
 * one of them, with its room.
 */
export function gatheredNews<T extends RowNews>(items: readonly T[]): readonly Gathered<T>[] {
  const rank = ({ news }: T) => order.indexOf(news.event.type);
  const sorted = items.toSorted((a, b) => rank(a) - rank(b));
  const groups = groupsOf(sorted);
  return [true, false].flatMap((broadcast) =>
    packed(groups.filter((group) => group.broadcast === broadcast)).map((some) => ({
      ...messageOfLines(some.flatMap(({ lines }) => lines)),
      items: some.flatMap((group) => group.items),
      broadcast,
    })),
  );
}

interface Group<T> {
  items: T[];
  lines: string[];
  broadcast: boolean;
}

/** What is said of several rows in the same words is said once; what is said of each in other words, for each. */
function groupsOf<T extends RowNews>(items: readonly T[]): Group<T>[] {
  const bySaying = new Map<string, { items: T[]; broadcast: boolean }>();
  for (const item of items) {
    const { saying, broadcast } = sayingOf(item);
    const known = bySaying.get(saying);
    if (known === undefined) bySaying.set(saying, { items: [item], broadcast });
    else known.items.push(item);
  }
  return [...bySaying].map(([saying, { items: its, broadcast }]) => ({
    items: its,
    broadcast,
    lines: linesOf(saying, its),
  }));
}

function linesOf(saying: string, items: readonly RowNews[]): string[] {
  const [first, ...more] = items;
  if (first !== undefined && more.length === 0) return [`${code(first.task.room.id)} ${saying}`];
  return [`*${items.length} rooms* ${saying}`, ...roomLines(items)];
}

function roomLines(items: readonly RowNews[]): string[] {
  const lines: string[] = [];
  for (const { task } of items) {
    const room = code(task.room.id);
    const last = lines.at(-1);
    if (last !== undefined && last.length + room.length + 2 <= longestLine)
      lines[lines.length - 1] = `${last}, ${room}`;
    else lines.push(`→ ${room}`);
  }
  return lines;
}

/** The words of a task's own thread without what names the task, so that the same is said in the same words. */
function sayingOf({ task, news }: RowNews): { saying: string; broadcast: boolean } {
  const { event } = news;
  if (event.type === 'started')
    return {
      saying: `✅ started. TaskId ${code(event.taskId)} · task ${code(task.handle)}`,
      broadcast: false,
    };
  const { text, broadcast } = threadNews(task, event, false);
  return { saying: cut(text, longestSaying), broadcast };
}

/** Groups one after the other, as many as a message takes. */
function packed<T>(groups: readonly Group<T>[]): Group<T>[][] {
  const messages: Group<T>[][] = [];
  let length = Number.POSITIVE_INFINITY;
  for (const group of groups) {
    const its = group.lines.join('\n').length + 1;
    if (length + its > limits.messageText) {
      messages.push([]);
      length = 0;
    }
    messages.at(-1)?.push(group);
    length += its;
  }
  return messages;
}
