const WINDOW_MS = 1000;

/**
 * Counts the requests of each action in the second that ends with the newest one: (at − 1000 ms, at].
 * A refused request counts too, as at Tencent, whose refusal says "equals to `41` in a second, which exceeds
 * the frequency limit `40`": a client that keeps hammering stays refused.
 */
export class RateLimit {
  readonly #arrivals = new Map<string, number[]>();

  /** @returns the requests of this action in the sliding second, this one (at, in ms) included. */
  count(action: string, at: number): number {
    const recent = (this.#arrivals.get(action) ?? []).filter((earlier) => earlier > at - WINDOW_MS);
    recent.push(at);
    this.#arrivals.set(action, recent);
    return recent.length;
  }

  reset(): void {
    this.#arrivals.clear();
  }
}
