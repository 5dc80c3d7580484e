import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Certificate } from '../tls/certificate.ts';
import { originsOf } from '../tls/origins.ts';
import type { AnswerOfGone, TrtcApp } from './actions.ts';
import type { CallbackDelivery, Wait } from './callback-delivery.ts';
import type { Emit, EventStyle } from './callback-event.ts';
import type { CallbackAnswer, CallbackTarget } from './callback-post.ts';
import { Callbacks, type EventForgery } from './callbacks.ts';
import type { ApiCall } from './calls.ts';
import { Changes } from './changes.ts';
import { failSource } from './dead-source.ts';
import { type Fault, FaultPlan, type FaultTarget } from './faults.ts';
import { OutcomeLog } from './outcome-log.ts';
import { Pauses } from './pauses.ts';
import { RateLimit } from './rate-limit.ts';
import type { EmitRoom, RoomEvent } from './room-event.ts';
import { createApiServer } from './server.ts';
import type { Credential } from './signature.ts';
import { sourceOf, type TaskSource } from './source.ts';
import { type Task, TaskList } from './tasks.ts';

export type { AnswerOfGone, TrtcApp } from './actions.ts';
export type { CallbackDelivery, CallbackOutcome, Wait } from './callback-delivery.ts';
export type { EventStyle, TrtcEvent } from './callback-event.ts';
export type { CallbackAnswer, CallbackTarget } from './callback-post.ts';
export type { EventForgery } from './callbacks.ts';
export type { ApiAnswer, ApiCall, Outcome } from './calls.ts';
export type { Fault, FaultTarget } from './faults.ts';
export type { RoomEvent } from './room-event.ts';
export type { TaskSource } from './source.ts';
export type { Task } from './tasks.ts';

export interface TrtcOptions {
  credential: Credential;
  apps: readonly TrtcApp[];
  /** tasks from before; default none, and none after a reset */
  tasks?: readonly Task[];
  /** Whether the media at a URL can be pulled; default all. What cannot fails from the first second: see dead-source.ts. */
  canPull?: (streamUrl: string) => boolean;
  /** default 0: a free one */
  port?: number;
  /** requests of each action in any sliding second; default 20, refused ones counted too */
  limitPerSecond?: number;
  /** how long a call takes before its work is done; default 0 */
  latencyMs?: number;
  /** ms since the epoch; default Date.now */
  now?: () => number;
  /** default none: no events are sent */
  callback?: CallbackTarget;
  /** default as in the document's example, and of streams alone */
  eventStyle?: Partial<EventStyle>;
  /** passes the time of callbacks: 5000 ms for an answer, 10000 ms until one is sent again; default real time */
  wait?: Wait;
  /** With it, the API speaks https. */
  certificate?: Certificate;
}

export interface TrtcStandIn {
  /** http://127.0.0.1:PORT, or https:// */
  readonly url: string;
  /** The address from which each TCP connection came, in order: a proxy can have one of its own. */
  readonly origins: readonly string[];
  /** Every request in order of arrival, as of now: entries are replaced, never changed. So are tasks. */
  readonly calls: readonly ApiCall[];
  /** Every task since the last reset, ended ones too, in order of start, with its robot (userId) and its room. */
  readonly tasks: readonly Task[];
  /** Every event at every time that it was sent, in order. */
  readonly callbacks: readonly CallbackDelivery[];
  /** The same of rooms and media. */
  readonly roomCallbacks: readonly CallbackDelivery<RoomEvent>[];
  /** How events are sent from now on; `reset` leaves it. */
  readonly eventStyle: EventStyle;
  /**
   * Makes the next matching calls fail; each call takes the oldest fault that matches it, and only that one.
   * @returns the function that takes the fault back: with `times: Infinity`, TRTC is well again from then on.
   */
  fail(fault: Fault, where?: FaultTarget): () => void;
  /** How updates of tasks that are gone are answered; default by an error, which only the page of errors knows. */
  updatesOfGone: AnswerOfGone;
  /** Lets the stalled calls go on: their work is done even where the client has given up. */
  release(): void;
  /** Where events go from now on, those to be sent again too; undefined: nowhere. */
  callbackTo(target: CallbackTarget | undefined): void;
  /** @throws Error where no such task runs. */
  source(taskId: string): TaskSource;
  /**
   * Posts an event as it is, once and off the record; a string is a raw body.
   * @returns how it was answered.
   * @throws Error where no callback is configured, or where no answer comes.
   */
  sendEvent(event: object | string, forgery?: EventForgery): Promise<CallbackAnswer>;
  /**
   * Resolves as soon as the predicate holds: asked now and after each change.
   * @throws what the predicate throws, or an Error where `close` comes first.
   */
  until(predicate: (trtc: TrtcStandIn) => boolean): Promise<void>;
  /** @returns the function that ends the subscription. */
  onChange(listener: () => void): () => void;
  /** Forgets calls, tasks, callbacks, faults and counts, and ends what is still under way; `callbackTo` stays. */
  reset(): void;
  /** Ends every connection, hanging ones too. */
  close(): Promise<void>;
}

/**
 * A strict stand-in of Tencent Cloud's TRTC API (service trtc, version 2019-07-22) on 127.0.0.1, for the official
 * SDK with `protocol: 'http://'` and the URL's host and port as `endpoint`. It verifies signatures, UserSigs,
 * PrivateMapKeys and every documented rule.
 */
export async function startTrtc(options: TrtcOptions): Promise<TrtcStandIn> {
  const { credential, apps, port = 0, limitPerSecond = 20, latencyMs = 0, now = Date.now } = options;
  const { canPull = () => true } = options;
  const changes = new Changes();
  const changed = () => changes.notify();
  const pauses = new Pauses();
  const callbacks = new Callbacks({ changed, now, wait: options.wait, life: () => pauses.signal });
  callbacks.target = options.callback;
  Object.assign(callbacks.style, options.eventStyle);
  const emit: Emit = (news, task) => callbacks.emit(news, task);
  const emitRoom: EmitRoom = (news, occupant, reason) => callbacks.emitRoom(news, occupant, reason);
  const calls = new OutcomeLog<ApiCall>(changed);
  const lacksSource = (task: Task) => tasks.lacksSource(task);
  const tasks = new TaskList(changed, emit, emitRoom, (task, failsAfterMs) => {
    void failSource(task, failsAfterMs, { emit, lacksSource, wait: options.wait, life: pauses.signal });
  });
  for (const task of options.tasks ?? []) tasks.restore(task);
  const faults = new FaultPlan();
  const rateLimit = new RateLimit();
  let updatesOfGone: AnswerOfGone = 'error';
  const api = { credential, apps, tasks, canPull, updatesOfGone: () => updatesOfGone };
  const parts = { api, calls, faults, pauses, rateLimit, limitPerSecond, latencyMs, now };
  const server = createApiServer(parts, options.certificate);
  const origins = originsOf(server);
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  const standIn: TrtcStandIn = {
    url: `http${options.certificate === undefined ? '' : 's'}://127.0.0.1:${portOf(server.address())}`,
    origins,
    get calls() {
      return calls.all;
    },
    get tasks() {
      return tasks.all;
    },
    get callbacks() {
      return callbacks.all;
    },
    get updatesOfGone() {
      return updatesOfGone;
    },
    set updatesOfGone(answer) {
      updatesOfGone = answer;
      changed();
    },
    get roomCallbacks() {
      return callbacks.ofRooms;
    },
    eventStyle: callbacks.style,
    fail: (fault, where = {}) => faults.add(fault, where),
    release: () => pauses.release(),
    callbackTo: (target) => {
      callbacks.target = target;
    },
    source: (taskId) => sourceOf(taskId, { tasks, emit, emitRoom, now }),
    sendEvent: (event, { sign, sdkAppId = apps[0]?.sdkAppId ?? 0 } = {}) =>
      callbacks.send(event, sdkAppId, sign),
    until: (predicate) => changes.until(() => predicate(standIn)),
    onChange: (listener) => changes.subscribe(listener),
    reset: () => {
      for (const part of [pauses, calls, tasks, callbacks, faults, rateLimit]) part.reset();
      changed();
    },
    close: async () => {
      changes.close();
      callbacks.target = undefined;
      pauses.reset();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
  return standIn;
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}
