import type { BoardRow } from '../../ingest/shows/run.ts';
import { verdictOf } from '../../ingest/source-report.ts';
import { isRunning, type Task } from '../../ingest/task.ts';
import { type Standing, standingOf, whyUnplayed } from '../../ingest/task-source.ts';
import { endsAt } from '../../ingest/task-times.ts';

/** How a row stands, as its sign and in a few plain words. */
export interface RowStanding {
  sign: Sign;
  words: string;
}

/** In the order in which a headline counts them. */
export const signs = ['🟢', '🟡', '🟠', '🔴', '❌', '❓', '⏸', '⏹', '⚪'] as const;
export type Sign = (typeof signs)[number];

const liveAs: Record<Standing, RowStanding> = {
  live: { sign: '🟢', words: 'live' },
  unconfirmed: { sign: '🟡', words: 'started, no source yet' },
  unreached: { sign: '🟠', words: 'source not reached' },
  restarting: { sign: '🟠', words: 'source restarting' },
  failing: { sign: '🟠', words: 'source failing' },
  failed: { sign: '🔴', words: 'no source' },
};

const unknownAs: Record<'unseen' | 'entered' | 'left', RowStanding> = {
  unseen: { sign: '❓', words: 'may be live: answer lost' },
  entered: { sign: '🟠', words: 'started, TaskId lost' },
  left: { sign: '🟠', words: 'started, robot has left' },
};

const removedAs: Record<'robot-removed' | 'not-there' | 'dismissed' | 'cancelled', RowStanding> = {
  'robot-removed': { sign: '⏹', words: 'robot removed' },
  'not-there': { sign: '⏹', words: 'not live' },
  dismissed: { sign: '⏹', words: 'dismissed' },
  cancelled: { sign: '⏹', words: 'start cancelled' },
};

/** What the card of its task says at length. */
export function standingOfRow({ task }: Pick<BoardRow, 'task'>): RowStanding {
  if (task === undefined) return { sign: '⚪', words: 'not started' };
  const { state } = task;
  switch (state.name) {
    case 'queued':
    case 'starting':
      return { sign: '🟡', words: 'starting' };
    case 'live':
      return liveStanding(task);
    case 'paused':
      return task.stopFailed === undefined
        ? { sign: '⏸', words: 'paused' }
        : { sign: '🟠', words: 'paused, stop failed' };
    case 'stopping':
      return { sign: '🟡', words: 'stopping' };
    case 'ended':
      return { sign: '⏹', words: endWords(task) };
    case 'failed':
      return { sign: '❌', words: state.failure.seen === undefined ? state.failure.code : 'source unfit' };
    case 'unknown':
      return unknownAs[task.robotSeen?.what ?? 'unseen'];
    case 'removed':
      return removedAs[state.how ?? 'robot-removed'];
  }
}

function liveStanding(task: Task): RowStanding {
  if (task.robotSeen?.what === 'left' && task.robotSeen.told === true)
    return { sign: '🟠', words: 'robot left the room' };
  const standing = liveAs[standingOf(task)];
  return standing.sign === '🟢' && task.stopFailed !== undefined
    ? { sign: '🟠', words: 'live, stop failed' }
    : standing;
}

function endWords(task: Task): string {
  const { state } = task;
  if (state.name === 'ended' && state.end.how === 'stopped') return 'stopped';
  const why = whyUnplayed(task);
  return why === undefined ? 'ended' : unplayedAs[why];
}

const unplayedAs = { soon: 'ended too soon', 'no-source': 'ended without source' } as const;

/** Since when a row is on, and when it ends by itself; in ms since the epoch, undefined if that is not known. */
export function timesOfRow({ task }: Pick<BoardRow, 'task'>): {
  since: number | undefined;
  until: number | undefined;
} {
  if (task === undefined) return { since: undefined, until: undefined };
  if (isRunning(task)) return { since: task.state.since, until: endsAt(task) };
  const { state } = task;
  return {
    since: state.name === 'ended' ? state.since : undefined,
    until: state.name === 'ended' ? state.at : undefined,
  };
}

const checkSigns = { good: '✅', doubtful: '⚠️', certain: '❌', unknown: '❔' } as const;

/** What was last seen of its source, as a sign; undefined if nobody has looked. */
export function checkSign({ seen, task }: Pick<BoardRow, 'seen' | 'task'>): string | undefined {
  if (task?.state.name === 'failed' && task.state.failure.seen !== undefined && isOlder(seen, task.state.at))
    return checkSigns[verdictOf(task.state.failure.seen)];
  // What it played before it was given another URL says nothing of this one.
  const ofTask = task?.seen?.url === task?.draft.url ? task?.seen : undefined;
  const newest = ofTask !== undefined && isOlder(seen, ofTask.at) ? ofTask : seen;
  return newest && checkSigns[verdictOf(newest.report)];
}

function isOlder(seen: BoardRow['seen'], at: number): boolean {
  return seen === undefined || seen.at < at;
}
