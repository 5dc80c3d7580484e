/** One thing that was done or happened. */
export interface HistoryEntry {
  /** Milliseconds since the epoch. */
  at: number;
  /** Id of the person who did it; absent if it happened by itself. */
  by?: string;
  /** A few words in the past tense, such as "started" or "paused"; never with text that a person typed. */
  what: string;
  /** The task that it was done to. */
  task?: { handle: string; room: string };
  /** Id of the person that it was done to. */
  whom?: string;
  /** What else belongs to it, such as the role that was given, or an error code. */
  about?: string;
}
