import type { WebClient } from '@slack/web-api';
import type { Logger } from '../../ingest/runtime.ts';
import type { Thread } from '../../ingest/task.ts';
import { slackReason } from './slack-error.ts';

/** The address of a message, for people of its workspace; undefined if Slack does not say it now. Does not reject. */
export type Permalink = (message: Pick<Thread, 'channel' | 'ts'>) => Promise<string | undefined>;

/** https://docs.slack.dev/reference/methods/chat.getPermalink, which needs no scope. */
export function createPermalink(web: Pick<WebClient, 'chat'>, logger: Logger): Permalink {
  return async ({ channel, ts }) => {
    try {
      return (await web.chat.getPermalink({ channel, message_ts: ts })).permalink;
    } catch (error) {
      logger.info({ reason: slackReason(error) }, 'The address of a message is not known');
      return undefined;
    }
  };
}
