import type { Logger } from 'pino';
import { createIntervalLoop } from '../async/interval-loop.ts';
import { createPauses } from '../async/pauses.ts';
import type { Config } from '../config.ts';
import { type Access, createAccess, type Directory } from '../ingest/access.ts';
import { type Control, createControl } from '../ingest/control.ts';
import { createFailingSources } from '../ingest/failing-source.ts';
import { createFirstLooks } from '../ingest/first-looks.ts';
import type { GrantBook } from '../ingest/grants.ts';
import { type HandleOf, newHandle } from '../ingest/handle.ts';
import { createLeader } from '../ingest/leader.ts';
import { createMonitor } from '../ingest/monitor.ts';
import { createOutboxRelay } from '../ingest/outbox-relay.ts';
import type { Gateway, Notifier } from '../ingest/ports.ts';
import { createPresence, type Presence } from '../ingest/presence.ts';
import { recover } from '../ingest/recovery.ts';
import { readRequest, type StartRules } from '../ingest/request.ts';
import { createRoles, type Roles } from '../ingest/roles.ts';
import type { Boards } from '../ingest/shows/boards.ts';
import { createRowChecks, type RowChecks } from '../ingest/shows/check-rows.ts';
import type { ShowRun } from '../ingest/shows/run.ts';
import { createShowRunner, type ShowRunner } from '../ingest/shows/runner.ts';
import { createSeenRows } from '../ingest/shows/seen-rows.ts';
import type { Probe } from '../ingest/source-check.ts';
import { createTaskStarter, type TaskStarter } from '../ingest/start-task.ts';
import type { Queue } from '../ingest/storage-ports.ts';
import { createStreamEvents, type StreamEvents } from '../ingest/stream-events.ts';
import { createTransitions } from '../ingest/transitions.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { countingStarts } from '../metrics/metrics.ts';
import type { Runtime } from '../runtime.ts';
import type { BoardMessages } from '../slack/answers/board-messages.ts';
import type { Store } from '../storage/open.ts';

export interface CoreOptions {
  config: Config;
  runtime: Pick<Runtime, 'clock' | 'random' | 'wait' | 'sweepMs'>;
  log: Logger;
  store: Store;
  /** The requests that are kept until they are done. */
  queue: Pick<Queue<unknown>, 'has' | 'stop'>;
  grants: GrantBook;
  rules: StartRules;
  handleOf: HandleOf;
  boards: Boards;
  clients: {
    gateway: Gateway;
    directory: Directory;
    notifier: Notifier;
    boardMessages: BoardMessages;
    probe: Probe;
  };
  observability: { metrics: Pick<Metrics, 'start'> };
}

/** What the bot does, whoever asks for it and however. */
export interface Core {
  starter: TaskStarter;
  control: Control;
  shows: ShowRunner;
  rowChecks: RowChecks;
  access: Access;
  roles: Roles;
  streamEvents: StreamEvents;
  presence: Presence;
  /** Whether TRTC tells by events of its own what becomes of the sources of this application. */
  expectsEvents: (sdkAppId: number) => boolean;
  /** Settles what a process that died left half done; gives what is left to do. Throws StoreUnavailable. */
  recover(): ReturnType<typeof recover>;
  /** Begins what is done without being asked for: the monitor, the sweeps of the outbox, the election of the leader. */
  start(): void;
  /** Begins nothing more, takes nothing more from the queue; resolves when none of it is under way. */
  stop(): Promise<void>;
}

/** Composes the domain on an open store. */
export function createCore(options: CoreOptions): Core {
  const { config, log, store, queue, grants, rules, handleOf, boards, observability } = options;
  const { gateway, directory, notifier, boardMessages, probe } = options.clients;
  const { clock, random, wait, sweepMs } = options.runtime;
  const { applications } = config.trtc;
  const withEvents = new Set(applications.flatMap((app) => (app.callbackKey ? [app.sdkAppId] : [])));
  /** Without a key TRTC's events are not taken: what runs is known from looks alone. */
  const expectsEvents = (sdkAppId: number) => withEvents.has(sdkAppId);
  const { tasks, history, leases, runs } = store;
  const countStart = countingStarts(observability.metrics.start);
  const transitions = createTransitions({
    ...{ tasks, logger: log, clock },
    onEvent(event, task) {
      countStart(event);
      firstLooks.plan(event, task);
    },
  });
  const failingSources = createFailingSources({ probe, mode: config.probe, tasks, clock });
  const relay = createOutboxRelay({
    ...{ tasks, history, leases, failingSources, notifier },
    ...{ logger: log, clock, random, wait },
  });
  const starter = createTaskStarter({
    gateway,
    tasks,
    handleOf,
    notifier,
    transitions,
    relay,
    looks: { probe, mode: config.probe, clock },
    logger: log,
    clock,
    random,
    wait,
  });
  const pauses = createPauses(wait);
  const control = createControl({ gateway, tasks, transitions, relay, pauses, clock, expectsEvents });
  const showBoard = (run: ShowRun) => void boardMessages.show(run);
  const seenRows = createSeenRows({ runs, show: showBoard });
  const shows = createShowRunner({
    ...{ runs, boards, seenRows, starter, control, queue, handleOf, leases, pauses },
    poster: { ...boardMessages, show: showBoard },
    read: (draft) => readRequest(draft, rules),
    ...{ logger: log, clock, random, wait },
  });
  const rowChecks = createRowChecks({ probe, seenRows, boards, clock });
  const firstLooks = createFirstLooks({ tasks, control, expectsEvents, logger: log, clock, wait });
  const streamEvents = createStreamEvents({ tasks, transitions, relay, logger: log, clock, wait });
  const presence = createPresence({ tasks, control, transitions, relay, logger: log });
  const leader = createLeader({ leases, name: newHandle(random), wait, logger: log });
  const monitor = createMonitor({
    tasks,
    control,
    logger: log,
    leads: leader.leads,
    clock,
    expectsEvents,
    intervalMs: config.monitorIntervalSeconds * 1000,
    wait,
  });
  const sweeper = createIntervalLoop(() => relay.sweep(clock()), sweepMs, wait);

  return {
    ...{ starter, control, shows, rowChecks, streamEvents, presence, expectsEvents },
    access: createAccess(config.access, directory, grants),
    roles: createRoles({ policy: config.access, directory, grants, history, logger: log, clock }),
    recover: () => recover({ control, tasks, transitions, relay, queue, logger: log, clock }),
    start() {
      for (const part of [leader, monitor, sweeper]) part.start();
    },
    async stop() {
      starter.stop();
      pauses.stop();
      streamEvents.stop();
      await Promise.all([queue, monitor, sweeper, firstLooks].map((part) => part.stop()));
      await leader.stop();
    },
  };
}
