import { maskUrl } from '../../ingest/mask.ts';
import type { NewsEvent, NewsItem, SeenInNews, Task } from '../../ingest/task.ts';
import { type Message, messageOfLines } from '../format/message.ts';
import { code, cut, limits, timeOfDay } from '../format/mrkdwn.ts';
import { listedInLines } from './room-lists.ts';
import { sourceSeen } from './source-news.ts';
import { inThread } from './thread-news.ts';

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
  'cancelled',
  'paused',
  'resumed',
  'updated',
  'started',
];
/** In characters, with room for what stands before. */
const longestLine = limits.sectionText - 100;
const longestPart = limits.messageText - 2_000;
/** Of the line that names the show. */
const longestAbout = 200;

/**
 * The news of the rows of a show, those of one reason together and in the order of their board, in as few messages as Slack
 * takes: each piece of news is in one of them, with its room. What the whole channel gets too comes first, and names the show.
 */
export function gatheredNews<T extends RowNews>(items: readonly T[]): readonly Gathered<T>[] {
  const rank = ({ news }: T) => order.indexOf(news.event.type);
  const row = ({ task }: T) => task.row?.id ?? 0;
  const inOrder = items.toSorted((a, b) => rank(a) - rank(b) || row(a) - row(b));
  const parts = groupsOf(inOrder).flatMap(partsOf);
  return [true, false].flatMap((broadcast) =>
    packed(parts.filter((part) => part.broadcast === broadcast)).map((some) => {
      const its = some.flatMap((part) => part.items);
      const lines = some.flatMap((part) => part.lines);
      return { ...messageOfLines(broadcast ? [...about(its), ...lines] : lines), items: its, broadcast };
    }),
  );
}

function about(items: readonly RowNews[]): string[] {
  const shows = new Set(items.flatMap(({ task }) => task.row?.show ?? []));
  return [...shows].map((show) => `Show *${code(show)}*`);
}

/** What is said of several rows in the same words. */
interface Group<T> {
  items: T[];
  saying: string;
  broadcast: boolean;
}

function groupsOf<T extends RowNews>(items: readonly T[]): Group<T>[] {
  const groups = new Map<string, Group<T>>();
  for (const item of items) {
    const { text, broadcast } = sayingOf(item);
    const saying = cut(text, longestLine);
    const known = groups.get(saying);
    if (known === undefined) groups.set(saying, { items: [item], saying, broadcast });
    else known.items.push(item);
  }
  return [...groups.values()];
}

/** The words in which what is another in each task stands for itself; see `detailsOf`. */
function sayingOf({ task, news: { event } }: RowNews): Words {
  return wordsOf({ ...task, handle: 'TASK', robot: 'ROBOT' }, withoutRequestId(ofItsMinute(event)));
}

interface Words {
  text: string;
  broadcast: boolean;
}

/** The words of a task's own thread, but for what they say of its card or of its URL. */
function wordsOf(task: Task, event: NewsEvent): Words {
  if (event.type === 'started') return { text: '✅ Started.', broadcast: false };
  if (event.type === 'failed' && event.failure.seen !== undefined) {
    const at = minuteOf(event.at);
    const seen = sourceSeen({ at, since: at, url: '', report: event.failure.seen });
    return { text: `✋ Nothing was started, since its source was looked at first.${seen}`, broadcast: false };
  }
  return inThread(task, event);
}

/** Looks of one minute are told in the same words; since when each source is as it is stands behind its room. */
function ofItsMinute(event: NewsEvent): NewsEvent {
  if (!('seen' in event) || event.seen === undefined) return event;
  const at = minuteOf(event.seen.at);
  return { ...event, seen: { ...event.seen, at, since: at } };
}

function minuteOf(at: number): number {
  return at - (at % 60_000);
}

function withoutRequestId(event: NewsEvent): NewsEvent {
  if (!('failure' in event)) return event;
  const { requestId: _, ...failure } = event.failure;
  return { ...event, failure };
}

/** What is another in each task: whatever is needed to act on it, or to ask support about it. */
function detailsOf({ task, news: { event } }: RowNews): string[] {
  const handle = `task ${code(task.handle)}`;
  const robot = `robot ${code(task.robot)}`;
  const requestId = 'failure' in event ? (event.failure.requestId ?? '') : '';
  const reference = requestId === '' ? [] : [`RequestId ${code(requestId)}`];
  switch (event.type) {
    case 'started':
      return [`TaskId ${code(event.taskId)}`, handle];
    case 'failed':
      return event.failure.seen === undefined ? reference : [code(maskUrl(task.draft.url ?? ''))];
    case 'lost':
      return [handle, robot, ...reference];
    case 'stop-failed':
      return [handle, ...reference];
    case 'source':
      return event.source === 'fine' ? [] : [handle, ...sinceWhen(event.seen)];
    case 'ended':
      return sinceWhen(event.seen);
    case 'robot':
    case 'removed':
    case 'dismissed':
      return [handle, robot];
    default:
      return [];
  }
}

function sinceWhen(seen: SeenInNews | undefined): string[] {
  return seen !== undefined && seen.since < seen.at ? [`since ${timeOfDay(seen.since)}`] : [];
}

/** As much of a group as fits into one message. */
interface Part<T> {
  items: T[];
  lines: string[];
  broadcast: boolean;
}

function partsOf<T extends RowNews>({ items, saying, broadcast }: Group<T>): Part<T>[] {
  const parts: T[][] = [];
  let length = Number.POSITIVE_INFINITY;
  for (const item of items) {
    const its = entryOf(item).length + 4;
    if (length + its > longestPart) {
      parts.push([]);
      length = saying.length;
    }
    parts.at(-1)?.push(item);
    length += its;
  }
  return parts.map((part) => ({ items: part, lines: linesOf(saying, part), broadcast }));
}

function linesOf(saying: string, items: readonly RowNews[]): string[] {
  const [first, ...more] = items;
  if (first !== undefined && more.length === 0) return linesOfOne(first);
  const entries = items.map(entryOf);
  const hasDetails = items.some((item) => detailsOf(item).length > 0);
  const lines = hasDetails ? entries : listedInLines(entries, longestLine);
  return [...`*${items.length} rooms:* ${saying}`.split('\n'), ...lines.map((line) => `→ ${line}`)];
}

/** What is another in each task is said in its place, if the words have one for it. */
function linesOfOne(item: RowNews): string[] {
  const { text } = wordsOf(item.task, item.news.event);
  const details = detailsOf(item).filter((detail) => !text.includes(detail));
  const said = `*${code(item.task.room.id)}:* ${text}`.split('\n');
  return details.length === 0 ? said : [...said, `→ ${details.join(' · ')}`];
}

function entryOf(item: RowNews): string {
  return [code(item.task.room.id), ...detailsOf(item)].join(' · ');
}

/** Parts one after the other, as many as a message takes. */
function packed<T>(parts: readonly Part<T>[]): Part<T>[][] {
  const messages: Part<T>[][] = [];
  let length = Number.POSITIVE_INFINITY;
  for (const part of parts) {
    const its = part.lines.join('\n').length + 1;
    if (length + its > limits.messageText - longestAbout) {
      messages.push([]);
      length = 0;
    }
    messages.at(-1)?.push(part);
    length += its;
  }
  return messages;
}
