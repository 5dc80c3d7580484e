/** Milliseconds since the epoch. */
export type Clock = () => number;

/** The next random number, at least 0 and below 1. */
export type Random = () => number;

/** Bytes that follow from a text, evenly spread, and look the same on every machine. */
export type Digest = (text: string) => Uint8Array;

/** What whoever runs the bot should know. Values are never secret. */
export interface Logger {
  info(facts: Record<string, unknown>, message: string): void;
  warn(facts: Record<string, unknown>, message: string): void;
  error(facts: Record<string, unknown>, message: string): void;
}
