import type { IncomingHttpHeaders } from 'node:http';
import { Agent, buildConnector, type Dispatcher, request } from 'undici';
import { portOf } from '../network/proxy.ts';
import type { Check } from './check.ts';
import { ProbeFailure } from './failure.ts';
import { type Guard, hostOf } from './guard.ts';

/** An answer of which the body has not been read. */
export interface Answer {
  /** Where it came from in the end. */
  url: URL;
  status: number;
  headers: IncomingHttpHeaders;
  /** Each chunk is counted; rejects with a ProbeFailure if it ends too soon. */
  body: AsyncIterableIterator<Uint8Array>;
  /** Ends the connection. */
  end(): void;
}

/** Requests of one check, all through the guard. */
export interface Http {
  /** Asks for a file from this byte on. Follows redirects, each through the guard again. */
  get(url: URL, from: number): Promise<Answer>;
  /** Ends all connections. */
  close(): Promise<void>;
}

/** Larger ones are an attack, or no HTTP (Node's own limit is as large). */
const maxHeaderBytes = 16_384;

/** The credentials of `first` go to its origin only. */
export function createHttp(first: URL, check: Check, guard: Guard): Http {
  const dispatcher = new Agent({
    connect: guarded(guard, () => {
      check.stage = 'asking';
    }),
    maxHeaderSize: maxHeaderBytes,
    // The check's own end comes first.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  const credentials = credentialsOf(first);

  async function get(url: URL, from: number): Promise<Answer> {
    for (let target = url, redirects = 0; ; redirects += 1) {
      if (redirects > check.limits.redirects) throw new ProbeFailure({ kind: 'too-many-redirects' });
      const answer = await ask(target, from);
      const next = redirectOf(answer, target);
      if (next === undefined) return answer;
      answer.end();
      check.redirects += 1;
      target = next;
    }
  }

  async function ask(url: URL, from: number): Promise<Answer> {
    check.request(url);
    check.stage = 'connecting';
    guard.checkLiteral(hostOf(url), portOf(url));
    const given = sameOrigin(url, first) ? credentials : undefined;
    const answer = await request(bare(url), {
      dispatcher,
      signal: check.signal,
      headers: {
        accept: '*/*',
        // As a player asks, so that a server answers as it would answer one.
        'user-agent': 'Mozilla/5.0 (compatible; stream check)',
        'accept-encoding': 'identity',
        range: `bytes=${from}-`,
        ...(given === undefined ? {} : { authorization: given }),
      },
    });
    check.answered();
    check.stage = 'reading';
    const { statusCode: status, headers, body } = answer;
    body.on('error', () => {});
    return { url, status, headers, body: counted(body, check), end: () => void body.destroy() };
  }

  return { get, close: () => dispatcher.destroy() };
}

/** Connects to checked addresses only, whether a URL has a name or an address: Node looks up names alone. */
function guarded(guard: Guard, onConnected: () => void): buildConnector.connector {
  return (options, connected) => {
    const port = Number(options.port || (options.protocol === 'https:' ? 443 : 80));
    const host = options.hostname.replace(/^\[|\]$/g, '');
    const connect = buildConnector({ allowH2: false, lookup: guard.lookupFor(port) });
    try {
      guard.checkLiteral(host, port);
    } catch (error) {
      return connected(error instanceof Error ? error : new Error(String(error)), null);
    }
    connect(options, (...[error, socket]) => {
      if (error !== null) return connected(error, null);
      onConnected();
      if (guard.permits(host, port, socket.remoteAddress)) return connected(null, socket);
      socket.destroy();
      connected(new ProbeFailure({ kind: 'refused-address', reason: 'not-public' }), null);
    });
  };
}

/** Where an answer leads on to; undefined for an answer that is the last. */
function redirectOf({ status, headers }: Answer, from: URL): URL | undefined {
  const { location } = headers;
  if (![301, 302, 303, 307, 308].includes(status) || typeof location !== 'string') return undefined;
  const next = relativeTo(location, from);
  if (next === undefined) throw new ProbeFailure({ kind: 'refused-address', reason: 'odd-host' });
  return next;
}

/** The http:// or https:// URL that a text is, seen from another; undefined if it is none. Throws a ProbeFailure for other schemes. */
export function relativeTo(text: string, from: URL): URL | undefined {
  let url: URL;
  try {
    url = new URL(text, from);
  } catch {
    return undefined;
  }
  if (url.protocol === 'http:' || url.protocol === 'https:') return url;
  throw new ProbeFailure({ kind: 'refused-address', reason: 'scheme' });
}

async function* counted(body: Dispatcher.ResponseData['body'], check: Check): AsyncGenerator<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]();
  let isFirst = true;
  try {
    for (;;) {
      const from = check.elapsed();
      const next = await chunks.next();
      if (next.done === true) return;
      check.received(next.value.length);
      if (!isFirst) check.transferred(next.value.length, check.elapsed() - from);
      isFirst = false;
      yield next.value;
    }
  } finally {
    body.destroy();
  }
}

function bare(url: URL): URL {
  const copy = new URL(url);
  copy.username = '';
  copy.password = '';
  copy.hash = '';
  return copy;
}

function sameOrigin(one: URL, other: URL): boolean {
  return one.protocol === other.protocol && one.host === other.host;
}

function credentialsOf({ username, password }: URL): string | undefined {
  if (username === '' && password === '') return undefined;
  try {
    const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
    return `Basic ${Buffer.from(pair).toString('base64')}`;
  } catch {
    return undefined;
  }
}
