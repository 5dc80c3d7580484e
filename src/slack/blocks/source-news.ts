import type { SeenSource } from '../../ingest/seen-source.ts';
import { verdictOf } from '../../ingest/source-report.ts';
import type { NewsEvent, SeenInNews, Task } from '../../ingest/task.ts';
import { firstMinuteMs, whyUnplayed } from '../../ingest/task-source.ts';
import { commandName } from '../format/ids.ts';
import { code, timeOfDay } from '../format/mrkdwn.ts';
import { sourceFailure } from './source-failure.ts';
import { misfit } from './source-misfit.ts';

/** What TRTC says of the source of a task, what the bot sees of it, and what to do: in this order, a line each. */
export function sourceNews(task: Task, event: Extract<NewsEvent, { type: 'source' }>): string {
  const { source, seen } = event;
  switch (source) {
    case 'fine':
      return event.first ? '🟢 TRTC has reached the source: it is live now.' : '🟢 The source is back.';
    case 'restarting':
      return seen === undefined
        ? `${restarting(task, event.at)} ${waiting(task, event.at)}`
        : `${restarting(task, event.at)}${sourceSeen(seen)}${ifItGoesOn(seen)}`;
    case 'failed':
      return `🔴 TRTC could not pull the source, three times.${sourceSeen(seen)}\n*What to do:* ${remedy(seen, task)}`;
  }
}

/** The same of a task that ended by itself and was hardly played; undefined if it may have been. `ran` in words. */
export function unplayedNews(task: Task, seen: SeenInNews | undefined, ran: string): string | undefined {
  const step = `*What to do:* ${firstStep(seen)}, then start again.`;
  switch (whyUnplayed(task)) {
    case 'soon':
      return `⏹ Ended by itself after ${ran}: too soon for most media.${sourceSeen(seen)}\n${step} Media that is really so short ends like this, too.`;
    case 'no-source':
      return `⏹ Ended by itself after ${ran}, without its source.${sourceSeen(seen)}\n${step}`;
    case undefined:
      return undefined;
  }
}

/** What the bot saw of a source that TRTC says it cannot play, as a line of a message; empty if it saw nothing. */
export function sourceSeen(seen: SeenInNews | undefined): string {
  if (seen === undefined) return '';
  const { report, at, since, isOfNewSource } = seen;
  // The message may come hours after the look, if Slack does not take it.
  const lead = `👀 *Seen from the bot at ${timeOfDay(at)}, not from TRTC:*`;
  const of = isOfNewSource ? ['The source was changed meanwhile; this is the new one.'] : [];
  const lasting = since < at ? [`It has been so since ${timeOfDay(since)}.`] : [];
  return `\n${[lead, ...of, whatIsSeen(report), ...report.findings.map(misfit), ...lasting].join(' ')}`;
}

function whatIsSeen(report: SeenSource['report']): string {
  if (report.kind === 'not-checked') return `It could not be checked. ${sourceFailure(report)}`;
  if (report.kind !== 'media') return sourceFailure(report);
  switch (verdictOf(report)) {
    case 'good':
      return 'It plays from here.';
    case 'certain':
      return 'It is there, but it cannot be played as it is.';
    default:
      return 'It is there, but it may not play.';
  }
}

/** Only a source that was there before, and that no try has failed to pull, is left to TRTC (62717). */
function restarting(task: Task, at: number): string {
  if (hasFailed(task)) return '🔁 TRTC could not pull the source, and is trying again.';
  return isNotReached(task, at)
    ? '🔁 TRTC cannot reach the source yet, and is trying again.'
    : '🔁 The source stuttered; TRTC is trying again.';
}

/** What to do meanwhile if nobody has looked at the source. */
function waiting(task: Task, at: number): string {
  if (hasFailed(task)) return 'Check that the URL plays.';
  return isNotReached(task, at) ? 'Check the URL if this goes on.' : 'Nothing to do.';
}

function hasFailed({ sourceFailures = 0 }: Task): boolean {
  return sourceFailures > 0;
}

function isNotReached({ state, unconfirmed }: Task, at: number): boolean {
  const since = 'since' in state ? state.since : at;
  return unconfirmed === true || at - since < firstMinuteMs;
}

const elsewhere = "look at geo-blocking, at the link's signature, or at the region that TRTC pulls from";

/** What is wrong is said with what to do about it; of what plays from here nothing is. */
function ifItGoesOn(seen: SeenInNews): string {
  const plays = verdictOf(seen.report) === 'good' && seen.isOfNewSource === undefined;
  return plays ? `\nNothing to do now. If this goes on, ${elsewhere}.` : '';
}

function remedy(seen: SeenInNews | undefined, { handle }: Task): string {
  const again = `stop this task and start again, or change the source with \`${commandName} update ${handle} --url …\`.`;
  return seen?.isOfNewSource
    ? `nothing, if ${code(handle)} plays the new source; else ${again}`
    : `${firstStep(seen)}, then ${again}`;
}

function firstStep(seen: SeenInNews | undefined): string {
  const verdict = seen === undefined ? 'unknown' : verdictOf(seen.report);
  if (verdict === 'unknown') return 'check that the URL plays';
  return verdict === 'good' ? elsewhere : 'mend the source';
}
