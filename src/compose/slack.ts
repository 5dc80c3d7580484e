import type { App } from '@slack/bolt';
import type { Logger } from 'pino';
import type { InFlight } from '../async/in-flight.ts';
import type { Config } from '../config.ts';
import type { GrantBook } from '../ingest/grants.ts';
import { createPresets } from '../ingest/presets.ts';
import type { StartRules } from '../ingest/request.ts';
import { createShows } from '../ingest/shows/shows.ts';
import { createSourceChecks } from '../ingest/source-check.ts';
import type { Queue } from '../ingest/storage-ports.ts';
import { routeTo } from '../network/route.ts';
import type { Runtime } from '../runtime.ts';
import { createCheckSource } from '../slack/actions/check-source.ts';
import { createHome } from '../slack/actions/home.ts';
import { createKeptDrafts } from '../slack/actions/kept-drafts.ts';
import { createLists } from '../slack/actions/lists.ts';
import { createShowBoard } from '../slack/actions/show-board.ts';
import { createShowActions } from '../slack/actions/shows.ts';
import { createStart } from '../slack/actions/start.ts';
import { createStopTasks } from '../slack/actions/stop-tasks.ts';
import { createTaskActions } from '../slack/actions/tasks.ts';
import { createAuthorizer } from '../slack/answers/authorize.ts';
import { createForms } from '../slack/answers/forms.ts';
import { createHomePublisher } from '../slack/answers/home-publisher.ts';
import { createPermalink } from '../slack/api/permalink.ts';
import type { Transport } from '../slack/api/transport.ts';
import { createDispatcher } from '../slack/commands/dispatch.ts';
import { emptyForm } from '../slack/commands/start-command.ts';
import { createCommands } from '../slack/commands/table.ts';
import { createDoctor } from '../slack/doctor/doctor.ts';
import { createDoors } from '../slack/listeners/doors.ts';
import { registerHome } from '../slack/listeners/home-tab.ts';
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
  rules: StartRules;
  transport: Pick<Transport, 'connected' | 'refusal'>;
  observability: Pick<Observability, 'metrics'>;
}

/** Composes what people meet in Slack and registers it with Bolt. Gives the inbox, which is to be started. */
export function registerSlack(bolt: App, options: SlackOptions): Inbox {
  const { config, log, store, queue, grants, inFlight, core, rules, transport, observability } = options;
  const { fetch, web, pace, gateway, probe, scopes, readFile } = options.clients;
  const { clock, random, wait } = options.runtime;
  const { starter, control, access, roles, expectsEvents } = core;
  const { tasks, history, drafts, check, examine, risks } = store;
  const { applications } = config.trtc;
  const presets = createPresets({ store: store.presets, history, rules, logger: log, clock });
  const seal = createSeal(config.trtc.secretKey);
  const keptDrafts = createKeptDrafts({ drafts, seal, logger: log, random });
  const start = createStart({
    ...{ starter, rules, presets, tasks, drafts: keptDrafts },
    ...{ logger: log, clock, random },
  });
  const taskActions = createTaskActions({ control, tasks, rules, clock });
  const stop = createStopTasks({ control, tasks, taskActions, clock });
  const lists = createLists({ tasks, history, clock });
  const sourceChecks = createSourceChecks({ probe, mode: config.probe, clock });
  const checkSource = createCheckSource({ checks: sourceChecks, presets, tasks, clock });
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
  const forms = createForms(web.forms, log);
  const authorizer = createAuthorizer({ access, forms, logger: log, random });
  const shows = createShows({ store: store.shows, history, rules, logger: log, clock });
  const showActions = createShowActions({
    ...{ shows, presets, runner: core.shows, applications, forms, scopes, readFile },
    ...{ logger: log, random, clock },
  });
  const showBoard = createShowBoard({
    ...{ shows, runner: core.shows, rowChecks: core.rowChecks, checks: rules.mayLook },
    permalink: createPermalink(web.forms, log),
    isClosed: (user, channel) => authorizer.isChannelClosed('operator', user, channel),
    ...{ logger: log, random, clock },
  });
  const commands = createCommands({
    ...{
      start,
      stop,
      lists,
      checkSource,
      presets,
      showActions,
      showBoard,
      applications,
      grants,
      roles,
      doctor,
    },
    ...{ tasks: taskActions, taskStore: tasks, policy: config.access },
  });
  const dispatcher = createDispatcher(commands, {
    authorizer,
    bare: emptyForm(start),
    onRun: observability.metrics.command,
  });
  const home = createHome({ tasks, presets, shows, checks: rules.mayLook, clock });
  const doors = createDoors({
    ...{ start, tasks: taskActions, stop, lists, home, checkSource },
    ...{ showActions, showBoard },
  });
  const homePublisher = createHomePublisher({ web, pace, fetch, logger: log });
  const through = { doors, authorizer, homePublisher, inFlight };
  const answering = { ...through, web: web.answering, pace, fetch, logger: log, random };
  const traces = { current: currentTrace, within: withTrace };
  const inbox = register(bolt, { dispatcher, ...answering, queue, seal, traces, clock });
  registerHome(bolt, through);
  registerShortcuts(bolt, answering);
  return inbox;
}
