import type { HomeView } from '@slack/types';
import type { FetchFunction } from '@slack/web-api';
import { type Access, includes } from '../../ingest/access.ts';
import type { TaskStore } from '../../ingest/ports.ts';
import type { Clock, Logger, Random } from '../../ingest/runtime.ts';
import type { PresetStore } from '../../ingest/storage-ports.ts';
import { explain } from '../answers/explain.ts';
import { createTell, type Tell } from '../answers/reply.ts';
import type { Pace } from '../api/pace.ts';
import { slackReason } from '../api/slack-error.ts';
import type { WebClients } from '../api/web-clients.ts';
import { endedShown, homeOf, homeRefusal, homeView } from '../blocks/home.ts';
import { message } from '../format/message.ts';
import { code } from '../format/mrkdwn.ts';

export interface HomeDeps {
  tasks: TaskStore;
  presets: PresetStore;
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
