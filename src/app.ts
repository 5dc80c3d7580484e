import { setTimeout } from 'node:timers/promises';
import type { DestinationStream } from 'pino';
import { type Config, secretsOf } from './config.ts';
import { trtcEventRoutes } from './http/trtc-events.ts';
import { createAccess } from './ingest/access.ts';
import { createControl } from './ingest/control.ts';
import { createFollower, type Follower } from './ingest/follower.ts';
import { createGrantBook, type GrantBook } from './ingest/grants.ts';
import { createMonitor, type Monitor } from './ingest/monitor.ts';
import type { Clock, Random } from './ingest/ports.ts';
import { createRecorder } from './ingest/recorder.ts';
import { recover } from './ingest/recovery.ts';
import { createRoles } from './ingest/roles.ts';
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
import { registerShortcuts } from './slack/shortcuts.ts';
import { createStart } from './slack/start.ts';
import { createTaskDesk } from './slack/task-desk.ts';
import { askAboutToken } from './slack/token-verdict.ts';
import { TracedApp } from './slack/traced-app.ts';
import { httpTransport, socketTransport } from './slack/transport.ts';
import { createWebClients, patientRetry as patientSlack } from './slack/web-clients.ts';
import { openStore, type Store } from './storage/open.ts';
import { createTrtcClients } from './trtc/client.ts';
import { askAboutCredentials } from './trtc/credential-verdict.ts';
import { createGateway, patientRetry as patientTrtc } from './trtc/gateway.ts';

/** What the bot takes from the world around it. */
export interface Surroundings {
  clock: Clock;
  /** Milliseconds from any beginning, never backwards: what durations are measured by. */
  stopwatch: () => number;
  random: Random;
  logTo: DestinationStream;
  /** How patiently failed calls are made again. */
  retry: { slack: typeof patientSlack; trtc: typeof patientTrtc };
}

const realSurroundings: Surroundings = {
  clock: Date.now,
  stopwatch: () => performance.now(),
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

/** So many times longer is the monitor's round where callbacks are configured. */
const slowerWithCallbacks = 10;

/** Wires the bot together. Nothing is opened, called or listened on before `start`. */
export function createApp(config: Config, surroundings: Partial<Surroundings> = {}): IngestApp {
  const { clock, stopwatch, random, logTo, retry } = { ...realSurroundings, ...surroundings };
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
  const fetch = watchedFetch(apiUrl, { stopwatch, onCall: operations.slackCall });
  const web = createWebClients({ token: botToken, apiUrl, logger, fetch, retry: retry.slack });
  const trtcClients = createTrtcClients({
    ...config.trtc,
    watch: { stopwatch, onCall: operations.trtcCall },
  });
  const keys = new Map(
    applications.flatMap((app) => (app.secretKey === undefined ? [] : [[app.sdkAppId, app.secretKey]])),
  );
  const gateway = createGateway({ clients: trtcClients, keys, retry: retry.trtc });
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
  let monitor: Monitor | undefined;
  let recovery: (() => ReturnType<typeof recover>) | undefined;
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

  function wire({ tasks, history, presets, drafts, claims, check }: Store, grants: GrantBook): void {
    const notifier = countingStarts(createNotifier(web.posting, log), metrics.start);
    const recorder = createRecorder({ tasks, history, notifier, journal: log, clock });
    const service = createIngestService({
      gateway,
      tasks,
      claims,
      notifier,
      recorder,
      journal: log,
      clock,
      random,
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
    const control = createControl({ gateway, tasks, recorder, clock });
    follower = createFollower({ tasks, recorder, journal: log, clock });
    recovery = () => recover({ control, tasks, recorder, journal: log, clock });
    monitor = createMonitor({ tasks, control, journal: log, intervalMs: monitorMs, wait: pause });
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
    const home = createHome({ tasks, presets, access, web, journal: log, random, clock });
    register(bolt, { dispatcher, start, desk, home, web: web.posting, inFlight, journal: log, random });
    registerHome(bolt, { home, start, web: web.posting, inFlight, journal: log, random });
    registerShortcuts(bolt, { start, web: web.posting, inFlight, journal: log, random });
  }

  return {
    async start() {
      store = await openStore(config.storeUrl.reveal(), clock, random);
      const grants = createGrantBook(store.grants);
      await grants.load();
      wire(store, grants);
      await bolt.init();
      await directory.refreshGroups();
      groupTimer = setInterval(() => void directory.refreshGroups(), groupRefreshMs).unref();
      const tellOfRecovery = await recovery?.();
      const port = await transport.start();
      if (tellOfRecovery !== undefined) inFlight.add(tellOfRecovery());
      monitor?.start();
      log.info({ port, mode: config.slack.transport.mode }, 'Ready');
      return port;
    },
    async stop() {
      log.info('Stopping: no new requests, finishing what is under way');
      clearInterval(groupTimer);
      await Promise.all([transport.stop(), monitor?.stop()]);
      await inFlight.drained();
      await store?.close();
      trtcClients.close();
      log.info('Stopped');
    },
  };
}

/** Does not keep the process alive. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return setTimeout(ms, undefined, { signal, ref: false });
}
