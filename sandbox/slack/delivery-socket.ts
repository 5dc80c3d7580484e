import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Retry } from './delivery-http.ts';
import { isObject, parseJson } from './json.ts';
import type { Delivery, Request, SocketOddity } from './types.ts';
import { bot } from './workspace.ts';

/** Slack's clients hang up after 30 s without a ping. */
const pingEveryMs = 10_000;

/** What a client notes of a socket that was cut; nobody can send it. */
const withoutFrame = 1006;

/** Socket Mode: hands out addresses, keeps the connections, and sends each envelope to one of them in turn. */
export class SocketHub {
  private readonly sockets = new WebSocketServer({ noServer: true });
  private readonly tickets = new Set<string>();
  private readonly acks = new Map<string, (payload: unknown) => void>();
  private readonly base: string;
  private readonly changed: () => void;
  private readonly pings: NodeJS.Timeout;
  private readonly oddities: SocketOddity[] = [];
  private readonly waiting = new Set<Duplex | WebSocket>();
  private readonly deaf = new Set<WebSocket>();
  /** The most that were connected at once since the beginning. */
  mostAtOnce = 0;
  private connected: WebSocket[] = [];
  private next = 0;

  constructor(server: Server, base: string, changed: () => void) {
    this.base = base;
    this.changed = changed;
    server.on('upgrade', (request, socket, head) => {
      if (!this.redeem(request)) return void socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
      const oddity = this.oddities.shift();
      if (oddity?.kind === 'refused')
        return void socket.end(`HTTP/1.1 ${oddity.status} Refused\r\ncontent-length: 0\r\n\r\n`);
      if (oddity?.kind === 'reset') return void socket.destroy();
      // One that is not read would not be seen to end.
      if (oddity?.kind === 'unanswered') return void this.keepWaiting(socket.resume());
      this.sockets.handleUpgrade(request, socket, head, (connection) => this.greet(connection, oddity));
    });
    this.pings = setInterval(() => {
      for (const connection of this.connected) connection.ping(String(Date.now()));
    }, pingEveryMs).unref();
  }

  /** What the next sockets meet instead of a greeting, in order. */
  meet(oddities: readonly SocketOddity[]): void {
    this.oddities.push(...oddities);
  }

  /** How many wait for a greeting. */
  get waitingSockets(): number {
    return this.waiting.size;
  }

  /** Hears nothing on the sockets there are any more, not even that they are closed, though what it says arrives. */
  deafen(): void {
    for (const connection of this.connected) {
      connection.pause();
      this.deaf.add(connection);
    }
  }

  get connections(): number {
    return this.connected.length;
  }

  /** For one connection, as apps.connections.open answers it. */
  newUrl(): string {
    const ticket = randomUUID();
    this.tickets.add(ticket);
    return `${this.base}/link/?ticket=${ticket}&app_id=${bot.appId}`;
  }

  async deliver(request: Request, ackWithinMs: number, retry?: Retry): Promise<Delivery> {
    const started = performance.now();
    const took = () => Math.round(performance.now() - started);
    const connection = this.connected[this.next++ % Math.max(this.connected.length, 1)];
    if (connection === undefined) {
      return { request, status: 0, body: undefined, ackedAfterMs: 0, failure: 'dispatch_failed' };
    }
    const acked = await this.send(connection, request, ackWithinMs, retry);
    if (acked === undefined) {
      return { request, status: 0, body: undefined, ackedAfterMs: took(), failure: 'operation_timeout' };
    }
    return { request, status: 200, body: acked.payload, ackedAfterMs: took() };
  }

  /** Tells every connection to come back on a new one, as Slack does every few hours. */
  disconnect(reason: 'warning' | 'refresh_requested' | 'link_disabled' | 'too_many_websockets'): void {
    const goodbye = JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'applink' } });
    for (const connection of this.connected) connection.send(goodbye);
  }

  /** Cuts every connection without a word. */
  drop(): void {
    for (const connection of this.connected) connection.terminate();
  }

  close(): void {
    clearInterval(this.pings);
    this.drop();
    for (const each of this.waiting) 'terminate' in each ? each.terminate() : each.destroy();
    this.hangUpOnDeaf();
    this.sockets.close();
  }

  private redeem(request: IncomingMessage): boolean {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://slack');
    return pathname === '/link/' && this.tickets.delete(searchParams.get('ticket') ?? '');
  }

  private greet(connection: WebSocket, oddity: SocketOddity | undefined): void {
    if (oddity === undefined) this.welcome(connection);
    else if (oddity.kind !== 'closed') this.keepWaiting(connection);
    else if (oddity.code === withoutFrame) connection.terminate();
    else connection.close(oddity.code);
    if (oddity?.kind === 'late')
      void oddity.until.then(() => {
        this.waiting.delete(connection);
        if (connection.readyState === connection.OPEN) this.welcome(connection);
      });
  }

  private keepWaiting(socket: Duplex | WebSocket): void {
    this.waiting.add(socket);
    socket.on('error', () => {});
    if (!('terminate' in socket)) socket.on('end', () => socket.destroy());
    socket.on('close', () => {
      this.waiting.delete(socket);
      this.changed();
    });
    this.changed();
  }

  /** As Slack does in the end: whoever comes back is no second connection then. */
  private hangUpOnDeaf(): void {
    for (const connection of this.deaf) connection.terminate();
    this.connected = this.connected.filter((one) => !this.deaf.has(one));
    this.deaf.clear();
  }

  private welcome(connection: WebSocket): void {
    this.hangUpOnDeaf();
    this.connected.push(connection);
    this.mostAtOnce = Math.max(this.mostAtOnce, this.connected.length);
    connection.on('message', (data) => this.receive(parseJson(data.toString())));
    connection.on('close', () => {
      this.connected = this.connected.filter((one) => one !== connection);
      this.changed();
    });
    const hello = {
      type: 'hello',
      num_connections: this.connected.length,
      debug_info: { host: 'applink', build_number: 1, approximate_connection_time: 18_060 },
      connection_info: { app_id: bot.appId },
    };
    connection.send(JSON.stringify(hello));
    this.changed();
  }

  private receive(message: unknown): void {
    if (!isObject(message) || typeof message.envelope_id !== 'string') return;
    this.acks.get(message.envelope_id)?.(message.payload);
  }

  private send(
    connection: WebSocket,
    { kind, body }: Request,
    ackWithinMs: number,
    retry: Retry | undefined,
  ): Promise<{ payload: unknown } | undefined> {
    const envelope_id = randomUUID();
    return new Promise((resolve) => {
      const settle = (ack: { payload: unknown } | undefined) => {
        clearTimeout(timer);
        this.acks.delete(envelope_id);
        connection.off('close', gone);
        resolve(ack);
      };
      const gone = () => settle(undefined);
      const timer = setTimeout(() => settle(undefined), ackWithinMs);
      connection.on('close', gone);
      this.acks.set(envelope_id, (payload) => settle({ payload: isEmpty(payload) ? undefined : payload }));
      const attempt = retry && { retry_attempt: retry.num, retry_reason: retry.reason };
      const answers = { accepts_response_payload: kind !== 'events_api' };
      connection.send(JSON.stringify({ envelope_id, payload: body, type: kind, ...answers, ...attempt }));
    });
  }
}

/** A bare ack() arrives as {}. */
function isEmpty(payload: unknown): boolean {
  return isObject(payload) && Object.keys(payload).length === 0;
}
