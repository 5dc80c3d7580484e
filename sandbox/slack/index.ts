import type { AddressInfo } from 'node:net';
import { originsOf } from '../tls/origins.ts';
import type { Actor } from './actor.ts';
import { deliverByHttp, type Retry } from './delivery-http.ts';
import { SocketHub } from './delivery-socket.ts';
import { type Desk, verificationToken } from './desk.ts';
import { eventRequest } from './events.ts';
import { Faults } from './faults.ts';
import { newId } from './ids.ts';
import { isObject, type JsonObject } from './json.ts';
import { documentedPace, Pace } from './pace.ts';
import { actor } from './person.ts';
import { ResponseUrls } from './response-urls.ts';
import { createSlackServer, type ServerParts } from './server.ts';
import { Triggers } from './triggers.ts';
import type {
  Change,
  Channel,
  Complaint,
  Delivery,
  Ephemeral,
  Fault,
  FaultPlace,
  Message,
  OpenView,
  Person,
  Request,
  SlackOptions,
  SocketOddity,
  Target,
  UserGroup,
  WebApiCall,
} from './types.ts';
import { untilFound } from './until.ts';
import { Views } from './views.ts';
import { Workspace } from './workspace.ts';

export type { Actor, CommandOptions, Where } from './actor.ts';
export type { Block, View } from './block-kit/types.ts';
export type { Entry } from './field-input.ts';
export { documentedPace } from './pace.ts';
export type { PressOptions } from './press.ts';
export type * from './types.ts';
export { bot, otherTeam, team } from './workspace.ts';

export interface SlackStandIn {
  /** http://127.0.0.1:PORT/api/, or https:// */
  readonly apiUrl: string;
  /** The address from which each TCP connection came, in order: a proxy can have one of its own. */
  readonly origins: readonly string[];
  /** Open Socket Mode connections. */
  readonly connections: number;
  /** Who and what there is; may be changed while it runs. */
  readonly people: Person[];
  readonly channels: Channel[];
  readonly groups: UserGroup[];
  readonly ephemerals: readonly Ephemeral[];
  readonly views: readonly OpenView[];
  readonly homes: readonly OpenView[];
  readonly calls: readonly WebApiCall[];
  /** What Slack itself told people went wrong with the app. */
  readonly complaints: readonly Complaint[];
  deliverTo(target: Target): void;
  /** Roots and replies, oldest first. */
  messages(channel: string): readonly Message[];
  /** The root and its replies. */
  thread(channel: string, ts: string): readonly Message[];
  person(userId: string): Actor;
  /** The direct messages of the app and a person, opened where they are not yet. */
  directMessages(userId: string): Channel;
  /** An event of any kind, such as app_uninstalled. */
  sendEvent(event: JsonObject): Promise<Delivery>;
  /** Event Subscriptions → Retry. True where the app answers with Slack's challenge: from then on events come. */
  verifyUrl(): Promise<boolean>;
  /** Sends the same request once more, marked as a retry. Its answer changes nothing here. */
  redeliver(delivery: Delivery): Promise<Delivery>;
  /** What the next sockets meet instead of a greeting, in order. */
  meetSockets(...oddities: SocketOddity[]): void;
  /** How many sockets wait for a greeting. */
  readonly waitingSockets: number;
  /** Hears nothing on the sockets there are any more, though what it says arrives: no pong comes from them. */
  deafen(): void;
  /** The most Socket Mode connections that were open at once so far. */
  readonly mostConnections: number;
  /** Asks the sockets to reconnect; `drop` cuts them without a word. */
  disconnect(
    reason: 'warning' | 'refresh_requested' | 'link_disabled' | 'too_many_websockets' | 'drop',
  ): void;
  /**
   * Makes the next matching calls fail, in order of asking.
   * @returns the function that takes the failure back: with `times: Infinity`, Slack is well again from then on.
   */
  fail(fault: Fault, where?: FaultPlace): () => void;
  until<T>(look: (slack: SlackStandIn) => T | undefined | false): Promise<T>;
  onChange(listener: (change: Change) => void): () => void;
  /** Back to the beginning; connections stay. */
  reset(): void;
  close(): Promise<void>;
}

const retry: Retry = { num: 1, reason: 'timeout' };

function listen(server: ReturnType<typeof createSlackServer>, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(`127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}

/** Starts a Slack workspace on 127.0.0.1 with one app in it. @throws where the port is taken */
export async function startSlack(options: SlackOptions): Promise<SlackStandIn> {
  const workspace = new Workspace(options);
  const views = new Views(workspace);
  const triggers = new Triggers(workspace.now);
  const faults = new Faults();
  const pace = new Pace(options.pace ?? documentedPace, workspace.now);
  const server = createSlackServer(() => parts, options.certificate);
  const origins = originsOf(server);
  const host = await listen(server, options.port ?? 0);
  const s = options.certificate === undefined ? '' : 's';
  workspace.files.base = `http${s}://${host}`;
  const responseUrls = new ResponseUrls(workspace, `http${s}://${host}/commands`);
  const changed = () => workspace.announce({ kind: 'connection' });
  const sockets = new SocketHub(server, `ws${s}://${host}`, changed);
  const parts: ServerParts = { workspace, views, triggers, sockets, faults, pace, responseUrls };
  const desk: Desk = { ...parts, deliver };
  const ackWithinMs = options.ackWithinMs ?? 3000;
  let target: Target | undefined;
  let end: (reason: Error) => void = () => {};
  const ended = new Promise<never>((_, reject) => {
    end = reject;
  });
  ended.catch(() => {});

  async function deliver(live: Request, again?: Retry): Promise<Delivery> {
    const request = structuredClone(live);
    if (target === undefined)
      throw new Error('call deliverTo first: Slack does not know where the app listens');
    if (target.mode === 'socket') return sockets.deliver(request, ackWithinMs, again);
    const { url, signingSecret = options.signingSecret, verified = true } = target;
    if (!verified && request.kind === 'events_api' && request.body.type !== 'url_verification')
      return { request, status: 0, body: undefined, ackedAfterMs: 0, failure: 'dispatch_failed' };
    return deliverByHttp(request, { url, signingSecret, ackWithinMs }, again);
  }

  /** https://docs.slack.dev/reference/events/url_verification */
  async function verifyUrl(): Promise<boolean> {
    const body = { token: verificationToken, challenge: newId('', 50), type: 'url_verification' };
    const answer = await deliver({ kind: 'events_api', body });
    const said = isObject(answer.body) ? answer.body.challenge : answer.body;
    const verified = answer.status === 200 && said === body.challenge;
    if (verified && target?.mode === 'http') target = { ...target, verified };
    return verified;
  }

  function forget(): void {
    for (const part of [views, triggers, responseUrls, faults, pace]) part.clear();
    workspace.reset();
  }

  const slack: SlackStandIn = {
    apiUrl: `http${s}://${host}/api/`,
    origins,
    get connections() {
      return sockets.connections;
    },
    get mostConnections() {
      return sockets.mostAtOnce;
    },
    get waitingSockets() {
      return sockets.waitingSockets;
    },
    deafen: () => sockets.deafen(),
    meetSockets: (...oddities) => sockets.meet(oddities),
    get people() {
      return workspace.people;
    },
    get channels() {
      return workspace.channels;
    },
    get groups() {
      return workspace.groups;
    },
    get ephemerals() {
      return workspace.ephemerals;
    },
    get views() {
      return views.open;
    },
    get homes() {
      return views.homes;
    },
    get calls() {
      return workspace.calls;
    },
    get complaints() {
      return workspace.complaints;
    },
    deliverTo: (next) => {
      target = next;
    },
    messages: (channel) => workspace.messages.filter((message) => message.channel === channel),
    thread: (channel, ts) =>
      workspace.messages.filter((one) => one.channel === channel && (one.ts === ts || one.thread_ts === ts)),
    person: (userId) => actor(desk, userId),
    directMessages: (userId) => workspace.directMessages(userId),
    sendEvent: async (event) => deliver(eventRequest(workspace, event)),
    verifyUrl,
    redeliver: async (delivery) => deliver(delivery.request, retry),
    disconnect: (reason) => (reason === 'drop' ? sockets.drop() : sockets.disconnect(reason)),
    fail: (fault, where) => faults.add(fault, where),
    until: (look) =>
      untilFound(
        () => look(slack),
        (listener) => workspace.onChange(listener),
        ended,
      ),
    onChange: (listener) => workspace.onChange(listener),
    reset: forget,
    close: () => {
      end(new Error('Slack was closed while somebody waited'));
      sockets.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      return closed;
    },
  };
  return slack;
}
