/** What has been begun, in order, each with its outcome: entries are replaced when it changes, never changed. */
export class OutcomeLog<Entry extends { readonly outcome: unknown }> {
  readonly #entries = new Map<number, Entry>();
  readonly #changed: () => void;
  #lastId = 0;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get all(): readonly Entry[] {
    return [...this.#entries.values()];
  }

  /** @returns the id under which the outcome is told later. */
  add(entry: Entry): number {
    this.#lastId += 1;
    this.#entries.set(this.#lastId, entry);
    this.#changed();
    return this.#lastId;
  }

  settle(id: number, outcome: Entry['outcome']): void {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    this.#entries.set(id, { ...entry, outcome });
    this.#changed();
  }

  reset(): void {
    this.#entries.clear();
  }
}
