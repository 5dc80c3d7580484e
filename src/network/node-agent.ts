import { type AgentOptions, type ClientRequest, Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent, type RequestOptions } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { HttpProxyAgent } from 'http-proxy-agent';
import { withDeadline } from '../async/deadline.ts';
import { realWait } from '../async/wait.ts';
import { authorizationOf, type ProxyServer, portOf } from './proxy.ts';
import { ProxyFailure } from './proxy-failure.ts';
import { type Proxies, routeTo } from './route.ts';
import { openTunnel, troubleOf } from './tunnel.ts';

type Connected = (error: Error | null, stream: Duplex) => void;

/** An agent of Node's own client for all requests to one address, which go through its proxy or past it. */
export function nodeAgentFor(url: URL, proxies: Proxies, options: AgentOptions): HttpAgent {
  const route = routeTo(url, proxies);
  const isSecure = url.protocol === 'https:';
  if (route.kind === 'direct') return isSecure ? new HttpsAgent(options) : new HttpAgent(options);
  return isSecure
    ? new TunnelAgent(route.proxy, `${url.hostname}:${portOf(url)}`, proxies.openWithinMs, options)
    : new ForwardAgent(route.proxy, proxies.openWithinMs, options);
}

/** For https: an own way through the proxy for each connection, which is kept like any other. */
class TunnelAgent extends HttpsAgent {
  readonly #proxy: ProxyServer;
  readonly #target: string;
  readonly #withinMs: number;

  constructor(proxy: ProxyServer, target: string, withinMs: number, options: AgentOptions) {
    super(options);
    this.#proxy = proxy;
    this.#target = target;
    this.#withinMs = withinMs;
  }

  /** Nothing is handed out before TLS stands: until then it is certain that no request has left. */
  override createConnection(options: RequestOptions, connected: Connected): undefined {
    const fail = (error: Error) => connected(error, undefined as never);
    openTunnel(this.#proxy, this.#target, this.#withinMs).then((socket) => {
      const over = { ...options, socket };
      const secured = super.createConnection(over) as Socket;
      const silent = new ProxyFailure(this.#proxy, this.#target, {
        kind: 'silent',
        seconds: this.#withinMs / 1000,
      });
      const timer = setTimeout(() => secured.destroy(silent), this.#withinMs);
      secured.once('error', fail).once('secureConnect', () => {
        clearTimeout(timer);
        secured.off('error', fail);
        connected(null, secured);
      });
      secured.once('close', () => clearTimeout(timer));
    }, fail);
  }
}

/** For http: the proxy is asked for the whole address. */
class ForwardAgent extends HttpProxyAgent<string> {
  readonly #proxy: ProxyServer;
  readonly #withinMs: number;

  constructor(proxy: ProxyServer, withinMs: number, options: AgentOptions) {
    const authorization = authorizationOf(proxy);
    const headers = authorization === undefined ? {} : { 'Proxy-Authorization': authorization };
    super(proxy.address, { ...options, headers });
    this.#proxy = proxy;
    this.#withinMs = withinMs;
  }

  override async connect(
    ...[request, options]: Parameters<HttpProxyAgent<string>['connect']>
  ): Promise<Socket> {
    const target = String((request as ClientRequest).getHeader('host'));
    const deadline = { ms: this.#withinMs, wait: realWait };
    try {
      return await withDeadline(super.connect(request, options), deadline, () => {
        const seconds = this.#withinMs / 1000;
        throw new ProxyFailure(this.#proxy, target, { kind: 'silent', seconds });
      });
    } catch (error) {
      if (error instanceof ProxyFailure) throw error;
      throw new ProxyFailure(this.#proxy, target, troubleOf(error as Error), { cause: error });
    }
  }
}
