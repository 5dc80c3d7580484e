import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { TrtcApp } from './actions.ts';
import { type ApiCall, CallLog } from './calls.ts';
import { Changes } from './changes.ts';
import { type Fault, FaultPlan, type FaultTarget } from './faults.ts';
import { Pauses } from './pauses.ts';
import { RateLimit } from './rate-limit.ts';
import { createApiServer } from './server.ts';
import type { Credential } from './signature.ts';
import { type Task, TaskList } from './tasks.ts';

export type { TrtcApp } from './actions.ts';
export type { ApiAnswer, ApiCall, Outcome } from './calls.ts';
export type { Fault, FaultTarget } from './faults.ts';
export type { Task } from './tasks.ts';

export interface TrtcOptions {
  credential: Credential;
  apps: readonly TrtcApp[];
  /** default 0: a free one */
  port?: number;
  /** requests of each action in any sliding second; default 20, refused ones counted too */
  limitPerSecond?: number;
  /** how long a call takes before its work is done; default 0 */
  latencyMs?: number;
  /** ms since the epoch; default Date.now */
  now?: () => number;
}

export interface TrtcStandIn {
  /** http://127.0.0.1:PORT */
  readonly url: string;
  /** Every request in order of arrival, as of now: entries are replaced, never changed. So are tasks. */
  readonly calls: readonly ApiCall[];
  readonly tasks: readonly Task[];
  /** Makes the next matching calls fail; each call takes the oldest fault that matches it, and only that one. */
  fail(fault: Fault, where?: FaultTarget): void;
  /** Lets the stalled calls go on: their work is done even where the client has given up. */
  release(): void;
  /**
   * Resolves as soon as the predicate holds: asked now and after each change.
   * @throws what the predicate throws, or an Error where `close` comes first.
   */
  until(predicate: (trtc: TrtcStandIn) => boolean): Promise<void>;
  /** @returns the function that ends the subscription. */
  onChange(listener: () => void): () => void;
  /** Forgets calls, tasks, faults and counts, and ends the connections of calls still under way. */
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
  const changes = new Changes();
  const changed = () => changes.notify();
  const calls = new CallLog(changed);
  const tasks = new TaskList(changed);
  const faults = new FaultPlan();
  const pauses = new Pauses();
  const rateLimit = new RateLimit();
  const api = { credential, apps, tasks };
  const server = createApiServer({ api, calls, faults, pauses, rateLimit, limitPerSecond, latencyMs, now });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  const standIn: TrtcStandIn = {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    get calls() {
      return calls.all;
    },
    get tasks() {
      return tasks.all;
    },
    fail: (fault, where = {}) => faults.add(fault, where),
    release: () => pauses.release(),
    until: (predicate) => changes.until(() => predicate(standIn)),
    onChange: (listener) => changes.subscribe(listener),
    reset: () => {
      for (const part of [pauses, calls, tasks, faults, rateLimit]) part.reset();
      changed();
    },
    close: async () => {
      changes.close();
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
