interface Waiting {
  words: string;
  /** The call that it waits for; any where undefined. */
  call: string | undefined;
  /** The region that it waits for; any where undefined. */
  region?: string | undefined;
  /** It meets every such call until it is taken back. */
  lasting?: boolean | undefined;
  takeBack: () => void;
}

/** A call that has arrived; those of Slack have no region. */
export interface ArrivedCall {
  name: string;
  region?: string;
}

/** Faults that were asked for and have not met their call, by the same rule by which the stand-ins hand them out. */
export class PendingFaults {
  readonly #calls: () => readonly ArrivedCall[];
  #waiting: Waiting[] = [];
  #seen = 0;

  /** @param calls all calls that have arrived, in order */
  constructor(calls: () => readonly ArrivedCall[]) {
    this.#calls = calls;
  }

  /** In words, oldest first. */
  get all(): readonly string[] {
    this.#settle();
    return this.#waiting.map(({ words }) => words);
  }

  add(waiting: Waiting): void {
    this.#settle();
    this.#waiting.push(waiting);
  }

  takeBack(): void {
    this.#settle();
    for (const { takeBack } of this.#waiting.splice(0)) takeBack();
  }

  /** Each call takes the oldest fault that waits for it. */
  #settle(): void {
    const calls = this.#calls();
    for (const arrived of calls.slice(this.#seen)) {
      const met = this.#waiting.find(
        ({ call, region }) =>
          (call === undefined || call === arrived.name) &&
          (region === undefined || region === arrived.region),
      );
      if (met?.lasting !== true) this.#waiting = this.#waiting.filter((each) => each !== met);
    }
    this.#seen = calls.length;
  }
}
