import { withSeen } from './outbox.ts';
import type { TaskStore } from './ports.ts';
import type { Clock } from './runtime.ts';
import { type SeenSource, seenAfter } from './seen-source.ts';
import type { CheckMode, Probe } from './source-check.ts';
import { isRunning, type NewsEvent, type NewsItem, type Task } from './task.ts';
import { whyUnplayed } from './task-source.ts';
import { endsAt } from './task-times.ts';

export interface FailingSourcesPorts {
  probe: Probe;
  mode: CheckMode;
  tasks: Pick<TaskStore, 'get' | 'change'>;
  clock: Clock;
}

/** Looks at what the service says it cannot play. */
export interface FailingSources {
  /** Whether the news says that a source fails, and it is to be looked at by itself: once for each piece of news. */
  wantsLook(task: Task, event: NewsEvent): boolean;
  /**
   * The news with what is seen at the source that the task has by now; its record has both then, so that news that are told
   * again and again bring no second look. Without a look if its source plays again, or it is over. Throws StoreUnavailable.
   */
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
      return (
        looks && task.draft.url !== undefined && saysThatItFails(task, event) && event.seen === undefined
      );
    },

    async withLook({ handle }, item) {
      const task = await tasks.get(handle);
      const { event } = item;
      if (task === undefined || !saysThatItFails(task, event) || !isStillSo(task, event)) return item;
      const found = await look(task);
      if (found === undefined) return item;
      const isOfNewSource = wasChangedAfter(task, item) ? { isOfNewSource: true as const } : {};
      const seen = { ...found, ...isOfNewSource };
      await tasks.change(handle, (now) => ({ ...withSeen(now, item, seen), seen: found }));
      return { ...item, event: { ...event, seen } };
    },
  };

  async function look(task: Task): Promise<SeenSource | undefined> {
    const { url } = task.draft;
    if (url === undefined) return undefined;
    const playedAt = task.sourceEvents?.startedAt ?? Number.NEGATIVE_INFINITY;
    const before = task.seen?.url === url && playedAt < task.seen.at ? task.seen : undefined;
    if (before !== undefined && clock() - before.at < freshMs) return before;
    const plannedEnd = endsAt(task);
    const report = await probe.check(url, {
      signal: new AbortController().signal,
      withinMs,
      by: 'bot',
      ...(plannedEnd === undefined ? {} : { plannedEnd }),
    });
    return seenAfter(task.seen, { at: clock(), url, report }, playedAt);
  }
}

/** The news that a look can be kept with. */
type NewsOfFailure = Extract<NewsEvent, { type: 'source' | 'ended' }>;

function saysThatItFails(task: Task, event: NewsEvent): event is NewsOfFailure {
  if (event.type === 'source') return event.source !== 'fine';
  return event.type === 'ended' && whyUnplayed(task) !== undefined;
}

/** News may wait for hours: of a source that has come back meanwhile a look would say nothing but that. */
function isStillSo(task: Task, event: NewsOfFailure): boolean {
  return event.type === 'ended' || (isRunning(task) && task.source !== 'fine');
}

/** Whether the task got another source after what the news says: whoever told the news tells of that after it. */
function wasChangedAfter({ outbox }: Task, { n }: NewsItem): boolean {
  return (outbox?.items ?? []).some(
    (later) => later.n > n && later.event.type === 'updated' && later.event.changes.url !== undefined,
  );
}
