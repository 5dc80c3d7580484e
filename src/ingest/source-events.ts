import type { Source, SourceEvents, Task } from './task.ts';

/** What is said of the media of a task: it plays, it is pulled again, a try to pull it has failed. */
export type SourceWord = 'started' | 'restarting' | 'start-failed';

/** After so many failures in a row the source is worth a look (the service's page on its events, 62717). */
const failuresToTell = 3;
/** More than are ever asked about, so that one that comes again is known. */
const mostKept = 10;

/** What is known with one more word; undefined if that says nothing new. */
export function withWord(known: SourceEvents, what: SourceWord, at: number): SourceEvents | undefined {
  const { startedAt = Number.NEGATIVE_INFINITY, restartedAt, failedAt } = known;
  if (at <= startedAt) return undefined;
  switch (what) {
    case 'started':
      return {
        startedAt: at,
        ...(restartedAt !== undefined && restartedAt > at ? { restartedAt } : {}),
        failedAt: failedAt.filter((failure) => failure > at),
      };
    case 'restarting':
      // Late, it tells of a try whose end is known.
      return at <= newestOf(known) ? undefined : { ...known, restartedAt: at };
    case 'start-failed': {
      if (failedAt.includes(at)) return undefined;
      return { ...known, failedAt: [...failedAt, at].sort((a, b) => a - b).slice(-mostKept) };
    }
  }
}

function newestOf({ startedAt, restartedAt, failedAt }: SourceEvents): number {
  return Math.max(...[startedAt, restartedAt, failedAt.at(-1)].map((at) => at ?? Number.NEGATIVE_INFINITY));
}

/** How the source stands by what is known of it. */
export function sourceOf({ restartedAt = Number.NEGATIVE_INFINITY, failedAt }: SourceEvents): Source {
  const lastFailure = failedAt.at(-1) ?? Number.NEGATIVE_INFINITY;
  if (failedAt.length >= failuresToTell && lastFailure >= restartedAt) return 'failed';
  return restartedAt > Number.NEGATIVE_INFINITY ? 'restarting' : 'fine';
}

/** What is known of a task. Records of older versions have the number of failures and the moment of the last word alone. */
export function sourceEventsOf({
  sourceEvents,
  lastEventAt,
  sourceFailures = 0,
  source,
}: Task): SourceEvents {
  if (sourceEvents !== undefined) return sourceEvents;
  if (lastEventAt === undefined) return { failedAt: [] };
  const failures = Math.min(sourceFailures, mostKept);
  return {
    startedAt: lastEventAt - failures - 1,
    ...(source === 'restarting' ? { restartedAt: lastEventAt } : {}),
    failedAt: Array.from({ length: failures }, (_, n) => lastEventAt - failures + n),
  };
}
