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
  | { kind: 'malformed' }
  /** Something else than what the API would answer, in place of any work. */
  | { kind: 'raw'; body: string }
  /** What was done was answered with other fields than its own. */
  | { kind: 'odd'; answer: ApiAnswer; fields: Readonly<Record<string, unknown>> };

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
