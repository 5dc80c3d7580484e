import type { FetchFunction } from '@slack/web-api';
import type { Logger } from 'pino';
import { createPauses } from '../async/pauses.ts';
import type { Config } from '../config.ts';
import type { Directory } from '../ingest/access.ts';
import type { Gateway, Notifier } from '../ingest/ports.ts';
import type { Boards } from '../ingest/shows/boards.ts';
import type { Probe } from '../ingest/source-check.ts';
import { createDispatchers, type Dispatchers } from '../network/dispatchers.ts';
import { mayNeedProxy } from '../network/route.ts';
import { createProbe } from '../probe/probe.ts';
import type { Runtime } from '../runtime.ts';
import { type BoardMessages, createBoardMessages } from '../slack/answers/board-messages.ts';
import { createMarkedMessages } from '../slack/answers/marked-messages.ts';
import { createNotifier } from '../slack/answers/notifier.ts';
import { createShowNotifier } from '../slack/answers/show-notifier.ts';
import { watchedFetch } from '../slack/api/api-call.ts';
import { boltLogger } from '../slack/api/bolt-logger.ts';
import { createDirectory } from '../slack/api/directory.ts';
import { through } from '../slack/api/fetch.ts';
import { createReadFile, type ReadFile } from '../slack/api/files.ts';
import { createPace, type Pace } from '../slack/api/pace.ts';
import { createGrantedScopes, type GrantedScopes } from '../slack/api/scopes.ts';
import { createWebClients, type WebClients } from '../slack/api/web-clients.ts';
import type { Store } from '../storage/open.ts';
import { createTrtcClients } from '../trtc/client.ts';
import { createGateway } from '../trtc/gateway.ts';
import type { Observability } from './observability.ts';

export interface ClientsOptions {
  config: Config;
  runtime: Pick<
    Runtime,
    | 'clock'
    | 'stopwatch'
    | 'random'
    | 'lookup'
    | 'fetch'
    | 'wait'
    | 'retry'
    | 'slackPace'
    | 'gatherMs'
    | 'callsPerSecond'
  >;
  log: Logger;
  store: Pick<Store, 'limit' | 'pace' | 'runs' | 'runNews' | 'tasks' | 'leases'>;
  boards: Boards;
  observability: Pick<Observability, 'slackCall' | 'trtcCall'>;
}

/** A form waits three seconds for its answer, of which the way to the bot and back takes some. */
const fileMs = 2_000;

/** The ways from the bot to Slack, to TRTC and to sources, and the domain's ports on them. */
export interface Clients {
  dispatchers: Dispatchers;
  fetch: FetchFunction;
  web: WebClients;
  pace: Pace;
  directory: Directory;
  scopes: Pick<GrantedScopes, 'has'>;
  readFile: ReadFile;
  notifier: Notifier;
  boardMessages: BoardMessages;
  gateway: Gateway;
  /** Looks at sources; connects directly to where it may. */
  probe: Probe;
  /** Lets nothing wait for its turn any longer than a moment: to be called before the process ends. */
  stopWaiting(): void;
  /** Ends idle connections; nothing is to be called after that. */
  close(): Promise<void>;
}

/** Composes the clients, whose calls are watched and keep the limits of the store. Calls nothing. */
export function createClients(options: ClientsOptions): Clients {
  const { config, runtime, log, store, boards, observability } = options;
  const { clock, stopwatch, random, lookup, wait, retry } = runtime;
  const { apiUrl, botToken } = config.slack;
  const { applications } = config.trtc;
  const dispatchers = createDispatchers(config.proxies, (error) =>
    log.warn({ error }, 'The socket to Slack cannot be opened'),
  );
  const scopes = createGrantedScopes();
  const fetchThrough = through(dispatchers, runtime.fetch);
  const fetch = watchedFetch(apiUrl, {
    fetch: fetchThrough,
    stopwatch,
    onCall(call) {
      scopes.note(call);
      observability.slackCall(call);
    },
  });
  const web = createWebClients({
    ...{ token: botToken, apiUrl, fetch, retry: retry.slack },
    logger: boltLogger(log),
  });
  const pace = createPace({ shared: store.pace, limits: runtime.slackPace, clock });
  const directory = createDirectory({
    web: web.asking,
    groups: [...config.access.groups, ...config.access.adminGroups],
    clock,
    logger: log,
  });
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
    limit: store.limit,
    callsPerSecond: runtime.callsPerSecond,
    retry: retry.trtc,
  });

  const told = { logger: log, clock };
  const messages = createMarkedMessages(web.posting, pace, log);
  const posting = { web: web.posting, pace, messages, retry: retry.slack };
  const alone = createNotifier({ ...posting, logger: log, checks: config.probe !== 'off' });
  const boardMessages = createBoardMessages({
    ...{ ...posting, ...told, boards, runs: store.runs, leases: store.leases },
    ...{ random, wait },
  });
  const pauses = createPauses(wait);

  return {
    ...{ dispatchers, fetch, web, pace, directory, gateway, scopes },
    readFile: createReadFile({
      ...{ web: web.forms, fetch: fetchThrough, token: botToken, apiUrl },
      deadline: { ms: fileMs, wait },
    }),
    probe: createProbe({
      allow: config.probeAllow,
      lookup,
      isProxied: (url) => mayNeedProxy(url, config.proxies),
      ...{ clock, wait, random },
    }),
    notifier: createShowNotifier({
      ...{ ...told, alone, boardMessages, boards, messages, pauses },
      ...{ runNews: store.runNews, tasks: store.tasks, leases: store.leases },
      ...{ gatherMs: runtime.gatherMs, wait, random },
    }),
    boardMessages,
    stopWaiting() {
      pace.stop();
      pauses.stop();
    },
    async close() {
      trtcClients.close();
      await dispatchers.close();
    },
  };
}
