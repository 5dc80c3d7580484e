import type { FetchFunction, WebClient } from '@slack/web-api';
import pRetry from 'p-retry';
import type { Logger } from '../../ingest/runtime.ts';
import { within } from '../api/fetch.ts';
import type { Pace } from '../api/pace.ts';
import type { Message } from '../format/message.ts';

/**
 * Tells one person something that nobody else sees. With `replace`, in place of the message whose button was pressed,
 * if that was one for this person alone. Does not throw.
 */
export type Tell = (message: Message, options?: { replace: boolean }) => Promise<void>;

type Way = () => Promise<unknown>;

export interface Addressee {
  user: string;
  /** Where the person is; undefined if that is not known. */
  channel: string | undefined;
  /** The root of the thread that they are in; undefined if they are in the channel itself. */
  thread?: string | undefined;
  /** Undefined if the request has none. Whoever knows it can write as the bot for half an hour. */
  responseUrl: string | undefined;
}

export interface TellDeps {
  web: WebClient;
  pace: Pick<Pace, 'post'>;
  fetch: FetchFunction;
  logger: Logger;
}

/**
 * Tells somebody something by the ways there are, until one works: the request's response_url, which reaches channels
 * that the bot is not in; an ephemeral message; a direct message.
 *
 * In a thread the ephemeral message comes first. Slack documents `thread_ts` for it, and for response_urls only together
 * with `in_channel`, which everybody sees; people report that it is overlooked without that, so that they look into the
 * thread while the answer stands in the channel (https://github.com/slackapi/bolt-js/issues/963, and
 * https://docs.slack.dev/interactivity/handling-user-interaction#publishing_in_thread). What takes the place of another
 * message goes by the response_url in any case: there is no other way to it.
 */
export function createTell(
  { user, channel, thread, responseUrl }: Addressee,
  { web, pace, fetch, logger }: TellDeps,
): Tell {
  return async ({ text, blocks }, { replace } = { replace: false }) => {
    const message = { text, blocks };
    const inThread = thread === undefined ? {} : { thread_ts: thread };
    const ephemeral = (place: { thread_ts?: string }): Way[] =>
      channel === undefined ? [] : [() => web.chat.postEphemeral({ channel, user, ...message, ...place })];
    const answer = { ...message, response_type: 'ephemeral', replace_original: replace, ...inThread };
    const byUrl: Way[] =
      responseUrl === undefined ? [] : [() => pRetry(() => respond(responseUrl, answer), once)];
    const ways: Way[] = [
      ...(thread === undefined || replace
        ? [...byUrl, ...ephemeral(inThread)]
        : [...ephemeral(inThread), ...byUrl]),
      // Slack may not take the thread any more; the channel is nearer than a direct message.
      ...(thread === undefined ? [] : ephemeral({})),
      () => pace.post(user, 'other', {}, () => web.chat.postMessage({ channel: user, ...message })),
    ];
    for (const way of ways) {
      try {
        await way();
        return;
      } catch (error) {
        logger.warn({ error, user }, 'A person could not be answered this way');
      }
    }
    logger.error({ user, text: message.text }, 'A person could not be answered at all');
  };

  /** Bolt's own has no time limit, and is gone with the process that was asked. */
  async function respond(url: string, answer: object): Promise<void> {
    const { status, ok } = await within(answerTimeoutMs, fetch)(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(answer),
    });
    if (!ok) throw new Error(`The response_url answered with HTTP status ${status}`);
  }
}

/** response_urls take five messages, so one more try is all that is spent on a failure. */
const once = { retries: 1, minTimeout: 500 };
const answerTimeoutMs = 10_000;
