import type { FetchFunction } from '@slack/web-api';
import { request } from 'undici';

/** An answer that has been read whole, and can be read again. */
export interface ReadAnswer extends Awaited<ReturnType<FetchFunction>> {
  readonly bytes: Buffer;
}

/** What Slack's libraries ask of a `fetch`. */
export type Fetch = (...asked: Parameters<FetchFunction>) => Promise<ReadAnswer>;

/**
 * Makes a request and reads its whole answer. Follows no redirect: that is an answer like any other. Throws what undici
 * throws, and the reason of `init.signal`. Node's own `fetch` takes five times the time for the same, and its streams and
 * finalizers keep the garbage collector busy.
 */
export const fetchWhole: Fetch = async (url, { method = 'GET', headers = {}, body, signal } = {}) => {
  if (body instanceof FormData) throw new TypeError('No files are sent to Slack');
  const answer = await request(url, { method, headers, body: body ?? null, signal: signal ?? null });
  const { statusCode: status, statusText } = answer;
  const bytes = Buffer.from(await answer.body.arrayBuffer());
  return {
    bytes,
    status,
    statusText,
    url: String(url),
    ok: status >= 200 && status < 300,
    headers: {
      get: (name) => answer.headers[name.toLowerCase()]?.toString() ?? null,
      entries: () => Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
    },
    text: async () => bytes.toString(),
    json: async () => JSON.parse(bytes.toString()),
    arrayBuffer: async () => new Uint8Array(bytes).buffer,
  };
};

/**
 * A fetch that gives up where the whole answer has not come within so many milliseconds, and says so; that takes the
 * place of a signal. One of `AbortSignal.timeout` would live until its time has come, long after the answer.
 */
export function within(ms: number, fetch: FetchFunction): FetchFunction {
  return async (url, init) => {
    const giveUp = new AbortController();
    const timer = setTimeout(() => giveUp.abort(new Error(`No whole answer within ${ms} ms`)), ms);
    try {
      return await fetch(url, { ...init, signal: giveUp.signal });
    } finally {
      clearTimeout(timer);
    }
  };
}
