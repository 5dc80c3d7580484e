import { maskUrl } from '../../ingest/mask.ts';
import type { AskedCheck } from '../../ingest/source-check.ts';
import {
  type LinkExpiry,
  type MediaFacts,
  type SourceReport,
  type Verdict,
  verdictOf,
} from '../../ingest/source-report.ts';
import { type Message, message, messageOfLines } from '../format/message.ts';
import { calendarDate, code, duration } from '../format/mrkdwn.ts';
import { sourceFailure } from './source-failure.ts';
import { audioNames, containerNames, misfit, videoNames } from './source-misfit.ts';

/** What is said of a check that somebody asked for; `now` in milliseconds since the epoch. */
export function askedCheck(asked: AskedCheck, url: string, now: number): Message {
  switch (asked.type) {
    case 'off':
      return message(
        'Nothing was checked: sources are not looked at here. Whoever runs the bot can change that (`INGEST_PROBE`).',
      );
    case 'busy':
      return message(
        `Nothing was checked. ${asked.atATime} checks of yours are still under way: wait for their answers.`,
      );
    case 'too-many':
      return message(
        `Nothing was checked. You asked for ${asked.perMinute} checks within a minute: ask again in ${duration(asked.againInMs + 999)}.`,
      );
    case 'checked':
      return messageOfLines(reportLines(asked.report, url, now));
  }
}

/** What was seen at an address, in lines of mrkdwn; `now` in milliseconds since the epoch. */
export function reportLines(report: SourceReport, url: string, now: number): string[] {
  const { answeredAfterMs, redirects, expiry, findings } = report;
  const way = [
    ...(answeredAfterMs === undefined ? [] : [`answered after ${Math.round(answeredAfterMs)} ms`]),
    ...(redirects === 0 ? [] : [`${redirects} ${redirects === 1 ? 'redirect' : 'redirects'}`]),
  ];
  return [
    `${heads[verdictOf(report)]} ${code(maskUrl(url), 300)}`,
    report.kind === 'media' ? facts(report.media) : sourceFailure(report),
    ...findings.map((finding) => `• ${misfit(finding)}`),
    ...(expiry === undefined ? [] : [linkEnd(expiry, now)]),
    `_Seen from the bot, not from TRTC${way.length === 0 ? '' : `; ${way.join(', ')}`}._`,
  ];
}

const heads: Record<Verdict, string> = {
  good: '✅ *This fits what TRTC takes:*',
  doubtful: '⚠️ *This may not play:*',
  certain: '❌ *This cannot be played as it is:*',
  unknown: '❔ *This could not be checked:*',
};

function facts({ container, video, audio, length }: MediaFacts): string {
  const size = video?.size === undefined ? [] : [`${video.size.width} × ${video.size.height}`];
  const rate =
    video?.frameRate === undefined
      ? []
      : [`${Math.round(video.frameRate.perSecond * 100) / 100} frames a second`];
  const parts = [
    containerNames[container],
    video === undefined ? 'no video' : [videoNames[video.codec], ...size, ...rate].join(', '),
    audio === undefined ? 'no audio' : audioNames[audio.codec],
    lengthOf(length),
  ];
  return parts.join(' · ');
}

function lengthOf(length: MediaFacts['length']): string {
  if (length.kind === 'live') return 'live';
  return length.seconds === undefined ? 'length not known' : `${duration(length.seconds * 1000)} long`;
}

/** Until when the link is good, unless that is over, which is a finding. */
function linkEnd({ at, exact }: LinkExpiry, now: number): string {
  if (at <= now) return 'A link that has ended stops working at the next reconnect at the latest.';
  const until = `The link is good until ${calendarDate(at)}, for another ${duration(at - now)}`;
  return exact ? `${until}.` : `${until} at least: the server may add to that.`;
}
