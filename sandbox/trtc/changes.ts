interface Waiting {
  check(): void;
  giveUp(): void;
}

/** Tells listeners, at once and in order of subscription, that something has changed. */
export class Changes {
  readonly #listeners = new Set<() => void>();
  readonly #waiting = new Set<Waiting>();

  /** @returns the function that ends the subscription. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  notify(): void {
    for (const listener of this.#listeners) listener();
    for (const waiting of this.#waiting) waiting.check();
  }

  /**
   * Resolves as soon as the condition holds; it is asked now and after each change.
   * @throws what the condition throws, or an Error where `close` comes first.
   */
  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = (end: () => void) => {
        this.#waiting.delete(waiting);
        end();
      };
      const waiting: Waiting = {
        check: () => {
          try {
            if (holds()) settle(resolve);
          } catch (error) {
            settle(() => reject(error));
          }
        },
        giveUp: () => settle(() => reject(new Error('closed before the awaited change came'))),
      };
      this.#waiting.add(waiting);
      waiting.check();
    });
  }

  close(): void {
    for (const waiting of this.#waiting) waiting.giveUp();
  }
}
