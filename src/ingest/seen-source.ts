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

/** What is seen now, after what was seen before, if anything was. */
export function seenAfter(
  before: SeenSource | undefined,
  now: Pick<SeenSource, 'at' | 'url' | 'report'>,
): SeenSource {
  const isTheSame = before?.url === now.url && isSame(before.report, now.report);
  return { ...now, since: isTheSame ? before.since : now.at };
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
