import type { Fault, FaultPlace } from './types.ts';

/** Failures that were asked for, in order, each for as many calls as was said. */
export class Faults {
  private waiting: { fault: Fault; place: FaultPlace; left: number }[] = [];

  add(fault: Fault, place: FaultPlace = {}): void {
    this.waiting.push({ fault, place, left: place.times ?? 1 });
  }

  take(method: string, channel: string | undefined): Fault | undefined {
    const found = this.waiting.find(
      ({ place }) =>
        (place.method === undefined || place.method === method) &&
        (place.channel === undefined || place.channel === channel),
    );
    if (found === undefined) return undefined;
    found.left -= 1;
    if (found.left <= 0) this.waiting = this.waiting.filter((one) => one !== found);
    return found.fault;
  }

  clear(): void {
    this.waiting = [];
  }
}
