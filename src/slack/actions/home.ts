import type { App, BlockAction } from '@slack/bolt';
import type { HomeView } from '@slack/types';
import type { FetchFunction } from '@slack/web-api';
import type { InFlight } from '../../async/in-flight.ts';
import { type Access, includes } from '../../ingest/access.ts';
import type { TaskStore } from '../../ingest/ports.ts';
import type { Presets } from '../../ingest/presets.ts';
import type { Clock, Logger, Random } from '../../ingest/runtime.ts';
import { explain } from '../answers/explain.ts';
import { createTell, type Tell, type TellDeps } from '../answers/reply.ts';
import type { Pace } from '../api/pace.ts';
import { slackReason } from '../api/slack-error.ts';
import type { WebClients } from '../api/web-clients.ts';
import { endedShown, homeOf, homeRefusal, homeView } from '../blocks/home.ts';
import { actionIds } from '../format/ids.ts';
import { message } from '../format/message.ts';
import { code } from '../format/mrkdwn.ts';
import { textIn } from '../format/payload.ts';
import { goOn } from '../listeners/go-on.ts';
import type { Start } from './start.ts';

export interface HomeDeps {
  tasks: TaskStore;
  presets: Pick<Presets, 'all'>;
  access: Access;
  web: WebClients;
  pace: Pick<Pace, 'post'>;
  fetch: FetchFunction;
  logger: Logger;
  random: Random;
  clock: Clock;
}

export interface Home {
  /**
   * Shows a person their Home as it is now, at a page of running tasks counted from 0. What cannot be shown is told to
   * them. Does not reject.
   */
  publish(user: string, page?: number): Promise<void>;
}

export function createHome(deps: HomeDeps): Home {
  const { tasks, presets, access, web, clock, logger } = deps;
  /** The last one under way for each person: the next one waits for it, so that the newest stays. */
  const underWay = new Map<string, Promise<void>>();

  return {
    async publish(user, page = 0) {
      const before = underWay.get(user) ?? Promise.resolve();
      const mine = before.then(() => publishNow(user, page));
      underWay.set(user, mine);
      await mine;
      if (underWay.get(user) === mine) underWay.delete(user);
    },
  };

  async function publishNow(user: string, page: number): Promise<void> {
    try {
      // By the client that does not wait when Slack asks it to: cards must not be held back by Home.
      await web.forms.views.publish({ user_id: user, view: await lookUp(user, page) });
    } catch (error) {
      logger.warn({ error, user }, 'Home could not be shown');
      const why = `Home is not up to date (Slack says ${code(slackReason(error))}): open it once more.`;
      await tellInPerson(user)(message(why));
    }
  }

  /** What the person may see, or in its place why there is nothing. Does not reject. */
  async function lookUp(user: string, page: number): Promise<HomeView> {
    try {
      const decision = await access.check(user, undefined, 'viewer');
      if (!decision.allowed) return homeRefusal(decision.refusal, access.helpers);
      const [active, over, saved] = await Promise.all([
        tasks.active(),
        tasks.over(0, endedShown),
        presets.all(),
      ]);
      const mayOperate = includes(decision.role, 'operator');
      return homeView({ active, page, over, presets: saved, mayOperate, at: clock() });
    } catch (error) {
      return homeOf(message(explain(error, deps)).blocks);
    }
  }

  function tellInPerson(user: string): Tell {
    return createTell({ user, channel: undefined, responseUrl: undefined }, { ...deps, web: web.answering });
  }
}

/** The page of Home that a button was pressed on; undefined where it was pressed somewhere else. */
export function pageOfHome(view: BlockAction['view']): number | undefined {
  return view?.type === 'home' ? readPage(view.private_metadata) : undefined;
}

export interface HomeHandlers extends TellDeps {
  home: Home;
  start: Start;
  inFlight: InFlight;
  random: Random;
}

/** Home, and the buttons that stand nowhere else. */
export function registerHome(app: App, handlers: HomeHandlers): void {
  const { home, start, inFlight } = handlers;

  app.event('app_home_opened', async ({ event }) => {
    if (event.tab === 'home') inFlight.add(home.publish(event.user));
  });

  for (const id of [actionIds.homeNext, actionIds.homePrevious]) {
    app.action<BlockAction>({ type: 'block_actions', action_id: id }, async ({ ack, body, action }) => {
      await ack();
      const page = 'value' in action ? readPage(action.value) : 0;
      inFlight.add(home.publish(body.user.id, page));
    });
  }

  app.action<BlockAction>({ type: 'block_actions', action_id: actionIds.openForm }, async ({ ack, body }) => {
    await ack();
    const asker = { user: body.user.id, channel: undefined, responseUrl: undefined };
    const tell = createTell(asker, handlers);
    goOn(() => start.openWith({ draft: {} }, { ...asker, triggerId: body.trigger_id, tell }), tell, handlers);
  });
}

function readPage(value: unknown): number {
  const text = textIn(value);
  return /^\d{1,6}$/.test(text) ? Number(text) : 0;
}
