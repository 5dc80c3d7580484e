import type { Params } from './params.ts';

/** How the API answered, or would have. */
export type ApiAnswer =
  | { kind: 'answered'; requestId: string; taskId?: string; status?: string }
  | { kind: 'error'; code: string; message: string; requestId: string };

export type Outcome =
  | { kind: 'pending' }
  | { kind: 'stalled' }
  | ApiAnswer
  /** What was done, and answered, never reached the client. */
  | { kind: 'lost'; answer: ApiAnswer }
  | { kind: 'reset' }
  | { kind: 'http'; status: number }
  | { kind: 'malformed' };

/** One request, as it arrived. Absent headers are empty strings, a body that is no JSON object gives `{}`. */
export interface ApiCall {
  readonly action: string;
  readonly region: string;
  readonly version: string;
  readonly params: Params;
  /** ms since the epoch */
  readonly at: number;
  readonly outcome: Outcome;
}

/** Every request in order of arrival. */
export class CallLog {
  readonly #calls = new Map<number, ApiCall>();
  readonly #changed: () => void;
  #lastId = 0;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get all(): readonly ApiCall[] {
    return [...this.#calls.values()];
  }

  /** @returns the id under which the outcome is told later. */
  add(call: Omit<ApiCall, 'outcome'>): number {
    this.#lastId += 1;
    this.#calls.set(this.#lastId, { ...call, outcome: { kind: 'pending' } });
    this.#changed();
    return this.#lastId;
  }

  settle(id: number, outcome: Outcome): void {
    const call = this.#calls.get(id);
    if (call === undefined) return;
    this.#calls.set(id, { ...call, outcome });
    this.#changed();
  }

  reset(): void {
    this.#calls.clear();
  }
}
