import { AsyncResource } from 'node:async_hooks';
import type { Logger } from '@slack/bolt';
import { type FetchFunction, type WebAPICallResult, WebClient, type WebClientOptions } from '@slack/web-api';
import type { Secret } from '../../ingest/secret.ts';
import { within } from './fetch.ts';

/** Several clients, since one that Slack has told to wait holds back all that goes through it. */
export interface WebClients {
  /** For questions: patient, retries. */
  asking: WebClient;
  /** For messages to one person: retries, but if Slack asks to wait that is for others to decide. */
  answering: WebClient;
  /** For cards and threads: one try, since whoever tries again must first look whether the message has arrived. */
  posting: WebClient;
  /** For forms: a trigger lives three seconds, so one try. */
  forms: WebClient;
}

const answerTimeoutMs = 10_000;
const triggerLifeMs = 3_000;

/** If many channels have something to post at once, acknowledgements must not wait behind it. */
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
  const common = { slackApiUrl: apiUrl, logger, fetch: within(answerTimeoutMs, fetch) };
  const asking = new Client(token.reveal(), { ...common, retryConfig: retry });
  const answering = new Client(token.reveal(), {
    ...common,
    retryConfig: retry,
    rejectRateLimitedCalls: true,
  });
  const posting = new Client(token.reveal(), {
    ...common,
    ...once,
    maxRequestConcurrency: messagesAtOnce,
  });
  const forms = new Client(token.reveal(), { ...common, ...once, fetch: within(triggerLifeMs, fetch) });
  return {
    asking: keepingTraces(asking),
    answering: keepingTraces(answering),
    posting: keepingTraces(posting),
    forms: keepingTraces(forms),
  };
}

/**
 * The client sends each argument that is an object as JSON. Before that it copies it piece by piece for a line of its
 * debug log, written or not, which takes twice the memory of the request itself: so it is given the JSON.
 */
class Client extends WebClient {
  override apiCall(method: string, options: Record<string, unknown> = {}): Promise<WebAPICallResult> {
    const asSent = Object.entries(options).map(([name, value]) => [
      name,
      isObject(value) ? JSON.stringify(value) : value,
    ]);
    return super.apiCall(method, Object.fromEntries(asSent));
  }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/**
 * Calls that had to wait in a client's queue are begun by whoever ended the wait, and would be logged under the trace
 * of that (p-queue 6 is older than such contexts). The client gives no other way to its queue.
 */
function keepingTraces(client: WebClient): WebClient {
  const queue: Queue = Reflect.get(client, 'requestQueue');
  const add = queue.add.bind(queue);
  queue.add = (work, ...options) => {
    const caller = new AsyncResource('SlackCall');
    return add(() => caller.runInAsyncScope(work), ...options);
  };
  return client;
}

interface Queue {
  add(work: () => unknown, ...options: unknown[]): Promise<unknown>;
}
