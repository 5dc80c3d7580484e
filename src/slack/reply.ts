import type { RespondFn } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import pRetry from 'p-retry';
import type { Journal } from '../ingest/ports.ts';
import type { Message } from './blocks/build.ts';

/**
 * Tells one person something that nobody else sees. With `replace`, in place of the message whose button was pressed,
 * where that was one for this person alone. Does not throw.
 */
export type Tell = (message: Message, options?: { replace: boolean }) => Promise<void>;

interface Addressee {
  user: string;
  /** Where the person is; undefined where that is not known. */
  channel: string | undefined;
  /** Bolt's way to the request's response_url; undefined where the request has none. */
  respond: RespondFn | undefined;
}

/**
 * Tells somebody something by the ways there are, until one works: the request's response_url, which reaches channels
 * that the bot is not in; an ephemeral message; a direct message.
 */
export function createTell(
  { user, channel, respond }: Addressee,
  { web, journal }: { web: WebClient; journal: Journal },
): Tell {
  return async ({ text, blocks }, { replace } = { replace: false }) => {
    const message = { text, blocks };
    const ways: (() => Promise<unknown>)[] = [];
    if (respond !== undefined) {
      ways.push(() =>
        pRetry(() => respond({ ...message, response_type: 'ephemeral', replace_original: replace }), once),
      );
    }
    if (channel !== undefined) ways.push(() => web.chat.postEphemeral({ channel, user, ...message }));
    ways.push(() => web.chat.postMessage({ channel: user, ...message }));
    for (const way of ways) {
      try {
        await way();
        return;
      } catch (error) {
        journal.warn({ error, user }, 'A person could not be answered this way');
      }
    }
    journal.error({ user, text: message.text }, 'A person could not be answered at all');
  };
}

/** response_urls take five messages, so one more try is all that is spent on a failure. */
const once = { retries: 1, minTimeout: 500 };
