import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Retry } from './delivery-http.ts';
import { isObject, parseJson } from './json.ts';
import type { Delivery, Request } from './types.ts';
import { bot } from './workspace.ts';

/** Slack's clients hang up after 30 s without a ping. */
const pingEveryMs = 10_000;

/** Socket Mode: hands out addresses, keeps the connections, and sends each envelope to one of them in turn. */
export class SocketHub {
  private readonly sockets = new WebSocketServer({ noServer: true });
  private readonly tickets = new Set<string>();
  private readonly acks = new Map<string, (payload: unknown) => void>();
  private readonly base: string;
  private readonly changed: () => void;
  private readonly pings: NodeJS.Timeout;
  private connected: WebSocket[] = [];
  private next = 0;

  constructor(server: Server, base: string, changed: () => void) {
    this.base = base;
    this.changed = changed;
    server.on('upgrade', (request, socket, head) => {
      if (!this.redeem(request)) return void socket.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
      this.sockets.handleUpgrade(request, socket, head, (connection) => this.welcome(connection));
    });
    this.pings = setInterval(() => {
      for (const connection of this.connected) connection.ping(String(Date.now()));
    }, pingEveryMs).unref();
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
    this.sockets.close();
  }

  private redeem(request: IncomingMessage): boolean {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://slack');
    return pathname === '/link/' && this.tickets.delete(searchParams.get('ticket') ?? '');
  }

  private welcome(connection: WebSocket): void {
    this.connected.push(connection);
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
