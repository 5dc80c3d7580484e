import { SourceUnfit } from './errors.ts';
import type { StartCheck } from './fields.ts';
import { mention } from './mention.ts';
import type { StartRequest } from './request.ts';
import type { Clock } from './runtime.ts';
import type { CheckMode, Probe } from './source-check.ts';
import { type SourceReport, verdictOf } from './source-report.ts';
import type { Failure } from './task.ts';

export interface SourceLooks {
  probe: Probe;
  /** What is done unless a start says otherwise. */
  mode: CheckMode;
  clock: Clock;
}

/** The look at the source of one start, which goes on while its card is posted. */
export interface SourceLook {
  /** What was seen; undefined if nothing is looked at. Does not reject. */
  readonly report: Promise<SourceReport | undefined>;
  /** Throws SourceUnfit if it is known already that the start is to be held back. */
  throwIfUnfit(): void;
  /** As `report`, once that is known; rejects with SourceUnfit if the start is to be held back. */
  passed(): Promise<SourceReport | undefined>;
}

/** Nobody waits longer for a look, the wait for its turn included. */
export const mostLookMs = 3_000;

/** Begins to look at the source of a start, unless nothing is looked at. */
export function lookAtSource(request: StartRequest, { probe, mode, clock }: SourceLooks): SourceLook {
  const check = checkOf(request, mode);
  let known: SourceReport | undefined;
  const report =
    check === 'off'
      ? Promise.resolve(undefined)
      : probe
          .check(request.url, {
            signal: new AbortController().signal,
            withinMs: mostLookMs,
            by: 'start',
            ...plannedEnd(request, clock()),
          })
          .then((seen) => {
            known = seen;
            return seen;
          });
  const throwIfUnfit = () => {
    if (known !== undefined && verdictOf(known) === 'certain') throw unfit(known, request, mode);
  };
  return {
    report,
    throwIfUnfit,
    async passed() {
      const seen = await report;
      throwIfUnfit();
      return seen;
    },
  };
}

/** What a start asks for goes before what is set; where nothing may be looked at, that is all. */
function checkOf({ check }: StartRequest, mode: CheckMode): StartCheck {
  if (mode === 'off') return 'off';
  return check ?? (mode === 'asked' ? 'off' : mode);
}

/** When the stream ends, as far as that is known before it begins. */
function plannedEnd({ repeat, 'max-duration': minutes }: StartRequest, now: number): { plannedEnd?: number } {
  return repeat === -1 && minutes !== undefined ? { plannedEnd: now + minutes * 60_000 } : {};
}

/** What holds such a start back. An address that is not public is never asked for, whoever wants it. */
export function unfit(report: SourceReport, request: StartRequest, mode: CheckMode): SourceUnfit {
  return new SourceUnfit(report, checkOf(request, mode) !== 'strict' && report.kind !== 'refused-address');
}

/** Why there is no stream, for whoever looks at the record. */
export function failureBy({ report }: SourceUnfit): Failure {
  return {
    code: 'Bot.SourceUnfit',
    message: 'The source was looked at before the start, and cannot be played as it is.',
    hint: `Mend the source, or start it all the same with ${mention('check')} off.`,
    seen: report,
  };
}
