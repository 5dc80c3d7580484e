import { App } from '@slack/bolt';
import type { DestinationStream } from 'pino';
import { type Config, secretsOf } from './config.ts';
import { healthRoutes } from './http/health.ts';
import { createAccess } from './ingest/access.ts';
import type { Clock, Random } from './ingest/ports.ts';
import { createIngestService } from './ingest/service.ts';
import { createLogger } from './log.ts';
import { boltLogger } from './slack/bolt-logger.ts';
import { createDispatcher } from './slack/commands/dispatch.ts';
import { startCommand } from './slack/commands/start-command.ts';
import { createDirectory } from './slack/directory.ts';
import { createForms } from './slack/forms.ts';
import { createInFlight } from './slack/in-flight.ts';
import { createNotifier } from './slack/notifier.ts';
import { register } from './slack/register.ts';
import { createStart } from './slack/start.ts';
import { httpTransport, socketTransport } from './slack/transport.ts';
import { createWebClients, patientRetry as patientSlack } from './slack/web-clients.ts';
import { openStore, type Store } from './storage/open.ts';
import { createTrtcClients } from './trtc/client.ts';
import { createGateway, patientRetry as patientTrtc } from './trtc/gateway.ts';

/** What the bot takes from the world around it. */
export interface Surroundings {
  clock: Clock;
  random: Random;
  logTo: DestinationStream;
  /** How patiently failed calls are made again. */
  retry: { slack: typeof patientSlack; trtc: typeof patientTrtc };
}

const realSurroundings: Surroundings = {
  clock: Date.now,
  random: Math.random,
  logTo: process.stdout,
  retry: { slack: patientSlack, trtc: patientTrtc },
};

export interface IngestApp {
  /** Opens everything and begins to take requests; gives the port that HTTP is served on. */
  start(): Promise<number>;
  /** Takes no more requests, finishes what is under way, closes everything. */
  stop(): Promise<void>;
}

/** Members of groups are read again this often; somebody who is refused has them read at once. */
const groupRefreshMs = 5 * 60_000;

/** Wires the bot together. Nothing is opened, called or listened on before `start`. */
export function createApp(config: Config, surroundings: Partial<Surroundings> = {}): IngestApp {
  const { clock, random, logTo, retry } = { ...realSurroundings, ...surroundings };
  const log = createLogger(config.logLevel, secretsOf(config), logTo);
  const logger = boltLogger(log);
  const inFlight = createInFlight();
  const { apiUrl, botToken } = config.slack;
  const web = createWebClients({ token: botToken, apiUrl, logger, retry: retry.slack });
  const trtcClients = createTrtcClients(config.trtc);
  const directory = createDirectory({
    web: web.posting,
    groups: [...config.access.groups, ...config.access.adminGroups],
    clock,
    journal: log,
  });
  let store: Store | undefined;
  const transport = createTransport(async () => ({
    slack: transport.connected(),
    store: await works(store),
  }));
  const bolt = new App({
    receiver: transport.receiver,
    token: botToken.reveal(),
    logger,
    clientOptions: { slackApiUrl: apiUrl, logger, retryConfig: retry.slack },
    deferInitialization: true,
  });
  bolt.error(async (error) => log.error({ error }, 'Bolt could not handle a request'));
  let groupTimer: NodeJS.Timeout | undefined;

  function createTransport(readiness: Parameters<typeof healthRoutes>[0]) {
    const common = { port: config.port, routes: healthRoutes(readiness), logger };
    const { transport } = config.slack;
    return transport.mode === 'http'
      ? httpTransport({ ...common, signingSecret: transport.signingSecret })
      : socketTransport({ ...common, appToken: transport.appToken, apiUrl });
  }

  function wire({ tasks, drafts, claims }: Store): void {
    const { applications } = config.trtc;
    const keys = new Map(
      applications.flatMap((app) => (app.secretKey === undefined ? [] : [[app.sdkAppId, app.secretKey]])),
    );
    const gateway = createGateway({ clients: trtcClients, keys, retry: retry.trtc });
    const notifier = createNotifier(web.posting, log);
    const service = createIngestService({ gateway, tasks, claims, notifier, journal: log, clock, random });
    const access = createAccess(config.access, directory);
    const forms = createForms(web.forms);
    const start = createStart({ service, access, applications, drafts, tasks, forms, journal: log, random });
    const dispatcher = createDispatcher([startCommand(start)], start.openForm);
    register(bolt, { dispatcher, start, web: web.posting, inFlight, journal: log, random });
  }

  return {
    async start() {
      store = await openStore(config.storeUrl.reveal(), clock);
      wire(store);
      await bolt.init();
      await directory.refreshGroups();
      groupTimer = setInterval(() => void directory.refreshGroups(), groupRefreshMs).unref();
      const port = await transport.start();
      log.info({ port, mode: config.slack.transport.mode }, 'Ready');
      return port;
    },
    async stop() {
      log.info('Stopping: no new requests, finishing what is under way');
      clearInterval(groupTimer);
      await transport.stop();
      await inFlight.drained();
      await store?.close();
      trtcClients.close();
      log.info('Stopped');
    },
  };
}

async function works(store: Store | undefined): Promise<boolean> {
  try {
    await store?.check();
    return store !== undefined;
  } catch {
    return false;
  }
}
