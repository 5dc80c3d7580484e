import type { Board } from '../../ingest/shows/run.ts';
import { verdictOf } from '../../ingest/source-report.ts';
import { type Message, messageOfLines } from '../format/message.ts';
import { code } from '../format/mrkdwn.ts';

/** What a look at all sources of a board has found. */
export function checkedSources({ rows }: Board): Message {
  const of = (...verdicts: string[]) =>
    rows.filter(({ seen }) => seen !== undefined && verdicts.includes(verdictOf(seen.report)));
  const rooms = (some: typeof rows) => some.map(({ draft }) => code(draft.room ?? '', 70)).join(', ');
  const [bad, doubtful] = [of('certain'), of('doubtful', 'unknown')];
  return messageOfLines([
    `✅ ${of('good').length} · ⚠️ ${doubtful.length} · ❌ ${bad.length} of ${rows.length} sources, seen from the bot, not from TRTC.`,
    ...(bad.length === 0 ? [] : [`❌ ${rooms(bad)}`]),
    ...(doubtful.length === 0 ? [] : [`⚠️ ${rooms(doubtful)}`]),
    ...(bad.length + doubtful.length === 0 ? [] : ['`/ingest check URL` says more of one.']),
  ]);
}
