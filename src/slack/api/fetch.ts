import type { FetchFunction } from '@slack/web-api';
import { type Dispatcher, request } from 'undici';
import type { Dispatchers } from '../../network/dispatchers.ts';

/** An answer that has been read whole, and can be read again. */
export interface ReadAnswer extends Awaited<ReturnType<FetchFunction>> {
  readonly bytes: Buffer;
}

type Asked = Parameters<FetchFunction>;

/** What Slack's libraries ask of a `fetch`, and which way it is to go; undefined for undici's own. */
export type Fetch = (
  url: Asked[0],
  init?: Asked[1] & { dispatcher?: Dispatcher | undefined },
) => Promise<ReadAnswer>;

/**
 * Makes a request and reads its whole answer. Follows no redirect: that is an answer like any other. Throws what undici
 * throws, and the reason of `init.signal`. Node's own `fetch` takes five times the time for the same, and its streams and
 * finalizers keep the garbage collector busy.
 */
export const fetchWhole: Fetch = async (url, init = {}) => {
  const { method = 'GET', headers = {}, body, signal, dispatcher } = init;
  if (body instanceof FormData) throw new TypeError('No files are sent to Slack');
  const way = dispatcher === undefined ? {} : { dispatcher };
  const answer = await request(url, { method, headers, body: body ?? null, signal: signal ?? null, ...way });
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

/** A fetch that takes the way out that the settings name for each address. Throws ProxyFailure too. */
export function through(dispatchers: Pick<Dispatchers, 'for' | 'refusal'>, fetch: Fetch): Fetch {
  return async (url, init) => {
    const target = new URL(url);
    const answer = await fetch(url, { ...init, dispatcher: dispatchers.for(target) });
    const refusal = dispatchers.refusal(target, answer.status);
    if (refusal !== undefined) throw refusal;
    return answer;
  };
}

/**
 * A fetch that gives up if the whole answer has not come within so many milliseconds, and says so; that takes the
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
