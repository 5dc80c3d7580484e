import { createHash } from 'node:crypto';
import type { App } from '@slack/bolt';
import type { FetchFunction } from '@slack/web-api';
import type { Logger } from 'pino';
import type { InFlight } from './async/in-flight.ts';
import { createRounds } from './async/interval-loop.ts';
import type { Config } from './config.ts';
import type { Directory } from './ingest/access.ts';
import { createAccess } from './ingest/access.ts';
import { createControl } from './ingest/control.ts';
import { createFirstLooks } from './ingest/first-looks.ts';
import type { GrantBook } from './ingest/grants.ts';
import { createHandleOf, newHandle } from './ingest/handle.ts';
import { createLeader } from './ingest/leader.ts';
import { createMonitor } from './ingest/monitor.ts';
import { createCourier } from './ingest/outbox-relay.ts';
import type { Gateway } from './ingest/ports.ts';
import type { Presence } from './ingest/presence.ts';
import { createPresence } from './ingest/presence.ts';
import { recover } from './ingest/recovery.ts';
import { createRoles } from './ingest/roles.ts';
import { createIngestService } from './ingest/start-task.ts';
import type { Follower } from './ingest/stream-events.ts';
import { createFollower } from './ingest/stream-events.ts';
import { createRecorder } from './ingest/transitions.ts';
import { countingStarts } from './metrics/starts.ts';
import { routeTo } from './network/route.ts';
import type { Operations } from './observability.ts';
import type { Surroundings } from './runtime.ts';
import { createHome, registerHome } from './slack/actions/home.ts';
import { createStart } from './slack/actions/start.ts';
import { createTaskDesk } from './slack/actions/tasks.ts';
import { createForms } from './slack/answers/forms.ts';
import { createNotifier } from './slack/answers/notifier.ts';
import { createPace } from './slack/api/pace.ts';
import type { Transport } from './slack/api/transport.ts';
import type { WebClients } from './slack/api/web-clients.ts';
import { allowCommand } from './slack/commands/allow-command.ts';
import { denyCommand } from './slack/commands/deny-command.ts';
import { createDispatcher } from './slack/commands/dispatch.ts';
import { doctorCommand } from './slack/commands/doctor-command.ts';
import { presetCommand } from './slack/commands/preset-command.ts';
import { startCommand } from './slack/commands/start-command.ts';
import { taskCommands } from './slack/commands/task-commands.ts';
import { whoCommand } from './slack/commands/who-command.ts';
import { createDoctor } from './slack/doctor/doctor.ts';
import type { KeptRequest } from './slack/listeners/inbox.ts';
import { register } from './slack/listeners/register.ts';
import { registerShortcuts } from './slack/listeners/shortcuts.ts';
import type { Store } from './storage/open.ts';
import { createSeal } from './storage/seal.ts';
import { currentTrace, withTrace } from './trace.ts';

/** What the bot is made of before its store is open. */
export interface Parts {
  config: Config;
  surroundings: Pick<Surroundings, 'clock' | 'random' | 'wait' | 'retry' | 'sweepMs' | 'slackPace'>;
  log: Logger;
  inFlight: InFlight;
  operations: Pick<Operations, 'metrics'>;
  fetch: FetchFunction;
  web: WebClients;
  gateway: Gateway;
  directory: Directory;
  transport: Pick<Transport, 'connected' | 'refusal'>;
  bolt: App;
}

/** The bot at work. */
export interface Work {
  follower: Follower;
  presence: Presence;
  queueDepth(): Promise<number>;
  recover(): ReturnType<typeof recover>;
  begin(): Promise<void>;
  /** Resolves when nothing is under way. */
  end(): Promise<void>;
}

/** Wires the domain to its surfaces, on an open store; see app.ts for what is around it. */
export function wire(parts: Parts, store: Store, grants: GrantBook): Work {
  const { config, log, inFlight, fetch, web, gateway, directory, transport, bolt } = parts;
  const { metrics } = parts.operations;
  const { clock, random, wait, retry, sweepMs, slackPace } = parts.surroundings;
  const { applications } = config.trtc;
  const withEvents = new Set(applications.flatMap((app) => (app.callbackKey ? [app.sdkAppId] : [])));
  /** Where no key is set, TRTC is not heard: what runs is known from looks alone. */
  const expectsEvents = (sdkAppId: number) => withEvents.has(sdkAppId);
  const { tasks, history, presets, drafts, leases, check, examine, risks } = store;
  const queue = store.queue<KeptRequest>('requests');
  const pace = createPace({ shared: store.pace, limits: slackPace, clock });
  const notifier = createNotifier(web.telling, pace, log, retry.slack);
  const countStart = countingStarts(metrics.start);
  const recorder = createRecorder({
    ...{ tasks, journal: log, clock },
    onEvent(event, task) {
      countStart(event);
      firstLooks.plan(event, task);
    },
  });
  const courier = createCourier({ tasks, history, leases, notifier, journal: log, clock, random, wait });
  const service = createIngestService({
    gateway,
    tasks,
    handleOf: createHandleOf(sha256),
    notifier,
    recorder,
    courier,
    journal: log,
    clock,
    random,
    wait,
  });
  const access = createAccess(config.access, directory, grants);
  const forms = createForms(web.forms, log);
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
  const control = createControl({ gateway, tasks, recorder, courier, clock, expectsEvents });
  const firstLooks = createFirstLooks({ tasks, control, expectsEvents, journal: log, clock, wait });
  const follower = createFollower({ tasks, recorder, courier, journal: log, clock, wait });
  const presence = createPresence({ tasks, control, recorder, courier, journal: log });
  const leader = createLeader({ leases, name: newHandle(random), wait, journal: log });
  const { leads } = leader;
  const monitor = createMonitor({
    tasks,
    control,
    journal: log,
    leads,
    clock,
    expectsEvents,
    intervalMs: config.monitorIntervalSeconds * 1000,
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
    store: { check, examine, risks },
    transport: {
      mode: config.slack.transport.mode,
      connected: transport.connected,
      refusal: transport.refusal,
    },
    callbacks: { expectsEvents, pollSeconds: config.monitorIntervalSeconds, tasks, clock },
    routes: {
      slack: routeTo(new URL(config.slack.apiUrl), config.proxies),
      trtc: routeTo(config.trtc.endpoint, config.proxies),
    },
    journal: log,
  });
  const dispatcher = createDispatcher(
    [
      startCommand(start, applications),
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
  const home = createHome({ tasks, presets, access, web, pace, fetch, journal: log, random, clock });
  const seal = createSeal(config.trtc.secretKey);
  const answering = { web: web.answering, pace, fetch, inFlight, journal: log, random };
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
    follower,
    presence,
    queueDepth: queue.depth,
    recover: () => recover({ control, tasks, recorder, courier, queue, journal: log, clock }),
    async begin() {
      await requests.start();
      for (const part of [leader, monitor, sweeper]) part.start();
    },
    async end() {
      service.stop();
      pace.stop();
      follower.stop();
      await Promise.all([queue, monitor, sweeper, firstLooks].map((part) => part.stop()));
      await leader.stop();
    },
  };
}

function sha256(text: string): Uint8Array {
  return createHash('sha256').update(text).digest();
}
