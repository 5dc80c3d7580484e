import type { Draft } from './fields.ts';

/** A start that was saved under a name. */
export interface Preset {
  name: string;
  /** Without secrets. */
  draft: Draft;
  /** Slack user id of whoever saved it. */
  by: string;
  /** Milliseconds since the epoch. */
  at: number;
}
