import type { Notifier } from '../../src/ingest/ports.ts';
import type { NewsEvent, NewsItem, Task } from '../../src/ingest/task.ts';

/** How Slack takes what it is called with; as if all were well if absent. */
export interface SlackCourse {
  failingAnnounce?: Error;
  /** Before a piece of news is in the thread, and after. */
  taking?: (task: Task, news: NewsItem) => Promise<void>;
  taken?: (task: Task, news: NewsItem) => Promise<void>;
  looking?: () => Promise<void>;
  showing?: (task: Task) => Promise<void>;
}

export interface Threads {
  notifier: Notifier;
  /** Tasks as people were told of them. */
  told: Task[];
  /** What they were told. */
  news: NewsEvent[];
  /** The numbers of the news in the thread of a task, in its order. */
  numbers(handle: string): number[];
}

/** Threads in memory. What is told of a task without a thread reaches nobody. */
export function createThreads(course: SlackCourse, done: string[]): Threads {
  const arrived: { task: Task; item: NewsItem }[] = [];
  const told: Task[] = [];
  const news: NewsEvent[] = [];
  const numbers = (handle: string) =>
    arrived.flatMap(({ task, item }) => (task.handle === handle ? [item.n] : []));
  return {
    told,
    news,
    numbers,
    notifier: {
      async announce(task, again, turn) {
        await turn?.sending?.();
        if (course.failingAnnounce !== undefined) throw course.failingAnnounce;
        done.push(again ? 'announce again' : 'announce');
        return { channel: task.channel, ts: '1700000000.000100' };
      },
      async delivered(task) {
        done.push('look');
        await course.looking?.();
        return new Set(numbers(task.handle));
      },
      async notify(task, item) {
        if (task.thread === undefined) return undefined;
        await course.taking?.(task, item);
        done.push(`tell ${task.state.name}`);
        arrived.push({ task, item });
        told.push(task);
        news.push(item.event);
        await course.taken?.(task, item);
        return undefined;
      },
      async notifyInPerson(task, item) {
        done.push(`tell ${task.requestedBy} of ${item.n}`);
      },
      async show(_, current) {
        const task = await current();
        await course.showing?.(task);
        done.push(`show ${task.state.name}`);
        return undefined;
      },
    },
  };
}
