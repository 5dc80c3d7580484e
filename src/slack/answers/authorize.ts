import type { HomeView, ModalView } from '@slack/types';
import type { Access, Refusal, Role } from '../../ingest/access.ts';
import type { Logger, Random } from '../../ingest/runtime.ts';
import { homeOf, homeRefusal } from '../blocks/home.ts';
import { refusal } from '../blocks/refusal.ts';
import { type Message, message } from '../format/message.ts';
import { type Frame, notice, ofCheck } from '../views/notice.ts';
import { type Asker, answer, type Opening, type Outcome } from './asker.ts';
import { explain } from './explain.ts';
import type { Forms } from './forms.ts';

/** The role that a door takes: each command, button, form and shortcut, and Home, has to name one. */
export type Needs = Role | 'anybody';

/** A form that is made from memory, within the three seconds that Slack leaves for it. */
export interface FormFromMemory {
  make: () => ModalView;
  /** A person whom memory alone refuses is told so in words; else the refusal takes the form's place. */
  refuseInWords?: true;
}

/** A form that must be looked up, which may throw StoreUnavailable. */
export interface FormLookedUp extends Pick<FormFromMemory, 'refuseInWords'> {
  lookUp: () => Promise<ModalView>;
}

/** What is done in place of the work for whoever has a lower role alone. */
export interface LessWork {
  needs: Role;
  work: () => Promise<Outcome>;
}

/** The one place where it is decided who may do what. Everything that people do passes it before anything is done. */
export interface Authorizer {
  /**
   * Does the work if the person's role goes so far; else the less that is done for a lower role, if theirs goes so far; else tells
   * them why not and who can help. Throws what the work throws.
   */
  act(needs: Needs, asker: Asker, work: () => Promise<Outcome>, less?: LessWork): Promise<Outcome>;
  /** Opens a form that is made from memory, or in its place the reason why there is none. Does not throw. */
  open(needs: Role, opening: Opening, form: FormFromMemory): Promise<Outcome>;
  /** The same for a form that must be looked up. Does not throw. */
  openAfter(needs: Role, opening: Opening, form: FormLookedUp): Promise<Outcome>;
  /** The same for a view over the form whose button was pressed, looked up once its place is held. Does not throw. */
  layOver(needs: Role, opening: Opening, lookUp: () => Promise<ModalView>): Promise<Outcome>;
  /** Home as it is looked up for the person's role, or in its place the reason why there is none. Does not reject. */
  home(needs: Role, user: string, lookUp: (role: Role) => Promise<HomeView>): Promise<HomeView>;
  /** Whether the person may do this, but not in that channel (INGEST_CHANNELS). From memory, so that a form can say it at once. */
  isChannelClosed(needs: Role, user: string, channel: string): boolean;
  /** Whether the person may not do this. Does not reject. */
  isRefused(needs: Role, user: string, channel: string | undefined): Promise<boolean>;
}

export interface AuthorizerDeps {
  access: Access;
  forms: Forms;
  logger: Logger;
  random: Random;
}

export function createAuthorizer(deps: AuthorizerDeps): Authorizer {
  const { access, forms } = deps;

  return {
    async act(needs, asker, work, less) {
      if (needs === 'anybody') return work();
      const { user, channel } = asker;
      const decision = await access.check(user, channel, needs);
      if (decision.allowed) return work();
      if (less !== undefined && (await access.check(user, channel, less.needs)).allowed) return less.work();
      return answer(asker, refused(decision.refusal), 'denied');
    },

    async open(needs, opening, { make, refuseInWords }) {
      const { user, channel, triggerId, tell } = opening;
      const known = access.now(user, channel, needs);
      if (known === undefined) return openAfter(needs, opening, { lookUp: async () => make() });
      if (!known.allowed && refuseInWords === true) return answer(opening, refused(known.refusal), 'denied');
      const view = known.allowed ? make() : notice(refused(known.refusal).text);
      await forms.open(triggerId, view, tell);
      return known.allowed ? 'done' : 'denied';
    },

    openAfter,

    async layOver(needs, opening, lookUp) {
      let outcome: Outcome = 'failed';
      const found = async () => {
        const { view, ...came } = await find(needs, opening, lookUp, ofCheck);
        outcome = came.outcome;
        return view;
      };
      await forms.layOver(opening.triggerId, found, opening.tell);
      return outcome;
    },

    async home(needs, user, lookUp) {
      try {
        const decision = await access.check(user, undefined, needs);
        return decision.allowed ? await lookUp(decision.role) : homeRefusal(decision.refusal, access.helpers);
      } catch (error) {
        return homeOf(message(explain(error, deps)).blocks);
      }
    },

    isRefused: async (needs, user, channel) => !(await access.check(user, channel, needs)).allowed,

    isChannelClosed(needs, user, channel) {
      const known = access.now(user, channel, needs);
      return known?.allowed === false && known.refusal.reason === 'channel';
    },
  };

  async function openAfter(
    needs: Role,
    opening: Opening,
    { lookUp, refuseInWords }: FormLookedUp,
  ): Promise<Outcome> {
    const known = refuseInWords === true ? access.now(opening.user, opening.channel, needs) : undefined;
    if (known?.allowed === false) return answer(opening, refused(known.refusal), 'denied');
    const found = find(needs, opening, lookUp);
    await forms.open(
      opening.triggerId,
      found.then(({ view }) => view),
      opening.tell,
    );
    return (await found).outcome;
  }

  /** Does not reject. */
  async function find(
    needs: Role,
    { user, channel }: Opening,
    lookUp: () => Promise<ModalView>,
    frame?: Frame,
  ): Promise<{ view: ModalView; outcome: Outcome }> {
    try {
      const decision = await access.check(user, channel, needs);
      return decision.allowed
        ? { view: await lookUp(), outcome: 'done' }
        : { view: notice(refused(decision.refusal).text, frame), outcome: 'denied' };
    } catch (error) {
      return { view: notice(explain(error, deps), frame), outcome: 'failed' };
    }
  }

  function refused(reason: Refusal): Message {
    return refusal(reason, access.helpers);
  }
}
