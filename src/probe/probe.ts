import { setImmediate } from 'node:timers/promises';
import PQueue from 'p-queue';
import type { Wait } from '../async/wait.ts';
import { parsedUrl } from '../ingest/parsed-url.ts';
import type { Clock, Random } from '../ingest/runtime.ts';
import type { HowToCheck, Probe } from '../ingest/source-check.ts';
import type { Finding, LinkExpiry, SourceFailure, SourceReport } from '../ingest/source-report.ts';
import type { NoProxyEntry } from '../network/no-proxy.ts';
import { type Check, createCheck, type Limits, TimeUp } from './check.ts';
import { outcomeOf, ProbeFailure } from './failure.ts';
import { createGuard, type Guard, type Lookup } from './guard.ts';
import { joined } from './join.ts';
import { linkExpiry } from './link-expiry.ts';
import { documentedRules, misfits, softened } from './media-rules.ts';
import { readSource, type Source } from './read-source.ts';

export interface ProbeOptions {
  /** What may be connected to beside public addresses. */
  allow: readonly NoProxyEntry[];
  lookup: Lookup;
  /** Whether other calls to there go through a proxy: then there may be no direct way. */
  isProxied?: (url: URL) => boolean;
  clock: Clock;
  wait: Wait;
  random?: Random;
  limits?: Limits;
}

/** What an answer costs at most: half a start's patience, some seconds of video, and the playlists of a large ladder. */
export const usualLimits: Limits = { ms: 5000, bytes: 8 * 2 ** 20, redirects: 5, children: 20, atATime: 8 };
/** Whose turn comes first. */
const ranks = { start: 2, person: 1, bot: 0 } as const;
/** Of the speed at which it plays: less is slower than real time. Measured over at least so many ms: connections begin slowly. */
const [enoughSpeed, measuredMs] = [0.9, 1500];

/** Turns of the event loop. */
const lastTurns = 10;

export function createProbe(options: ProbeOptions): Probe {
  const { allow, lookup, isProxied = () => false, clock, wait } = options;
  const { random = Math.random, limits = usualLimits } = options;
  const guard = createGuard(allow, lookup);
  const turns = new PQueue({ concurrency: limits.atATime });

  async function check(text: string, { signal, plannedEnd, withinMs }: HowToCheck): Promise<SourceReport> {
    const expiry = linkExpiry(text);
    const ending = new AbortController();
    const stop = () => ending.abort(new ProbeFailure({ kind: 'not-checked', why: 'stopped' }));
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    const over = new AbortController();
    const one = createCheck(
      { ...limits, ms: Math.min(limits.ms, withinMs ?? limits.ms) },
      clock,
      ending.signal,
    );
    wait(one.limits.ms, over.signal).then(
      () => ending.abort(new TimeUp()),
      () => {},
    );
    const link = linkFindings(expiry, clock(), plannedEnd);
    try {
      const source = await raced(readFrom(text, one, guard, random), ending.signal);
      const findings = [...link, ...findingsOf(source, one)];
      return { kind: 'media', media: source.media, ...approach(one, expiry, findings) };
    } catch (error) {
      const outcome = behindProxy(one.target, failureOf(error, one));
      return { ...outcome, ...approach(one, expiry, explained(link, outcome)) };
    } finally {
      over.abort();
      signal.removeEventListener('abort', stop);
      // What still goes on of it ends now.
      ending.abort(new ProbeFailure({ kind: 'not-checked', why: 'stopped' }));
    }
  }

  /** A firewall that lets only a proxy out says nothing of the source. */
  function behindProxy(target: URL | undefined, outcome: ProbeFailure['outcome']): ProbeFailure['outcome'] {
    return target !== undefined && noWay(outcome) && isProxied(target)
      ? { kind: 'not-checked', why: 'proxy' }
      : outcome;
  }

  return { check: joined(inTurn, (url) => notLooked(url, 'stopped')) };

  /** The wait for the turn is part of the time that the check may take. */
  async function inTurn(url: string, how: HowToCheck): Promise<SourceReport> {
    const { signal, withinMs, by = 'person' } = how;
    const began = clock();
    const waiting = new AbortController();
    let why: 'stopped' | 'busy' = 'stopped';
    const leave = () => waiting.abort();
    signal.addEventListener('abort', leave, { once: true });
    if (signal.aborted) leave();
    const over = new AbortController();
    if (withinMs !== undefined)
      wait(withinMs, over.signal).then(
        () => {
          why = 'busy';
          leave();
        },
        () => {},
      );
    const its = () => {
      over.abort();
      const left = withinMs === undefined ? {} : { withinMs: withinMs - (clock() - began) };
      return check(url, { ...how, ...left });
    };
    try {
      return await turns.add(its, { signal: waiting.signal, priority: ranks[by] });
    } catch {
      // Whoever asked left before it was their turn, or had no more time.
      return notLooked(url, why);
    } finally {
      over.abort();
      signal.removeEventListener('abort', leave);
    }
  }
}

function notLooked(url: string, why: 'stopped' | 'busy'): SourceReport {
  const nothing = { answeredAfterMs: undefined, redirects: 0, expiry: linkExpiry(url), findings: [] };
  return { kind: 'not-checked', why, ...nothing };
}

async function readFrom(text: string, check: Check, guard: Guard, random: Random): Promise<Source> {
  const url = parsedUrl(text);
  if (url === undefined) throw new ProbeFailure({ kind: 'refused-address', reason: 'odd-host' });
  return readSource(url, check, guard, random);
}

/**
 * The work; or the reason why it was ended, soon after: work that hears of its end may have something to say, of what it has
 * seen until then or waited for in vain.
 */
async function raced<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop = () => {};
  const ended = new Promise<void>((resolve) => {
    stop = resolve;
    if (signal.aborted) resolve();
    signal.addEventListener('abort', stop, { once: true });
  });
  const over = ended.then(async () => {
    for (let turn = 0; turn < lastTurns; turn += 1) await setImmediate();
    throw signal.reason;
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    signal.removeEventListener('abort', stop);
    over.catch(() => {});
  }
}

function approach(check: Check, expiry: LinkExpiry | undefined, findings: readonly Finding[]) {
  const { answeredAfterMs, redirects } = check;
  return { answeredAfterMs, redirects, expiry, findings };
}

function failureOf(error: unknown, check: Check): ProbeFailure['outcome'] {
  if (error instanceof ProbeFailure || !check.signal.aborted) return outcomeOf(error);
  const { reason } = check.signal;
  if (!(reason instanceof TimeUp)) return outcomeOf(reason);
  const afterMs = check.elapsed();
  if (check.stage === 'connecting') return { kind: 'unreachable', how: 'timed-out' };
  return check.bytes === 0 ? { kind: 'no-answer', afterMs } : { kind: 'slow', bytes: check.bytes, afterMs };
}

/** As it looks from behind a firewall. */
function noWay(outcome: ProbeFailure['outcome']): boolean {
  switch (outcome.kind) {
    case 'unreachable':
      return outcome.how !== 'closed';
    case 'not-checked':
      return outcome.why === 'no-name-service';
    default:
      return outcome.kind === 'unknown-host';
  }
}

function linkFindings(
  expiry: LinkExpiry | undefined,
  now: number,
  plannedEnd: number | undefined,
): Finding[] {
  if (expiry === undefined) return [];
  const { at, exact } = expiry;
  if (at <= now) return [{ certain: false, code: 'link-expired', at, exact }];
  return plannedEnd !== undefined && at < plannedEnd
    ? [{ certain: false, code: 'link-ends-before', at, exact, plannedEnd }]
    : [];
}

/** A link that has ended and is refused has ended for certain; one that still plays may only look so. */
function explained(
  findings: readonly Finding[],
  outcome: SourceFailure | { kind: 'not-checked' },
): Finding[] {
  const isRefused =
    outcome.kind === 'rejected' ||
    (outcome.kind === 'status' && [400, 401, 403, 404, 410].includes(outcome.status));
  return findings.map((finding) =>
    finding.code === 'link-expired' && finding.exact && isRefused ? { ...finding, certain: true } : finding,
  );
}

function findingsOf({ media, bitRate, findings, alternatives }: Source, check: Check): Finding[] {
  const found = softened(misfits(media, documentedRules), alternatives, documentedRules);
  const { bytes, ms } = check.transfer;
  const [came, needed] = [(bytes * 8) / ms, (bitRate ?? 0) / 1000];
  if (ms >= measuredMs && came < needed * enoughSpeed)
    found.push({ certain: false, code: 'slower-than-real-time', came, needed });
  return [...found, ...findings];
}
