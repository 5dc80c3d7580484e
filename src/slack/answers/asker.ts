import type { Message } from '../format/message.ts';
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
  /** The root of the thread in which they did it; undefined if it was in none. */
  thread?: string | undefined;
  /** Slack's leave to open one form, which lives for three seconds, and the id of the request. */
  triggerId: string;
}

/** Somebody who typed a command. */
export interface Invocation extends Opening {
  channel: string;
  /** Milliseconds since the epoch. */
  askedAt: number;
}

/** What came of something that a person asked for; the metrics count commands by it. */
export type Outcome =
  | 'done'
  /** Their role does not go so far, or not here. */
  | 'denied'
  /** It cannot be done as it was asked for. */
  | 'rejected'
  /** It went wrong. */
  | 'failed';

/** Tells the person, and gives what came of it. Does not throw. */
export async function answer(
  { tell }: Pick<Asker, 'tell'>,
  message: Message,
  outcome: Outcome = 'done',
): Promise<Outcome> {
  await tell(message);
  return outcome;
}

/** The same person, whom what is told reaches in place of the message whose button was pressed. */
export function replacing<By extends Asker>(asker: By): By {
  return { ...asker, tell: (message) => asker.tell(message, { replace: true }) };
}
