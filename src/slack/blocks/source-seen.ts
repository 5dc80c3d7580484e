import type { SeenSource } from '../../ingest/seen-source.ts';
import { verdictOf } from '../../ingest/source-report.ts';
import { timeOfDay } from '../format/mrkdwn.ts';
import { sourceFailure } from './source-failure.ts';
import { misfit } from './source-misfit.ts';

const lead = '👀 *Seen from the bot, not from TRTC:*';

/** What the bot saw of a source that TRTC says it cannot play, as lines of a message; empty if it saw nothing. */
export function sourceSeen(seen: SeenSource | undefined): string {
  if (seen === undefined) return '';
  const { report, at, since } = seen;
  const lasting = since < at ? ` It has been so since ${timeOfDay(since)}.` : '';
  return `\n${lead} ${[whatIsSeen(report), ...report.findings.map(misfit)].join(' ')}${lasting}`;
}

function whatIsSeen(report: SeenSource['report']): string {
  if (report.kind === 'not-checked') return `It could not be checked. ${sourceFailure(report)}`;
  if (report.kind !== 'media') return sourceFailure(report);
  switch (verdictOf(report)) {
    case 'good':
      return "It plays from here: look at geo-blocking, at the link's signature, or at the region that TRTC pulls from.";
    case 'certain':
      return 'It is there, but it cannot be played as it is.';
    default:
      return 'It is there, but it may not play.';
  }
}
