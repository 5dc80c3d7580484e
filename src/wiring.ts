import { createHash } from 'node:crypto';
import type { App } from '@slack/bolt';
import type { FetchFunction } from '@slack/web-api';
import type { Logger } from 'pino';
import type { InFlight } from './async/in-flight.ts';
import { createIntervalLoop } from './async/interval-loop.ts';
import type { Config } from './config.ts';
import type { Directory } from './ingest/access.ts';
import { createAccess } from './ingest/access.ts';
import { createControl } from './ingest/control.ts';
import { createFirstLooks } from './ingest/first-looks.ts';
import type { GrantBook } from './ingest/grants.ts';
import { createHandleOf, newHandle } from './ingest/handle.ts';
import { createLeader } from './ingest/leader.ts';
import { createMonitor } from './ingest/monitor.ts';
import { createOutboxRelay } from './ingest/outbox-relay.ts';
import type { Gateway } from './ingest/ports.ts';
import type { Presence } from './ingest/presence.ts';
import { createPresence } from './ingest/presence.ts';
import { recover } from './ingest/recovery.ts';
import { createRoles } from './ingest/roles.ts';
import { createTaskStarter } from './ingest/start-task.ts';
import type { StreamEvents } from './ingest/stream-events.ts';
import { createStreamEvents } from './ingest/stream-events.ts';
import { createTransitions } from './ingest/transitions.ts';
import { countingStarts } from './metrics/starts.ts';
import { routeTo } from './network/route.ts';
import type { Observability } from './observability.ts';
import type { Runtime } from './runtime.ts';
import { createHome } from './slack/actions/home.ts';
import { createLists } from './slack/actions/lists.ts';
import { createStart } from './slack/actions/start.ts';
import { createStopTasks } from './slack/actions/stop-tasks.ts';
import { createTaskActions } from './slack/actions/tasks.ts';
import { createAuthorizer } from './slack/answers/authorize.ts';
import { createForms } from './slack/answers/forms.ts';
import { createHomePublisher } from './slack/answers/home-publisher.ts';
import { createNotifier } from './slack/answers/notifier.ts';
import { createPace } from './slack/api/pace.ts';
import type { Transport } from './slack/api/transport.ts';
import type { WebClients } from './slack/api/web-clients.ts';
import { createDispatcher } from './slack/commands/dispatch.ts';
import { emptyForm } from './slack/commands/start-command.ts';
import { createCommands } from './slack/commands/table.ts';
import { createDoctor } from './slack/doctor/doctor.ts';
import { createDoors } from './slack/listeners/doors.ts';
import { registerHome } from './slack/listeners/home-tab.ts';
import type { KeptRequest } from './slack/listeners/inbox.ts';
import { register } from './slack/listeners/register.ts';
import { registerShortcuts } from './slack/listeners/shortcuts.ts';
import type { Store } from './storage/open.ts';
import { createSeal } from './storage/seal.ts';
import { currentTrace, withTrace } from './trace.ts';

/** What the bot is made of before its store is open. */
export interface Parts {
  config: Config;
  runtime: Pick<Runtime, 'clock' | 'random' | 'wait' | 'retry' | 'sweepMs' | 'slackPace'>;
  log: Logger;
  inFlight: InFlight;
  observability: Pick<Observability, 'metrics'>;
  fetch: FetchFunction;
  web: WebClients;
  gateway: Gateway;
  directory: Directory;
  transport: Pick<Transport, 'connected' | 'refusal'>;
  bolt: App;
}

/** The bot at work. */
export interface Work {
  streamEvents: StreamEvents;
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
  const { metrics } = parts.observability;
  const { clock, random, wait, retry, sweepMs, slackPace } = parts.runtime;
  const { applications } = config.trtc;
  const withEvents = new Set(applications.flatMap((app) => (app.callbackKey ? [app.sdkAppId] : [])));
  /** Where no key is set, TRTC is not heard: what runs is known from looks alone. */
  const expectsEvents = (sdkAppId: number) => withEvents.has(sdkAppId);
  const { tasks, history, presets, drafts, leases, check, examine, risks } = store;
  const queue = store.queue<KeptRequest>('requests');
  const pace = createPace({ shared: store.pace, limits: slackPace, clock });
  const notifier = createNotifier(web.telling, pace, log, retry.slack);
  const countStart = countingStarts(metrics.start);
  const transitions = createTransitions({
    ...{ tasks, logger: log, clock },
    onEvent(event, task) {
      countStart(event);
      firstLooks.plan(event, task);
    },
  });
  const relay = createOutboxRelay({ tasks, history, leases, notifier, logger: log, clock, random, wait });
  const starter = createTaskStarter({
    gateway,
    tasks,
    handleOf: createHandleOf(sha256),
    notifier,
    transitions,
    relay,
    logger: log,
    clock,
    random,
    wait,
  });
  const access = createAccess(config.access, directory, grants);
  const forms = createForms(web.forms, log);
  const authorizer = createAuthorizer({ access, forms, logger: log, random });
  const start = createStart({ starter, applications, drafts, presets, tasks, logger: log, random });
  const control = createControl({ gateway, tasks, transitions, relay, clock, expectsEvents });
  const firstLooks = createFirstLooks({ tasks, control, expectsEvents, logger: log, clock, wait });
  const streamEvents = createStreamEvents({ tasks, transitions, relay, logger: log, clock, wait });
  const presence = createPresence({ tasks, control, transitions, relay, logger: log });
  const leader = createLeader({ leases, name: newHandle(random), wait, logger: log });
  const { leads } = leader;
  const monitor = createMonitor({
    tasks,
    control,
    logger: log,
    leads,
    clock,
    expectsEvents,
    intervalMs: config.monitorIntervalSeconds * 1000,
    wait,
  });
  const sweeper = createIntervalLoop(() => relay.sweep(clock()), sweepMs, wait);
  const taskActions = createTaskActions({ control, tasks, clock });
  const stop = createStopTasks({ control, tasks, taskActions, clock });
  const lists = createLists({ tasks, history, clock });
  const roles = createRoles({ policy: config.access, directory, grants, history, logger: log, clock });
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
    logger: log,
  });
  const commands = createCommands({
    ...{
      start,
      tasks: taskActions,
      stop,
      lists,
      taskStore: tasks,
      policy: config.access,
      grants,
      roles,
      doctor,
    },
    presets: { presets, history, applications, logger: log, clock },
  });
  const dispatcher = createDispatcher(commands, {
    authorizer,
    bare: emptyForm(start),
    onRun: metrics.command,
  });
  const home = createHome({ tasks, presets, clock });
  const doors = createDoors({ start, tasks: taskActions, stop, lists, home });
  const homePublisher = createHomePublisher({ web, pace, fetch, logger: log });
  const seal = createSeal(config.trtc.secretKey);
  const through = { doors, authorizer, homePublisher, inFlight };
  const answering = { ...through, web: web.answering, pace, fetch, logger: log, random };
  const traces = { current: currentTrace, within: withTrace };
  const inbox = register(bolt, { dispatcher, ...answering, queue, seal, traces, clock });
  registerHome(bolt, through);
  registerShortcuts(bolt, answering);

  return {
    streamEvents,
    presence,
    queueDepth: queue.depth,
    recover: () => recover({ control, tasks, transitions, relay, queue, logger: log, clock }),
    async begin() {
      await inbox.start();
      for (const part of [leader, monitor, sweeper]) part.start();
    },
    async end() {
      starter.stop();
      pace.stop();
      streamEvents.stop();
      await Promise.all([queue, monitor, sweeper, firstLooks].map((part) => part.stop()));
      await leader.stop();
    },
  };
}

function sha256(text: string): Uint8Array {
  return createHash('sha256').update(text).digest();
}
