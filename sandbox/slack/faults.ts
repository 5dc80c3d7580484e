import type { Fault, FaultPlace } from './types.ts';

interface Waiting {
  fault: Fault;
  place: FaultPlace;
  left: number;
}

/** Failures that were asked for, in order, each for as many calls as was said. */
export class Faults {
  private waiting: Waiting[] = [];

  /** @returns the function that takes the failure back. */
  add(fault: Fault, place: FaultPlace = {}): () => void {
    const added = { fault, place, left: place.times ?? 1 };
    this.waiting.push(added);
    return () => this.remove(added);
  }

  take(method: string, channel: string | undefined): Fault | undefined {
    const found = this.waiting.find(
      ({ place }) =>
        (place.method === undefined || place.method === method) &&
        (place.channel === undefined || place.channel === channel),
    );
    if (found === undefined) return undefined;
    found.left -= 1;
    if (found.left <= 0) this.remove(found);
    return found.fault;
  }

  clear(): void {
    this.waiting = [];
  }

  private remove(wanted: Waiting): void {
    this.waiting = this.waiting.filter((one) => one !== wanted);
  }
}
