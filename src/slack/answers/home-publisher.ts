import type { HomeView } from '@slack/types';
import type { FetchFunction } from '@slack/web-api';
import type { Logger } from '../../ingest/runtime.ts';
import type { Pace } from '../api/pace.ts';
import { slackReason } from '../api/slack-error.ts';
import type { WebClients } from '../api/web-clients.ts';
import { message } from '../format/message.ts';
import { code } from '../format/mrkdwn.ts';
import { createTell } from './reply.ts';

export interface HomePublisherDeps {
  web: WebClients;
  pace: Pick<Pace, 'post'>;
  fetch: FetchFunction;
  logger: Logger;
}

export interface HomePublisher {
  /** Shows a person their Home, which must not reject. What cannot be shown is told to them. Does not reject. */
  publish(user: string, lookUp: () => Promise<HomeView>): Promise<void>;
}

export function createHomePublisher({ web, logger, ...deps }: HomePublisherDeps): HomePublisher {
  /** The last one under way for each person: the next one waits for it, so that the newest stays. */
  const underWay = new Map<string, Promise<void>>();

  return {
    async publish(user, lookUp) {
      const before = underWay.get(user) ?? Promise.resolve();
      const mine = before.then(() => publishNow(user, lookUp));
      underWay.set(user, mine);
      await mine;
      if (underWay.get(user) === mine) underWay.delete(user);
    },
  };

  async function publishNow(user: string, lookUp: () => Promise<HomeView>): Promise<void> {
    try {
      // By the client that does not wait when Slack asks it to: cards must not be held back by Home.
      await web.forms.views.publish({ user_id: user, view: await lookUp() });
    } catch (error) {
      logger.warn({ error, user }, 'Home could not be shown');
      const why = `Home is not up to date (Slack says ${code(slackReason(error))}): open it once more.`;
      const person = { user, channel: undefined, responseUrl: undefined };
      await createTell(person, { ...deps, web: web.answering, logger })(message(why));
    }
  }
}
