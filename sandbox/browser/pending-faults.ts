interface Waiting {
  words: string;
  /** The call that it waits for; any where undefined. */
  call: string | undefined;
  takeBack: () => void;
}

/** Faults that were asked for and have not met their call, by the same rule by which the stand-ins hand them out. */
export class PendingFaults {
  readonly #calls: () => readonly string[];
  #waiting: Waiting[] = [];
  #seen = 0;

  /** @param calls the names of all calls that have arrived, in order */
  constructor(calls: () => readonly string[]) {
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
    for (const name of calls.slice(this.#seen)) {
      const met = this.#waiting.find(({ call }) => call === undefined || call === name);
      this.#waiting = this.#waiting.filter((each) => each !== met);
    }
    this.#seen = calls.length;
  }
}
