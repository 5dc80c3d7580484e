import type { Logger } from '@slack/bolt';
import { WebClient, type WebClientOptions } from '@slack/web-api';
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

/** Five more tries within about half a minute. */
export const patientRetry = { retries: 5, factor: 2, minTimeout: 1_000, randomize: true };

const once = { retryConfig: { retries: 0 }, rejectRateLimitedCalls: true } as const;

export function createWebClients(options: {
  token: Secret;
  apiUrl: string;
  logger: Logger;
  retry?: WebClientOptions['retryConfig'];
}): WebClients {
  const { token, apiUrl, logger, retry = patientRetry } = options;
  const common = { slackApiUrl: apiUrl, logger };
  return {
    posting: new WebClient(token.reveal(), { ...common, timeout: answerTimeoutMs, retryConfig: retry }),
    telling: new WebClient(token.reveal(), { ...common, ...once, timeout: answerTimeoutMs }),
    forms: new WebClient(token.reveal(), {
      ...common,
      ...once,
      timeout: triggerLifeMs,
    }),
  };
}
