import type { Role } from './access.ts';

/** A role that somebody was granted with /ingest allow. */
export interface Grant {
  /** Slack user ids. */
  user: string;
  by: string;
  role: Role;
  /** Milliseconds since the epoch. */
  at: number;
}
