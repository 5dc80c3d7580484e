import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CustomRoute, HTTPReceiver, type Logger, type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { FetchFunction } from '@slack/web-api';
import type { Dispatcher } from 'undici';
import type { Secret } from '../../ingest/secret.ts';
import { within } from './fetch.ts';
import { createSocketLink, type SocketTiming } from './socket-link.ts';

/** How Slack's requests come in. */
export interface Transport {
  receiver: Receiver;
  /** Begins to take requests; gives the port that HTTP is served on. */
  start(): Promise<number>;
  /** Whether requests can come in now. */
  connected(): boolean;
  /** Slack's word for why they cannot, if it has given one. */
  refusal(): string | undefined;
  /** Takes no more requests; resolves when the connection is closed. */
  stop(): Promise<void>;
}

interface Common {
  port: number;
  routes: CustomRoute[];
  logger: Logger;
}

/** Requests are acknowledged in milliseconds: what is still open after so long is nothing that Slack waits for. */
const stopGraceMs = 1_000;

/** Slack calls the bot, on `POST /slack/events`. */
export function httpTransport({
  signingSecret,
  port,
  routes,
  logger,
}: Common & { signingSecret: Secret }): Transport {
  const receiver = new HTTPReceiver({
    signingSecret: signingSecret.reveal(),
    customRoutes: routes,
    logger,
    port,
  });
  let server: Server | undefined;
  return {
    receiver,
    async start() {
      const started: Server = await receiver.start(port);
      server = started;
      return (started.address() as AddressInfo).port;
    },
    connected: () => server !== undefined,
    refusal: () => undefined,
    async stop() {
      const open = server;
      server = undefined;
      if (open === undefined) return;
      // Whoever sends half a request would otherwise hold up the stop for minutes.
      const timer = setTimeout(() => open.closeAllConnections(), stopGraceMs);
      await receiver.stop();
      clearTimeout(timer);
    },
  };
}

/** What Slack has not answered within so many ms is asked again. */
const answerTimeoutMs = 10_000;

/** What Slack's client says of each attempt is said by the link, once for each reason. */
function withoutAttempts(logger: Logger): Logger {
  const isAttempt = ([first]: unknown[]) =>
    /^(?:Failed to retrieve a new WSS URL|apps\.connections\.open did not|WebSocket error|http request failed)/.test(
      String(first),
    );
  return {
    ...logger,
    warn: (...parts) => (isAttempt(parts) ? logger.debug(...parts) : logger.warn(...parts)),
    error: (...parts) => (isAttempt(parts) ? logger.debug(...parts) : logger.error(...parts)),
  };
}

/**
 * The bot calls Slack and holds a socket open; no public address is needed. The socket goes the way of `dispatcher`;
 * undefined for that of Slack's client.
 */
export function socketTransport(
  options: Common & {
    appToken: Secret;
    apiUrl: string;
    fetch: FetchFunction;
    dispatcher: Dispatcher | undefined;
    timing: SocketTiming;
  },
): Transport {
  const { appToken, apiUrl, fetch, dispatcher, timing, port, routes, logger } = options;
  const receiver = new SocketModeReceiver({
    appToken: appToken.reveal(),
    // An answer such as invalid_auth, even a single one, would end the client's own attempts, and the process with them.
    autoReconnectEnabled: false,
    clientPingTimeout: timing.patience.pongMs,
    customRoutes: routes,
    logger: withoutAttempts(logger),
    ...(dispatcher === undefined ? {} : { dispatcher }),
    installerOptions: {
      port,
      clientOptions: {
        slackApiUrl: apiUrl,
        fetch: within(answerTimeoutMs, fetch),
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
      },
    },
  });
  const link = createSocketLink(receiver, logger, timing);
  return {
    receiver,
    async start() {
      await link.open();
      return port;
    },
    connected: link.connected,
    refusal: link.refusal,
    async stop() {
      await link.close();
      // Bolt's own stop does not wait for the socket to close; its second disconnect finds nothing to do.
      await receiver.stop();
    },
  };
}
