import { once, setMaxListeners } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';

/** Calls that are made to wait. `reset` ends every wait with a rejection, `release` lets the stalled ones go on. */
export class Pauses {
  readonly #gate = new EventTarget();
  #life = new AbortController();

  constructor() {
    this.#allowManyWaits();
  }

  /** Ends with the rejection of every wait that began under it. */
  get signal(): AbortSignal {
    return this.#life.signal;
  }

  async delay(ms: number, signal: AbortSignal): Promise<void> {
    if (ms > 0) await wait(ms, undefined, { signal });
  }

  async stall(signal: AbortSignal): Promise<void> {
    await once(this.#gate, 'release', { signal });
  }

  release(): void {
    this.#gate.dispatchEvent(new Event('release'));
  }

  reset(): void {
    this.#life.abort();
    this.#life = new AbortController();
    this.#allowManyWaits();
  }

  /** Without this Node warns of a leak from the eleventh wait on. */
  #allowManyWaits(): void {
    setMaxListeners(0, this.#life.signal, this.#gate);
  }
}
