import { type Config, secretsOf } from './config.ts';
import { trtcEventRoutes } from './http/trtc-events.ts';
import { createAccess } from './ingest/access.ts';
import { createControl } from './ingest/control.ts';
import { createCourier } from './ingest/courier.ts';
import { createFollower, type Follower } from './ingest/follower.ts';
import { createGrantBook, type GrantBook } from './ingest/grants.ts';
import { newHandle } from './ingest/handle.ts';
import { createLeader } from './ingest/leader.ts';
import { createMonitor } from './ingest/monitor.ts';
import { createRecorder } from './ingest/recorder.ts';
import { recover } from './ingest/recovery.ts';
import { createRoles } from './ingest/roles.ts';
import { createRounds } from './ingest/rounds.ts';
import { createIngestService } from './ingest/service.ts';
import { createLogger } from './log.ts';
import { countingStarts } from './metrics/starts.ts';
import { createOperations } from './operations.ts';
import { watchedFetch } from './slack/api-call.ts';
import { boltLogger } from './slack/bolt-logger.ts';
import { allowCommand } from './slack/commands/allow-command.ts';
import { denyCommand } from './slack/commands/deny-command.ts';
import { createDispatcher } from './slack/commands/dispatch.ts';
import { doctorCommand } from './slack/commands/doctor-command.ts';
import { presetCommand } from './slack/commands/preset-command.ts';
import { startCommand } from './slack/commands/start-command.ts';
import { taskCommands } from './slack/commands/task-commands.ts';
import { whoCommand } from './slack/commands/who-command.ts';
import { createDirectory } from './slack/directory.ts';
import { createDoctor } from './slack/doctor/doctor.ts';
import { createForms } from './slack/forms.ts';
import { createHome, registerHome } from './slack/home.ts';
import { createInFlight } from './slack/in-flight.ts';
import { createNotifier } from './slack/notifier.ts';
import { register } from './slack/register.ts';
import type { KeptRequest } from './slack/requests.ts';
import { registerShortcuts } from './slack/shortcuts.ts';
import { createStart } from './slack/start.ts';
import { createTaskDesk } from './slack/task-desk.ts';
import { askAboutToken } from './slack/token-verdict.ts';
import { TracedApp } from './slack/traced-app.ts';
import { httpTransport, socketTransport } from './slack/transport.ts';
import { createWebClients } from './slack/web-clients.ts';
import { openStore, type Store } from './storage/open.ts';
import { createSeal } from './storage/seal.ts';
import { realSurroundings, type Surroundings } from './surroundings.ts';
import { currentTrace, withTrace } from './trace.ts';
import { createTrtcClients } from './trtc/client.ts';
import { askAboutCredentials } from './trtc/credential-verdict.ts';
import { createGateway } from './trtc/gateway.ts';

export interface IngestApp {
  /** Opens everything and begins to take requests; gives the port that HTTP is served on. */
  start(): Promise<number>;
  /** Takes no more requests, finishes what is under way, closes everything. */
  stop(): Promise<void>;
}

/** What goes on beside the requests. */
interface Work {
  queueDepth(): Promise<number>;
  recover(): ReturnType<typeof recover>;
  begin(): Promise<void>;
  /** Resolves when nothing is under way. */
  end(): Promise<void>;
}

/** Members of groups are read again this often; somebody who is refused has them read at once. */
const groupRefreshMs = 5 * 60_000;

/** So many times longer is the monitor's round where callbacks are configured. */
const slowerWithCallbacks = 10;

/** Wires the bot together. Nothing is opened, called or listened on before `start`. */
export function createApp(config: Config, surroundings: Partial<Surroundings> = {}): IngestApp {
  const { clock, stopwatch, random, wait, logTo, retry, openBackend, sweepMs, ...around } = {
    ...realSurroundings,
    ...surroundings,
  };
  const log = createLogger(config.logLevel, secretsOf(config), logTo);
  const logger = boltLogger(log);
  const inFlight = createInFlight();
  const { apiUrl, botToken } = config.slack;
  const { applications } = config.trtc;
  const operations = createOperations({
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
  const { metrics, traced } = operations;
  const fetch = watchedFetch(apiUrl, { fetch: around.fetch, stopwatch, onCall: operations.slackCall });
  const web = createWebClients({ token: botToken, apiUrl, logger, fetch, retry: retry.slack });
  const trtcClients = createTrtcClients({
    ...config.trtc,
    watch: { stopwatch, onCall: operations.trtcCall },
  });
  const keys = new Map(
    applications.flatMap((app) => (app.secretKey === undefined ? [] : [[app.sdkAppId, app.secretKey]])),
  );
  const gateway = createGateway({
    clients: trtcClients,
    keys,
    limit: () => store?.limit,
    retry: retry.trtc,
  });
  const directory = createDirectory({
    web: web.posting,
    groups: [...config.access.groups, ...config.access.adminGroups],
    clock,
    journal: log,
  });
  let store: Store | undefined;
  let follower: Follower | undefined;
  const transport = createTransport();
  const bolt = new TracedApp(
    {
      receiver: transport.receiver,
      token: botToken.reveal(),
      logger,
      clientOptions: { slackApiUrl: apiUrl, logger, fetch, retryConfig: retry.slack },
      deferInitialization: true,
    },
    { traced, stopwatch, onAck: metrics.acknowledged },
  );
  bolt.error(async (error) => log.error({ error }, 'Bolt could not handle a request'));
  let groupTimer: NodeJS.Timeout | undefined;
  let work: Work | undefined;
  // Where TRTC tells of events by itself, asking is only for those that got lost.
  const { callbackKey } = config.trtc;
  const monitorMs =
    config.monitorIntervalSeconds * 1000 * (callbackKey === undefined ? 1 : slowerWithCallbacks);

  function createTransport() {
    const { callbackKey: key } = config.trtc;
    const events = { journal: log, follower: () => follower, goOn: inFlight.add, traced };
    const routes = [...operations.routes, ...(key === undefined ? [] : trtcEventRoutes({ ...events, key }))];
    const common = { port: config.port, routes, logger };
    const { transport } = config.slack;
    return transport.mode === 'http'
      ? httpTransport({ ...common, signingSecret: transport.signingSecret })
      : socketTransport({ ...common, appToken: transport.appToken, apiUrl, fetch });
  }

  function wire(open: Store, grants: GrantBook): Work {
    const { tasks, history, presets, drafts, claims, leases, check } = open;
    const queue = open.queue<KeptRequest>('requests');
    const notifier = createNotifier(web.telling, log, retry.slack);
    const recorder = createRecorder({ tasks, journal: log, clock, onEvent: countingStarts(metrics.start) });
    const courier = createCourier({ tasks, history, leases, notifier, journal: log, clock, random });
    const service = createIngestService({
      gateway,
      tasks,
      claims,
      notifier,
      recorder,
      courier,
      journal: log,
      clock,
      random,
      wait,
    });
    const access = createAccess(config.access, directory, grants);
    const forms = createForms(web.forms);
    const start = createStart({
      service,
      access,
      applications,
      drafts,
      presets,
      tasks,
      forms,
      journal: log,
      random,
    });
    const preset = presetCommand({ presets, history, access, applications, journal: log, clock });
    const control = createControl({ gateway, tasks, recorder, courier, clock });
    follower = createFollower({ tasks, recorder, courier, journal: log, clock });
    const leader = createLeader({ leases, name: newHandle(random), wait, journal: log });
    const { leads } = leader;
    const monitor = createMonitor({
      tasks,
      control,
      journal: log,
      leads,
      clock,
      intervalMs: monitorMs,
      wait,
    });
    const sweeper = createRounds(() => courier.sweep(clock()), sweepMs, wait);
    const desk = createTaskDesk({ control, tasks, history, access, forms, journal: log, random, clock });
    const roles = createRoles({ policy: config.access, directory, grants, history, journal: log, clock });
    const doctor = createDoctor({
      web: web.forms,
      gateway,
      policy: config.access,
      applications,
      store: { check },
      transport: { mode: config.slack.transport.mode, connected: transport.connected },
      callbacks: { accepted: callbackKey !== undefined, pollSeconds: config.monitorIntervalSeconds },
      journal: log,
    });
    const dispatcher = createDispatcher(
      [
        startCommand(start),
        ...taskCommands(desk),
        preset,
        allowCommand(roles),
        denyCommand(roles),
        whoCommand({ policy: config.access, grants }),
        doctorCommand(doctor),
      ],
      access,
      start.openForm,
      metrics.command,
    );
    const home = createHome({ tasks, presets, access, web, fetch, journal: log, random, clock });
    const seal = createSeal(config.trtc.secretKey);
    const answering = { web: web.posting, fetch, inFlight, journal: log, random };
    const traces = { current: currentTrace, within: withTrace };
    const requests = register(bolt, {
      dispatcher,
      start,
      desk,
      home,
      ...answering,
      queue,
      seal,
      traces,
      clock,
    });
    registerHome(bolt, { home, start, ...answering });
    registerShortcuts(bolt, { start, ...answering });

    return {
      queueDepth: queue.depth,
      recover: () => recover({ control, tasks, recorder, courier, queue, journal: log, clock }),
      async begin() {
        await requests.start();
        for (const part of [leader, monitor, sweeper]) part.start();
      },
      async end() {
        service.stop();
        await Promise.all([queue, monitor, sweeper].map((part) => part.stop()));
        await leader.stop();
      },
    };
  }

  return {
    async start() {
      store = await openStore(config.storeUrl.reveal(), { clock, journal: log }, openBackend);
      const grants = createGrantBook(store.grants, log);
      await grants.load();
      work = wire(store, grants);
      await bolt.init();
      await directory.refreshGroups();
      groupTimer = setInterval(() => void directory.refreshGroups(), groupRefreshMs).unref();
      const finishRecovery = await work.recover();
      const port = await transport.start();
      inFlight.add(finishRecovery());
      await work.begin();
      log.info({ port, mode: config.slack.transport.mode }, 'Ready');
      return port;
    },
    async stop() {
      log.info('Stopping: no new requests, finishing what is under way');
      clearInterval(groupTimer);
      await transport.stop();
      await work?.end();
      await inFlight.drained();
      await store?.close();
      trtcClients.close();
      log.info('Stopped');
    },
  };
}
