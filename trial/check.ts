/** One part of an assumption, held against what was seen. */
export interface Check {
  /** What the bot assumes, as a sentence. */
  assumed: string;
  holds: boolean;
  /** What was seen, in a few words. */
  saw: string;
}

/** Says a line at the terminal, and after it a value as JSON, both without secrets. */
export type Say = (line: string, json?: unknown) => void;

/** The trial could not find out: something before it went another way than it must. */
export class NotSettled extends Error {}

/** The person at the terminal wants it to end. */
export class Interrupted extends Error {}
