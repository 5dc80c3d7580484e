import type { Draft } from '../fields.ts';

/** Many starts that belong together, kept under a name. Nothing of it is secret. */
export interface Show {
  name: string;
  /** Id of the channel that its board stands in. */
  channel: string;
  /** What a row has that does not say otherwise. */
  defaults: Draft;
  /** A start each. No two go into the same room of an application. */
  rows: readonly Draft[];
  /** Id of the person who saved it last. */
  by: string;
  /** Milliseconds since the epoch. */
  at: number;
}

/** A board has a line for each. */
export const mostRows = 100;
