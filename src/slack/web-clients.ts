import { AsyncResource } from 'node:async_hooks';
import type { Logger } from '@slack/bolt';
import { type FetchFunction, WebClient, type WebClientOptions } from '@slack/web-api';
import type { Secret } from '../ingest/secret.ts';

/** Several clients, since one that Slack has told to wait holds back all that goes through it. */
export interface WebClients {
  /** For questions and for messages to one person: patient, retries. */
  posting: WebClient;
  /** For cards and threads: one try, since whoever tries again must first look whether the message has arrived. */
  telling: WebClient;
  /** For forms: a trigger lives three seconds, so one try. */
  forms: WebClient;
}

const answerTimeoutMs = 10_000;
const triggerLifeMs = 3_000;
/** Slack takes about one a second and channel; while there are many, acknowledgements must not wait behind them. */
const messagesAtOnce = 10;

/** Five more tries within about half a minute. */
export const patientRetry = { retries: 5, factor: 2, minTimeout: 1_000, randomize: true };

const once = { retryConfig: { retries: 0 }, rejectRateLimitedCalls: true } as const;

export function createWebClients(options: {
  token: Secret;
  apiUrl: string;
  logger: Logger;
  fetch: FetchFunction;
  retry?: WebClientOptions['retryConfig'];
}): WebClients {
  const { token, apiUrl, logger, fetch, retry = patientRetry } = options;
  const common = { slackApiUrl: apiUrl, logger, fetch };
  const posting = new WebClient(token.reveal(), {
    ...common,
    timeout: answerTimeoutMs,
    retryConfig: retry,
  });
  const telling = new WebClient(token.reveal(), {
    ...common,
    ...once,
    timeout: answerTimeoutMs,
    maxRequestConcurrency: messagesAtOnce,
  });
  const forms = new WebClient(token.reveal(), { ...common, ...once, timeout: triggerLifeMs });
  return {
    posting: keepingTraces(posting),
    telling: keepingTraces(telling),
    forms: keepingTraces(forms),
  };
}

/**
 * Calls that had to wait in a client's queue are begun by whoever ended the wait, and would be logged under the trace
 * of that (p-queue 6 is older than such contexts). The client gives no other way to its queue.
 */
function keepingTraces(client: WebClient): WebClient {
  const queue: Queue = Reflect.get(client, 'requestQueue');
  const add = queue.add.bind(queue);
  queue.add = (work, ...options) => add(AsyncResource.bind(work), ...options);
  return client;
}

interface Queue {
  add(work: () => unknown, ...options: unknown[]): Promise<unknown>;
}
