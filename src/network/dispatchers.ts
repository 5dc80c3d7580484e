import type { Socket } from 'node:net';
import { Agent, buildConnector, type Dispatcher, Pool } from 'undici';
import { authorizationOf, type ProxyServer, portOf } from './proxy.ts';
import { ProxyFailure } from './proxy-failure.ts';
import { type Proxies, routeTo } from './route.ts';
import { openTunnel, troubleOf } from './tunnel.ts';

/** The ways out of undici, which is what Slack is asked with. */
export interface Dispatchers {
  /** The way to an address; undefined for undici's own, if no proxy is set. */
  for(url: URL): Dispatcher | undefined;
  /** What a status says of the proxy that an http:// address was asked for through; undefined for an answer like any other. */
  refusal(url: URL, status: number): ProxyFailure | undefined;
  /** For WebSockets, one at a time; undefined if no proxy is set. */
  webSocket: Dispatcher | undefined;
  /** Ends all connections. */
  close(): Promise<void>;
}

/**
 * Makes the ways out through the proxies. Requests over them are rejected with a ProxyFailure if a proxy fails; of a
 * WebSocket `onSocketFailure` is told, since undici keeps the reason to itself.
 */
export function createDispatchers(
  proxies: Proxies,
  onSocketFailure: (error: Error) => void = () => {},
): Dispatchers {
  if (proxies.http === undefined && proxies.https === undefined) {
    return { for: () => undefined, refusal: () => undefined, webSocket: undefined, close: async () => {} };
  }
  const ways = new Agent({ connect: connectorFor(proxies) });
  const forwarder =
    proxies.http === undefined ? undefined : createForwarder(proxies.http, proxies.openWithinMs);
  const webSocket = new Agent({
    connect: oneAtATime(connectorFor(proxies), onSocketFailure),
    // Slack's client waits for ever for a socket to open, undici for five minutes.
    headersTimeout: proxies.openWithinMs,
  });
  return {
    for(url) {
      const isForwarded = url.protocol === 'http:' && routeTo(url, proxies).kind === 'proxy';
      // Also what goes past the proxies: undici's own way may be one of Node's, which reads NO_PROXY by another rule.
      return isForwarded ? forwarder?.dispatcher : ways;
    },
    refusal(url, status) {
      const route = routeTo(url, proxies);
      if (status !== 407 || url.protocol !== 'http:' || route.kind === 'direct') return undefined;
      return new ProxyFailure(route.proxy, url.host, { kind: 'refused', status });
    },
    webSocket,
    async close() {
      await Promise.all([ways, forwarder?.pool, webSocket].map((dispatcher) => dispatcher?.destroy()));
    },
  };
}

/** Connects through the proxy of an address by CONNECT, or directly. */
function connectorFor(proxies: Proxies): buildConnector.connector {
  // A WebSocket wants a connection of its own, which HTTP/2 would not give it.
  const connect = buildConnector({ allowH2: false, timeout: proxies.openWithinMs });
  return (options, connected) => {
    const { protocol, hostname, port } = options;
    const url = new URL(`${protocol}//${hostname}${port === '' ? '' : `:${port}`}`);
    const route = routeTo(url, proxies);
    if (route.kind === 'direct') return connect(options, connected);
    openTunnel(route.proxy, `${url.hostname}:${portOf(url)}`, proxies.openWithinMs).then(
      (socket) =>
        protocol === 'https:'
          ? connect({ ...options, httpSocket: socket }, connected)
          : connected(null, socket),
      (error: Error) => connected(error, null),
    );
  };
}

/**
 * A client that asks for a connection has given up the one before, but cannot end one whose far side is silent: only
 * who opened it can. Slack's own dispatcher does the same.
 */
function oneAtATime(
  connect: buildConnector.connector,
  onFailure: (error: Error) => void,
): buildConnector.connector {
  let last: Socket | undefined;
  return (options, connected) => {
    last?.destroy();
    connect(options, (...[error, socket]) => {
      last = socket ?? undefined;
      if (error === null) return connected(null, socket);
      onFailure(error);
      connected(error, null);
    });
  };
}

/** Asks the proxy for the whole address, as http:// is asked for (RFC 9112, 3.2.2). */
function createForwarder(proxy: ProxyServer, withinMs: number): { pool: Pool; dispatcher: Dispatcher } {
  const connect = buildConnector({ timeout: withinMs });
  const silent = { kind: 'silent', seconds: withinMs / 1000 } as const;
  const authorization = authorizationOf(proxy);
  const added = authorization === undefined ? {} : { 'proxy-authorization': authorization };
  const pool = new Pool(proxy.address, {
    connect: (options, connected) =>
      connect(options, (...[error, socket]) => {
        if (error === null) return connected(null, socket);
        const trouble = error.name === 'ConnectTimeoutError' ? silent : troubleOf(error);
        connected(new ProxyFailure(proxy, 'the far side', trouble, { cause: error }), null);
      }),
  });
  const dispatcher = pool.compose((dispatch) => (options, handler) => {
    const { origin = '', path, headers } = options;
    const { host } = new URL(origin);
    const asked = { ...options, path: `${origin}${path}`, headers: { ...named(headers), host, ...added } };
    return dispatch(asked, handler);
  });
  return { pool, dispatcher };
}

function named(
  headers: Dispatcher.DispatchOptions['headers'],
): Record<string, string | string[] | undefined> {
  if (headers === null || headers === undefined) return {};
  if (Symbol.iterator in headers) throw new TypeError('Headers are given as an object');
  return headers;
}
