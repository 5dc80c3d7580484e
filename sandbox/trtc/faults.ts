/**
 * What goes wrong with a call.
 * - error: refused with this code, after all checks and before any work (a refusal of the checks comes first)
 * - stall: nothing happens until `release`; then the call goes on as if nothing had been
 * - lose-answer: the work is done, then the connection ends without an answer ("socket hang up")
 * - reset: the connection is reset before anything is done (ECONNRESET)
 * - http, malformed: an answer that is none of the API's, in place of any work
 * - answer: status 200 with this body (what is no text is sent as JSON) and these headers, in place of any work
 * - odd-fields: the work is done, and its answer has these fields in place of its own; one that is undefined is left out
 * - dead-source: a start is done, but the source of its task fails from the first second: see dead-source.ts
 * - delay: the work and the answer come so many milliseconds later
 */
export type Fault =
  | { kind: 'error'; code: string; message?: string }
  | { kind: 'stall' }
  | { kind: 'lose-answer' }
  | { kind: 'reset' }
  | { kind: 'http'; status: number; body?: string }
  | { kind: 'malformed' }
  | { kind: 'answer'; body: unknown; headers?: Readonly<Record<string, string>> }
  | { kind: 'odd-fields'; fields: Readonly<Record<string, unknown>> }
  | { kind: 'dead-source'; failsAfterMs?: readonly number[] }
  | { kind: 'delay'; ms: number };

/**
 * Which calls a fault meets: of this action (default any), in this region (default any), so many of them (default 1;
 * Infinity: until it is taken back).
 */
export interface FaultTarget {
  action?: string;
  region?: string;
  times?: number;
}

interface Planned {
  readonly fault: Fault;
  readonly action: string | undefined;
  readonly region: string | undefined;
  left: number;
}

/** The faults to come, oldest first. Each call takes at most one. */
export class FaultPlan {
  #planned: Planned[] = [];

  /** @returns the function that takes the fault back. */
  add(fault: Fault, { action, region, times = 1 }: FaultTarget): () => void {
    const added = { fault, action, region, left: times };
    this.#planned.push(added);
    return () => {
      this.#planned = this.#planned.filter((planned) => planned !== added);
    };
  }

  take(action: string, region: string): Fault | undefined {
    const next = this.#planned.find(
      (planned) =>
        (planned.action === undefined || planned.action === action) &&
        (planned.region === undefined || planned.region === region),
    );
    if (next === undefined) return undefined;
    next.left -= 1;
    this.#planned = this.#planned.filter((planned) => planned.left > 0);
    return next.fault;
  }

  reset(): void {
    this.#planned = [];
  }
}
