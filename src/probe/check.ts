import type { Clock } from '../ingest/runtime.ts';
import { ProbeFailure } from './failure.ts';

/** Where a check ends in any case. */
export interface Limits {
  /** Milliseconds, all in all. */
  ms: number;
  /** Bytes of bodies, all in all. */
  bytes: number;
  /** Of one request. */
  redirects: number;
  /** Requests after the first, all in all: redirects, parts of files, playlists and pieces. */
  children: number;
  /** Checks at a time; others wait. */
  atATime: number;
}

/** Why a check was ended: its time is up. */
export class TimeUp extends Error {
  override readonly name = 'TimeUp';
}

/** One check: how far it is, and what it may still do. */
export interface Check {
  readonly signal: AbortSignal;
  readonly limits: Limits;
  /** Milliseconds since the check began. */
  elapsed(): number;
  /** Counts a request. Throws a ProbeFailure if it is one too many. */
  request(to: URL): void;
  /** Where the last request went, or would have gone. */
  readonly target: URL | undefined;
  /** Counts bytes that came. Throws a ProbeFailure if they are too many. */
  received(bytes: number): void;
  /** An answer began to come. */
  answered(): void;
  /** Counts the time for which bytes of a body were waited for, the first of it left out: it says how far away the server is. */
  transferred(bytes: number, ms: number): void;
  /** What the check is at, to say what it waited for in vain. */
  stage: 'connecting' | 'asking' | 'reading';
  redirects: number;
  readonly bytes: number;
  /** Bytes and milliseconds of what was transferred. */
  readonly transfer: { bytes: number; ms: number };
  readonly answeredAfterMs: number | undefined;
}

export function createCheck(limits: Limits, clock: Clock, signal: AbortSignal): Check {
  const began = clock();
  let requests = 0;
  let bytes = 0;
  let target: URL | undefined;
  const transfer = { bytes: 0, ms: 0 };
  let answeredAfterMs: number | undefined;
  return {
    signal,
    limits,
    stage: 'connecting',
    redirects: 0,
    transfer,
    get bytes() {
      return bytes;
    },
    get answeredAfterMs() {
      return answeredAfterMs;
    },
    elapsed: () => clock() - began,
    get target() {
      return target;
    },
    request(to) {
      target = to;
      requests += 1;
      if (requests > 1 + limits.children)
        throw new ProbeFailure({ kind: 'not-checked', why: 'too-many-requests' });
    },
    received(more) {
      bytes += more;
      if (bytes > limits.bytes) throw new ProbeFailure({ kind: 'not-checked', why: 'too-much-to-read' });
    },
    answered() {
      answeredAfterMs ??= clock() - began;
    },
    transferred(more, ms) {
      transfer.bytes += more;
      transfer.ms += ms;
    },
  };
}
