import type { App } from '@slack/bolt';
import type { Logger } from 'pino';
import type { InFlight } from '../async/in-flight.ts';
import type { Config } from '../config.ts';
import type { GrantBook } from '../ingest/grants.ts';
import { createPresets } from '../ingest/presets.ts';
import type { Queue } from '../ingest/storage-ports.ts';
import { routeTo } from '../network/route.ts';
import type { Runtime } from '../runtime.ts';
import { createHome, registerHome } from '../slack/actions/home.ts';
import { createStart } from '../slack/actions/start.ts';
import { createTaskDesk } from '../slack/actions/tasks.ts';
import { createForms } from '../slack/answers/forms.ts';
import type { Transport } from '../slack/api/transport.ts';
import { allowCommand } from '../slack/commands/allow-command.ts';
import { denyCommand } from '../slack/commands/deny-command.ts';
import { createDispatcher } from '../slack/commands/dispatch.ts';
import { doctorCommand } from '../slack/commands/doctor-command.ts';
import { presetCommand } from '../slack/commands/preset-command.ts';
import { startCommand } from '../slack/commands/start-command.ts';
import { taskCommands } from '../slack/commands/task-commands.ts';
import { whoCommand } from '../slack/commands/who-command.ts';
import { createDoctor } from '../slack/doctor/doctor.ts';
import type { Inbox, KeptRequest } from '../slack/listeners/inbox.ts';
import { register } from '../slack/listeners/register.ts';
import { registerShortcuts } from '../slack/listeners/shortcuts.ts';
import type { Store } from '../storage/open.ts';
import { createSeal } from '../storage/seal.ts';
import { currentTrace, withTrace } from '../trace.ts';
import type { Clients } from './clients.ts';
import type { Core } from './core.ts';
import type { Observability } from './observability.ts';

export interface SlackOptions {
  config: Config;
  runtime: Pick<Runtime, 'clock' | 'random' | 'wait'>;
  log: Logger;
  store: Store;
  queue: Queue<KeptRequest>;
  grants: GrantBook;
  inFlight: InFlight;
  clients: Clients;
  core: Core;
  transport: Pick<Transport, 'connected' | 'refusal'>;
  observability: Pick<Observability, 'metrics'>;
}

/** Composes what people meet in Slack and registers it with Bolt. Gives the inbox, which is to be started. */
export function registerSlack(bolt: App, options: SlackOptions): Inbox {
  const { config, log, store, queue, grants, inFlight, core, transport, observability } = options;
  const { fetch, web, pace, gateway } = options.clients;
  const { clock, random, wait } = options.runtime;
  const { starter, control, access, roles, expectsEvents } = core;
  const { tasks, history, drafts, check, examine, risks } = store;
  const { applications } = config.trtc;
  const forms = createForms(web.forms, log);
  const presets = createPresets({ store: store.presets, history, applications, logger: log, clock });
  const start = createStart({
    starter,
    access,
    applications,
    drafts,
    presets,
    tasks,
    forms,
    logger: log,
    random,
  });
  const preset = presetCommand({ presets, applications, access });
  const desk = createTaskDesk({ control, tasks, history, access, forms, logger: log, random, clock });
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
    wait,
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
    observability.metrics.command,
  );
  const home = createHome({ tasks, presets, access, web, pace, fetch, logger: log, random, clock });
  const seal = createSeal(config.trtc.secretKey);
  const answering = { web: web.answering, pace, fetch, inFlight, logger: log, random };
  const traces = { current: currentTrace, within: withTrace };
  const inbox = register(bolt, {
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
  return inbox;
}
