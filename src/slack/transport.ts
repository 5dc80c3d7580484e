import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CustomRoute, HTTPReceiver, type Logger, type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { FetchFunction } from '@slack/web-api';
import type { Dispatcher } from 'undici';
import type { Secret } from '../ingest/secret.ts';

/** How Slack's requests come in. */
export interface Transport {
  receiver: Receiver;
  /** Begins to take requests; gives the port that HTTP is served on. */
  start(): Promise<number>;
  /** Whether requests can come in now. */
  connected(): boolean;
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

/** A socket that cannot be opened again is tried for as long as the process lives. */
const reconnect = { forever: true, retries: 10, factor: 1.3, maxTimeout: 10_000 };

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
  },
): Transport {
  const { appToken, apiUrl, fetch, dispatcher, port, routes, logger } = options;
  const receiver = new SocketModeReceiver({
    appToken: appToken.reveal(),
    customRoutes: routes,
    logger,
    ...(dispatcher === undefined ? {} : { dispatcher }),
    installerOptions: { port, clientOptions: { slackApiUrl: apiUrl, fetch, retryConfig: reconnect } },
  });
  let connected = false;
  receiver.client.on('connected', () => {
    connected = true;
  });
  for (const event of ['reconnecting', 'disconnecting', 'disconnected', 'close']) {
    receiver.client.on(event, () => {
      connected = false;
    });
  }
  return {
    receiver,
    async start() {
      await receiver.start();
      return port;
    },
    connected: () => connected,
    async stop() {
      // A start that waits for its socket would be rejected, which nobody waits for when it is one of the client's own.
      receiver.client.removeAllListeners('disconnected');
      connected = false;
      // Bolt's own stop does not wait for the socket to close; its second disconnect finds nothing to do.
      await receiver.client.disconnect();
      await receiver.stop();
    },
  };
}
