import type { HistoryEntry } from './history.ts';
import type { NewsEvent, NewsItem, Outbox, SeenInNews, Task } from './task.ts';

/** Whoever writes news down tells it at once; after so long it is up to others. */
const graceMs = 5_000;

/** The task with one more thing to tell. `at` is in milliseconds since the epoch. */
export function withNews(task: Task, event: NewsEvent, at: number): Task {
  return behind(task, [...(task.outbox?.items ?? []), { n: (task.newsCount ?? 0) + 1, event }], at);
}

/** The task with something new that only its card is to say. `at` is in milliseconds since the epoch. */
export function withNewCard(task: Task, at: number): Task {
  return behind(task, task.outbox?.items ?? [], at);
}

function behind(task: Task, items: readonly NewsItem[], at: number): Task {
  const outbox: Outbox = {
    items,
    nextAt: task.outbox?.nextAt ?? at + graceMs,
    failures: task.outbox?.failures ?? 0,
    since: task.outbox?.since ?? at,
  };
  return { ...task, newsCount: (task.newsCount ?? 0) + 1, outbox };
}

/** The task once everything up to this number has been told. */
export function toldUpTo(task: Task, n: number): Task {
  return withUntold(task, (items) => items.filter((item) => item.n > n), { failures: 0 });
}

/** Whether there is news that the card of the task does not say. */
export function isCardBehind({ outbox, newsCount, cardShows }: Task): boolean {
  return outbox !== undefined && cardShows !== newsCount;
}

/** The task once its card says so much of its news. */
export function shown(task: Task, cardShows: number): Task {
  return withUntold({ ...task, cardShows }, (items) => items, {});
}

/** The task once it was tried to tell its news, of which some are given up and the others left for later. */
export function later(task: Task, abandoned: readonly NewsItem[], attempt: Partial<Outbox>): Task {
  const isAbandoned = ({ n }: NewsItem) => abandoned.some((item) => item.n === n);
  return withUntold(task, (items) => items.filter((item) => !isAbandoned(item)), attempt);
}

function withUntold(
  { outbox, ...task }: Task,
  left: (items: readonly NewsItem[]) => readonly NewsItem[],
  attempt: Partial<Outbox>,
): Task {
  if (outbox === undefined) return task;
  const items = left(outbox.items);
  return items.length === 0 && task.cardShows === task.newsCount
    ? task
    : { ...task, outbox: { ...outbox, ...attempt, items } };
}

/** The task with what was seen because of a piece of news, which is told with it from then on. */
export function withSeen(task: Task, { n }: Pick<NewsItem, 'n'>, seen: SeenInNews): Task {
  if (task.outbox === undefined) return task;
  const items = task.outbox.items.map((item) => {
    const { event } = item;
    return item.n === n && (event.type === 'source' || event.type === 'ended')
      ? { ...item, event: { ...event, seen } }
      : item;
  });
  return { ...task, outbox: { ...task.outbox, items } };
}

/** The id of a piece of news, which no other has. */
export function newsId(task: Pick<Task, 'handle'>, { n }: Pick<NewsItem, 'n'>): string {
  return `${task.handle}-${n}`;
}

/** What the history says of an event. */
export function historyEntry(task: Task, event: NewsEvent): HistoryEntry {
  const common = { at: event.at, task: { handle: task.handle, room: task.room.id } };
  switch (event.type) {
    case 'started':
      return { ...common, by: task.requestedBy, what: 'started' };
    case 'failed':
      return { ...common, by: task.requestedBy, what: 'could not start', about: event.failure.code };
    case 'lost':
      return {
        ...common,
        by: task.requestedBy,
        what: 'asked for, with the answer lost',
        about: event.failure.code,
      };
    case 'removed':
      return {
        ...common,
        by: event.by,
        what: event.roomExists ? 'removed the robot' : 'looked for the robot, which was not there',
      };
    case 'dismissed':
      return { ...common, by: event.by, what: 'dismissed' };
    case 'cancelled':
      return { ...common, by: event.by, what: 'cancelled the start' };
    case 'stop-failed':
      return {
        ...common,
        by: event.by,
        what: event.answerLost ? 'asked for a stop, with the answer lost' : 'could not stop',
        about: event.failure.code,
      };
    case 'paused':
    case 'resumed':
      return { ...common, by: event.by, what: event.type };
    case 'updated':
      return { ...common, by: event.by, what: 'changed', about: Object.keys(event.changes).join(', ') };
    case 'ended':
      return task.state.name === 'ended' && task.state.end.how === 'stopped'
        ? { ...common, by: task.state.end.by, what: 'stopped' }
        : { ...common, what: 'ended by itself' };
    case 'source':
      return { ...common, what: `source ${event.source}` };
    case 'robot':
      return { ...common, what: event.what === 'entered' ? 'robot seen in the room' : 'robot left the room' };
  }
}
