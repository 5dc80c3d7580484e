import { createHash } from 'node:crypto';
import type { App } from '@slack/bolt';
import type { Logger } from 'pino';
import { createInFlight, type InFlight } from '../async/in-flight.ts';
import type { Config } from '../config.ts';
import { createGrantBook, type GrantBook } from '../ingest/grants.ts';
import { createHandleOf } from '../ingest/handle.ts';
import { createBoards } from '../ingest/shows/boards.ts';
import type { Runtime } from '../runtime.ts';
import type { Transport } from '../slack/api/transport.ts';
import type { Inbox, KeptRequest } from '../slack/listeners/inbox.ts';
import type { Store } from '../storage/open.ts';
import { createBolt, createTransport } from './bolt.ts';
import { type Clients, createClients } from './clients.ts';
import { type Core, createCore } from './core.ts';
import { createObservability } from './observability.ts';
import { createRoutes } from './routes.ts';
import { startRules } from './rules.ts';
import { registerSlack } from './slack.ts';

export interface BotOptions {
  config: Config;
  runtime: Runtime;
  log: Logger;
  store: Store;
}

/** What the bot is made of, as far as its start and its stop have to do with it. */
export interface Bot {
  grants: GrantBook;
  clients: Clients;
  core: Core;
  transport: Transport;
  bolt: App;
  inbox: Inbox;
  /** Work that goes on after its request was acknowledged. */
  inFlight: InFlight;
}

/** Composes all of the bot on an open store. Nothing is called, listened on or begun. */
export function createBot(options: BotOptions): Bot {
  const { log, store } = options;
  const inFlight = createInFlight();
  const grants = createGrantBook(store.grants, log);
  const queue = store.queue<KeptRequest>('requests');
  const observability = createObservability({ ...options, queue });
  const handleOf = createHandleOf(sha256);
  const boards = createBoards({ runs: store.runs, tasks: store.tasks, handleOf });
  const clients = createClients({ ...options, boards, observability });
  const rules = startRules(options.config);
  const base = { ...options, rules, handleOf, boards, queue, grants, inFlight, observability, clients };
  const core = createCore(base);
  const routes = createRoutes({ ...base, core, connected: () => transport.connected() });
  const transport: Transport = createTransport(base, routes);
  const bolt = createBolt(base, transport);
  const inbox = registerSlack(bolt, { ...base, core, transport });
  return { grants, clients, core, transport, bolt, inbox, inFlight };
}

function sha256(text: string): Uint8Array {
  return createHash('sha256').update(text).digest();
}
