import type { Finding, MediaFacts, SourceReport } from '../../src/ingest/source-report.ts';

/** A report in a line: what it is, then `!` before what is certainly wrong, and `?` before what may be. */
export function summaryOf(report: SourceReport): string {
  const { answeredAfterMs: _, redirects: __, expiry: ___, findings, ...rest } = report;
  const what = rest.kind === 'media' ? mediaOf(rest.media) : failureOf(rest);
  return [what, ...findings.map(findingOf)].join(' ');
}

function mediaOf({ container, video, audio, length }: MediaFacts): string {
  const picture = video && [
    video.codec,
    video.size && `${video.size.width}x${video.size.height}`,
    video.frameRate && `@${Math.round(video.frameRate.perSecond * 100) / 100}`,
  ];
  const seconds = length.kind === 'recorded' ? length.seconds : undefined;
  const long = length.kind === 'live' ? 'live' : seconds === undefined ? '' : `${Math.round(seconds)}s`;
  return [container, ...(picture ?? ['-']), audio?.codec ?? '-', long].filter(Boolean).join(' ');
}

function failureOf(rest: Record<string, unknown>): string {
  const { kind, bytes: _, afterMs: __, silentForMs: ___, ...details } = rest;
  return [kind, ...Object.values(details).filter((value) => value !== undefined)].join(' ');
}

function findingOf({ certain, code, ...data }: Finding): string {
  const [detail] = Object.values(data).filter((value) => typeof value === 'string');
  return `${certain ? '!' : '?'}${code}${detail === undefined ? '' : `:${detail}`}`;
}
