import type { SourceReport } from './source-report.ts';

/** What the bot itself saw at a source. Times are milliseconds since the epoch. */
export interface SeenSource {
  at: number;
  /** Since when every look has found the same. */
  since: number;
  /** The URL that was looked at: whatever it was looked at for may have another by now. */
  url: string;
  report: SourceReport;
}

/**
 * What is seen now, after what was seen before, if anything was. `playedAt`: when the source last began to play, as far as that is
 * known (milliseconds since the epoch); what was seen before it says nothing of what came after.
 */
export function seenAfter(
  before: SeenSource | undefined,
  now: Pick<SeenSource, 'at' | 'url' | 'report'>,
  playedAt = Number.NEGATIVE_INFINITY,
): SeenSource {
  const isTheSame = before?.url === now.url && playedAt < before.at && isSame(before.report, now.report);
  if (!isTheSame) return { ...now, since: now.at };
  // Events come late: it may have played between looks that both came before it was known.
  return { ...now, since: playedAt < before.since ? before.since : before.at };
}

/** Whether both looks found the same, however long they took. */
function isSame(a: SourceReport, b: SourceReport): boolean {
  const gist = ({ answeredAfterMs: _, redirects, expiry, findings, ...found }: SourceReport) => {
    const codes = findings.map(({ code }) => code);
    const what = found.kind === 'media' ? found.kind : withoutMeasures(found);
    return JSON.stringify([what, codes]);
  };
  return gist(a) === gist(b);
}

/** Without milliseconds and bytes, which differ from one look to the next. */
function withoutMeasures(found: object): object {
  return Object.fromEntries(Object.entries(found).filter(([name]) => !/Ms$|^bytes$/.test(name)));
}
