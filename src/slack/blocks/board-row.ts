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

export function standingOfRow({ task }: BoardRow): RowStanding {
  if (task === undefined) return { sign: '⚪', words: 'not started' };
  const { state } = task;
  switch (state.name) {
    case 'queued':
    case 'starting':
      return { sign: '🟡', words: 'starting' };
    case 'live':
      return task.robotSeen?.what === 'left' && task.robotSeen.told === true
        ? { sign: '🟠', words: 'robot left the room' }
        : liveAs[standingOf(task)];
    case 'paused':
      return { sign: '⏸', words: 'paused' };
    case 'stopping':
      return { sign: '🟡', words: 'stopping' };
    case 'ended':
      return { sign: '⏹', words: endWords(task) };
    case 'failed':
      return { sign: '❌', words: state.failure.seen === undefined ? state.failure.code : 'source unfit' };
    case 'unknown':
      return { sign: '❓', words: 'may be live: answer lost' };
    case 'removed':
      return { sign: '⏹', words: state.how === 'dismissed' ? 'dismissed' : 'robot removed' };
  }
}

function endWords(task: Task): string {
  if (whyUnplayed(task) !== undefined) return 'ended too soon';
  return task.state.name === 'ended' && task.state.end.how === 'stopped' ? 'stopped' : 'ended';
}

/** Since when a row is on, and when it ends by itself; in ms since the epoch, undefined if that is not known. */
export function timesOfRow({ task }: BoardRow): { since: number | undefined; until: number | undefined } {
  if (task === undefined) return { since: undefined, until: undefined };
  if (isRunning(task)) return { since: task.state.since, until: endsAt(task) };
  const { state } = task;
  return {
    since: state.name === 'ended' ? state.since : undefined,
    until: state.name === 'ended' ? state.at : undefined,
  };
}

const checkSigns = { good: '✅', doubtful: '⚠️', certain: '❌', unknown: '❔' } as const;

/** What was last seen of its source, as a sign: by the check of the show, or by the look before its start. */
export function checkSign({ seen, task }: BoardRow): string {
  const report =
    task?.state.name === 'failed' && task.state.failure.seen !== undefined
      ? task.state.failure.seen
      : (task?.seen ?? seen)?.report;
  return report === undefined ? '–' : checkSigns[verdictOf(report)];
}
