import { IngestError } from '../ingest/errors.ts';
import type { ProxyServer } from './proxy.ts';

/** What went wrong at the proxy, before anything could pass through it. */
export type ProxyTrouble =
  /** No connection to it; `code` is the system's word. */
  | { kind: 'unreachable'; code: string }
  /** It does not speak TLS, though its address says so. */
  | { kind: 'no-tls' }
  /** It took the connection, and did not open the way in so many seconds. */
  | { kind: 'silent'; seconds: number }
  /** It ended the connection, or answered in something that is not HTTP. */
  | { kind: 'broken' }
  /** It answered with an HTTP status that is none of success. */
  | { kind: 'refused'; status: number };

/**
 * The proxy did not let a request through: nothing has reached the far side. The message is one sentence that names the
 * proxy without its credentials, and holds no word of the proxy's own.
 */
export class ProxyFailure extends IngestError {
  readonly code = 'proxy_failed';
  readonly trouble: ProxyTrouble;

  constructor(proxy: ProxyServer, target: string, trouble: ProxyTrouble, options?: ErrorOptions) {
    super(sentence(proxy, target, trouble), options);
    this.trouble = trouble;
  }
}

function sentence(
  { address, setting, credentials }: ProxyServer,
  target: string,
  trouble: ProxyTrouble,
): string {
  const proxy = `The proxy ${address} (${setting})`;
  switch (trouble.kind) {
    case 'unreachable':
      return `${proxy} cannot be reached: ${trouble.code}.`;
    case 'no-tls':
      return `${proxy} does not speak TLS: if it takes plain HTTP, write http:// in ${setting}.`;
    case 'silent':
      return `${proxy} opened no way to ${target} within ${trouble.seconds} s.`;
    case 'broken':
      return `${proxy} broke off before it had opened a way to ${target}.`;
    case 'refused':
      // Some, such as tinyproxy, answer to a wrong password with the status of servers.
      if ([401, 407].includes(trouble.status)) {
        const wanted = credentials === undefined ? 'a user and a password' : 'another user or password';
        return `${proxy} wants ${wanted} (HTTP ${trouble.status}).`;
      }
      return trouble.status >= 500
        ? `${proxy} could not reach ${target} (HTTP ${trouble.status}).`
        : `${proxy} does not let the bot through to ${target} (HTTP ${trouble.status}).`;
  }
}

const spoken = /^request to \S+ failed, reason: (The proxy .+)$/;
const lasting = /\(HTTP [1-4]\d\d\)\.$|does not speak TLS/;

/**
 * Reads a ProxyFailure back from an error of node-fetch, of which Tencent's client hands on nothing but the message.
 * `passes` says whether it can pass by itself: asking again with a password that is wrong may lock its owner out.
 */
export function spokenProxyFailure(text: string): { sentence: string; passes: boolean } | undefined {
  const sentence = spoken.exec(text)?.[1];
  return sentence === undefined ? undefined : { sentence, passes: !lasting.test(sentence) };
}

/** The failure of a proxy that is behind an error of a library, if there is one. */
export function proxyFailureIn(error: unknown): ProxyFailure | undefined {
  if (error instanceof ProxyFailure) return error;
  if (typeof error !== 'object' || error === null) return undefined;
  // Slack's client keeps what it was given as `original`.
  const { cause, original } = error as { cause?: unknown; original?: unknown };
  return proxyFailureIn(cause) ?? proxyFailureIn(original);
}
