import type { Tell } from './reply.ts';

/** Who wants to do something, where, and how to answer them. */
export interface Asker {
  user: string;
  /** Undefined if it is done outside of any channel. */
  channel: string | undefined;
  /** Whether the channel is one of direct messages. */
  direct?: boolean | undefined;
  tell: Tell;
}

/** Somebody whose request may open a form. */
export interface Opening extends Asker {
  /** Slack's leave to open one form, which lives for three seconds, and the id of the request. */
  triggerId: string;
}

/** Somebody who typed a command. */
export interface Invocation extends Opening {
  channel: string;
  /** Milliseconds since the epoch. */
  askedAt: number;
}
