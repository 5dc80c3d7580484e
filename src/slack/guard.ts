import type { Access, Role } from '../ingest/access.ts';
import { refusal } from './blocks/refusal.ts';
import type { Tell } from './reply.ts';

/** Who wants to do something, where, and how to answer them. */
export interface Asker {
  user: string;
  /** Undefined where it is done outside of any channel. */
  channel: string | undefined;
  tell: Tell;
}

/** Does the work if the person's role goes so far; otherwise tells them why not and who can help. */
export async function ifMay(
  access: Access,
  asker: Asker,
  needs: Role,
  work: () => Promise<void>,
): Promise<void> {
  const decision = await access.check(asker.user, asker.channel, needs);
  return decision.allowed ? work() : asker.tell(refusal(decision.refusal, access.helpers));
}
