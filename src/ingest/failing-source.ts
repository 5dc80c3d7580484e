import type { TaskStore } from './ports.ts';
import type { Clock } from './runtime.ts';
import { type SeenSource, seenAfter } from './seen-source.ts';
import type { CheckMode, Probe } from './source-check.ts';
import type { NewsEvent, NewsItem, Task } from './task.ts';
import { whyUnplayed } from './task-source.ts';
import { endsAt } from './task-times.ts';

export interface FailingSourcesPorts {
  probe: Probe;
  mode: CheckMode;
  tasks: Pick<TaskStore, 'change'>;
  clock: Clock;
}

/** Looks at what the service says it cannot play. */
export interface FailingSources {
  /** Whether the news says that a source fails, and it is looked at by itself. */
  wantsLook(task: Task, event: NewsEvent): boolean;
  /** The news with what is seen at the task's source, which its record then has. Throws StoreUnavailable. */
  withLook(task: Task, item: NewsItem): Promise<NewsItem>;
}

/** News is held back no longer than that. */
const withinMs = 3_000;
/** A source that comes and goes is not asked each time: what was seen so recently is said again. */
const freshMs = 30_000;

export function createFailingSources({ probe, mode, tasks, clock }: FailingSourcesPorts): FailingSources {
  return {
    wantsLook(task, event) {
      const looks = mode === 'warn' || mode === 'strict';
      return looks && task.draft.url !== undefined && saysThatItFails(task, event);
    },

    async withLook(task, item) {
      const { event } = item;
      if (event.type !== 'source' && event.type !== 'ended') return item;
      const seen = await look(task);
      return seen === undefined ? item : { ...item, event: { ...event, seen } };
    },
  };

  async function look(task: Task): Promise<SeenSource | undefined> {
    const { url } = task.draft;
    if (url === undefined) return undefined;
    const before = task.seen?.url === url ? task.seen : undefined;
    if (before !== undefined && clock() - before.at < freshMs) return before;
    const plannedEnd = endsAt(task);
    const report = await probe.check(url, {
      signal: new AbortController().signal,
      withinMs,
      by: 'bot',
      ...(plannedEnd === undefined ? {} : { plannedEnd }),
    });
    const seen = seenAfter(task.seen, { at: clock(), url, report });
    await tasks.change(task.handle, (now) => ({ ...now, seen }));
    return seen;
  }
}

function saysThatItFails(task: Task, event: NewsEvent): boolean {
  if (event.type === 'source') return event.source !== 'fine';
  return event.type === 'ended' && whyUnplayed(task) !== undefined;
}
