import type { App, CustomRoute } from '@slack/bolt';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Runtime } from '../runtime.ts';
import { boltLogger } from '../slack/api/bolt-logger.ts';
import { TracedApp } from '../slack/api/traced-app.ts';
import { httpTransport, socketTransport, type Transport } from '../slack/api/transport.ts';
import type { Clients } from './clients.ts';
import type { Observability } from './observability.ts';

export interface BoltOptions {
  config: Config;
  runtime: Pick<Runtime, 'random' | 'stopwatch' | 'wait' | 'retry'>;
  log: Logger;
  clients: Pick<Clients, 'fetch' | 'dispatchers'>;
  observability: Pick<Observability, 'metrics' | 'traced'>;
}

/** How requests come in, by Slack's connection and the HTTP server with these routes beside Slack's. */
export function createTransport(
  { config, runtime, log, clients }: Omit<BoltOptions, 'observability'>,
  routes: CustomRoute[],
): Transport {
  const { transport, apiUrl } = config.slack;
  const common = { port: config.port, routes, logger: boltLogger(log) };
  if (transport.mode === 'http') return httpTransport({ ...common, signingSecret: transport.signingSecret });
  const { wait, stopwatch, random, retry } = runtime;
  return socketTransport({
    ...common,
    appToken: transport.appToken,
    apiUrl,
    fetch: clients.fetch,
    dispatcher: clients.dispatchers.webSocket,
    timing: { wait, stopwatch, random, patience: retry.socket },
  });
}

/** Bolt on the transport, with nothing registered yet. It asks Slack for nothing before its `init`. */
export function createBolt(options: BoltOptions, { receiver }: Pick<Transport, 'receiver'>): App {
  const { config, runtime, log, clients, observability } = options;
  const { apiUrl, botToken } = config.slack;
  const logger = boltLogger(log);
  const bolt = new TracedApp(
    {
      receiver,
      token: botToken.reveal(),
      logger,
      clientOptions: {
        slackApiUrl: apiUrl,
        logger,
        fetch: clients.fetch,
        retryConfig: runtime.retry.slack,
      },
      deferInitialization: true,
      // Bolt's memory of conversations, which nothing here uses: it costs an exception for each request.
      convoStore: false,
    },
    {
      traced: observability.traced,
      stopwatch: runtime.stopwatch,
      onAck: observability.metrics.acknowledged,
    },
  );
  bolt.error(async (error) => log.error({ error }, 'Bolt could not handle a request'));
  return bolt;
}
