import type { ModalView } from '@slack/types';
import type { Access, Role } from '../../ingest/access.ts';
import type { Logger, Random } from '../../ingest/runtime.ts';
import { refusal } from '../blocks/refusal.ts';
import { notice } from '../views/notice.ts';
import { type Asker, answer, type Outcome } from './asker.ts';
import { explain } from './explain.ts';

/** Does the work if the person's role goes so far; otherwise tells them why not and who can help. */
export async function ifMay(
  access: Access,
  asker: Asker,
  needs: Role,
  work: () => Promise<Outcome>,
): Promise<Outcome> {
  const decision = await access.check(asker.user, asker.channel, needs);
  return decision.allowed ? work() : answer(asker, refusal(decision.refusal, access.helpers), 'denied');
}

/** The form, for operators; in its place the reason why there is none. Does not reject. */
export async function formIfMay(
  deps: { access: Access; logger: Logger; random: Random },
  { user, channel }: Pick<Asker, 'user' | 'channel'>,
  form: () => Promise<ModalView>,
): Promise<ModalView> {
  const { access } = deps;
  try {
    const decision = await access.check(user, channel, 'operator');
    return decision.allowed ? await form() : notice(refusal(decision.refusal, access.helpers).text);
  } catch (error) {
    return notice(explain(error, deps));
  }
}
