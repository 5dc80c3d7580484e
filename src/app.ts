import { createInFlight } from './async/in-flight.ts';
import { type Config, secretsOf } from './config.ts';
import { trtcEventRoutes } from './http/trtc-events.ts';
import { createGrantBook } from './ingest/grants.ts';
import { createLogger } from './log.ts';
import { createDispatchers } from './network/dispatchers.ts';
import { createObservability } from './observability.ts';
import { type Runtime, realRuntime } from './runtime.ts';
import { watchedFetch } from './slack/api/api-call.ts';
import { boltLogger } from './slack/api/bolt-logger.ts';
import { createDirectory } from './slack/api/directory.ts';
import { through } from './slack/api/fetch.ts';
import { askAboutToken } from './slack/api/token-verdict.ts';
import { TracedApp } from './slack/api/traced-app.ts';
import { httpTransport, socketTransport } from './slack/api/transport.ts';
import { createWebClients } from './slack/api/web-clients.ts';
import { openStore, type Store } from './storage/open.ts';
import { createTrtcClients } from './trtc/client.ts';
import { askAboutCredentials } from './trtc/credential-verdict.ts';
import { createGateway } from './trtc/gateway.ts';
import { type Work, wire } from './wiring.ts';

export interface IngestApp {
  /** Opens everything and begins to take requests; gives the port that HTTP is served on. Rejects if it is stopped meanwhile. */
  start(): Promise<number>;
  /** Takes no more requests, finishes what is under way, closes everything; also while it starts, and after a start that failed. */
  stop(): Promise<void>;
}

/** Members of groups are read again this often; somebody who is refused has them read at once. */
const groupRefreshMs = 5 * 60_000;

/** Wires the bot together; see wiring.ts for what stands on the store. Nothing is opened, called or listened on before `start`. */
export function createApp(config: Config, runtime: Partial<Runtime> = {}): IngestApp {
  const around = { ...realRuntime, ...runtime };
  const { clock, stopwatch, random, logTo, retry, openBackend } = around;
  const log = createLogger(config.logLevel, secretsOf(config), logTo);
  const logger = boltLogger(log);
  const inFlight = createInFlight();
  const { apiUrl, botToken } = config.slack;
  const { applications } = config.trtc;
  const observability = createObservability({
    log,
    clock,
    random,
    stopwatch,
    tasks: () => store?.tasks,
    queueDepth: async () => work?.queueDepth() ?? 0,
    connected: () => transport.connected(),
    checkStore: async () => {
      if (store === undefined) throw new Error('The store is not open');
      await store.check();
    },
    ask: {
      slack: () => askAboutToken(web.forms),
      trtc: () => askAboutCredentials(gateway, applications),
    },
  });
  const { metrics, traced } = observability;
  const dispatchers = createDispatchers(config.proxies, (error) =>
    log.warn({ error }, 'The socket to Slack cannot be opened'),
  );
  const fetch = watchedFetch(apiUrl, {
    fetch: through(dispatchers, around.fetch),
    stopwatch,
    onCall: observability.slackCall,
  });
  const web = createWebClients({ token: botToken, apiUrl, logger, fetch, retry: retry.slack });
  const trtcClients = createTrtcClients({
    ...config.trtc,
    proxies: config.proxies,
    watch: { stopwatch, onCall: observability.trtcCall },
  });
  const keys = new Map(
    applications.flatMap((app) => (app.secretKey === undefined ? [] : [[app.sdkAppId, app.secretKey]])),
  );
  const gateway = createGateway({
    clients: trtcClients,
    keys,
    regions: config.trtc.regions,
    limit: () => store?.limit,
    callsPerSecond: around.callsPerSecond,
    retry: retry.trtc,
  });
  const directory = createDirectory({
    web: web.asking,
    groups: [...config.access.groups, ...config.access.adminGroups],
    clock,
    logger: log,
  });
  let store: Store | undefined;
  const transport = createTransport();
  const bolt = new TracedApp(
    {
      receiver: transport.receiver,
      token: botToken.reveal(),
      logger,
      clientOptions: { slackApiUrl: apiUrl, logger, fetch, retryConfig: retry.slack },
      deferInitialization: true,
      // Bolt's memory of conversations, which nothing here uses: it costs an exception for each request.
      convoStore: false,
    },
    { traced, stopwatch, onAck: metrics.acknowledged },
  );
  bolt.error(async (error) => log.error({ error }, 'Bolt could not handle a request'));
  let groupTimer: NodeJS.Timeout | undefined;
  let work: Work | undefined;
  let isStopping = false;

  function createTransport() {
    const signed = applications.flatMap(({ sdkAppId, callbackKey }) =>
      callbackKey === undefined ? [] : [{ sdkAppId, callbackKey }],
    );
    const events = trtcEventRoutes({
      ...{ applications: signed, logger: log, goOn: inFlight.add, traced },
      streamEvents: () => work?.streamEvents,
      presence: () => work?.presence,
    });
    const routes = [...observability.routes, ...(signed.length === 0 ? [] : events)];
    const common = { port: config.port, routes, logger };
    const { transport } = config.slack;
    return transport.mode === 'http'
      ? httpTransport({ ...common, signingSecret: transport.signingSecret })
      : socketTransport({
          ...common,
          appToken: transport.appToken,
          apiUrl,
          fetch,
          dispatcher: dispatchers.webSocket,
          timing: { wait: around.wait, stopwatch, random, patience: retry.socket },
        });
  }

  const parts = {
    ...{ config, runtime: around, log, inFlight, observability, fetch, web, gateway, directory },
    ...{ transport, bolt },
  };

  return {
    async start() {
      const opened = await openStore(config.storeUrl.reveal(), { clock, logger: log }, openBackend);
      await unlessStopping(opened.close);
      store = opened;
      const risks = await store.risks();
      if (risks.length > 0)
        log.warn({ risks }, 'The store can lose what it takes; /ingest doctor says what to do');
      const grants = createGrantBook(store.grants, log);
      await grants.load();
      work = wire(parts, store, grants);
      await bolt.init();
      await unlessStopping();
      await directory.refreshGroups();
      await unlessStopping();
      groupTimer = setInterval(() => void directory.refreshGroups(), groupRefreshMs).unref();
      const finishRecovery = await work.recover();
      const port = await transport.start();
      await unlessStopping(transport.stop);
      inFlight.add(finishRecovery());
      await work.begin();
      log.info({ port, mode: config.slack.transport.mode }, 'Ready');
      return port;
    },
    async stop() {
      isStopping = true;
      log.info('Stopping: no new requests, finishing what is under way');
      clearInterval(groupTimer);
      await inTurn(
        transport.stop,
        () => work?.end(),
        inFlight.drained,
        () => store?.close(),
        trtcClients.close,
        dispatchers.close,
      );
      log.info('Stopped');
    },
  };

  /** Ends a start that was stopped meanwhile, after undoing what the stop has not seen. */
  async function unlessStopping(undo?: () => Promise<void>): Promise<void> {
    if (!isStopping) return;
    await undo?.();
    throw new Error('Stopped while it started');
  }
}

/** Takes each step, also if one before has failed; throws the first error when all are taken. */
async function inTurn(...steps: (() => Promise<void> | void)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
