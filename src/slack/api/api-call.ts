import type { FetchFunction } from '@slack/web-api';
import { z } from 'zod';
import { parseJson } from '../../ingest/json.ts';
import type { Fetch, ReadAnswer } from './fetch.ts';

/** What came of one request to Slack. */
export interface SlackCall {
  /** The Web API's method; `response_url` for answers to a request by its own address. */
  method: string;
  ms: number;
  outcome:
    | 'ok'
    /** Slack said no, and why. */
    | 'refused'
    /** Too many of them (HTTP 429). */
    | 'limited'
    /** An HTTP status, or an answer, that is none of the Web API's. */
    | 'failed'
    /** No answer. */
    | 'unreachable';
  /** Slack's own word for the refusal, such as `not_in_channel`. */
  reason?: string;
  /** What the app may do, as Slack says it with each answer to the bot token. */
  scopes?: readonly string[];
}

export const responseUrl = 'response_url';
export const opensSocket = 'apps.connections.open';
/** These go without the bot token: by a secret address, and with the token of the socket. */
export const withoutBotToken: ReadonlySet<string> = new Set([responseUrl, opensSocket]);

export interface CallWatch {
  fetch: Fetch;
  /** Milliseconds from any beginning. */
  stopwatch: () => number;
  onCall: (call: SlackCall) => void;
}

/**
 * A `fetch` for Slack's libraries that tells what came of each request. An answer that is none of the Web API's, such as
 * a page of HTML with status 200 or nothing at all, is an error like no answer: Slack's client would take the page for
 * the name of an error. HTTP 429 always says how long to wait, since the client cannot wait without that.
 */
export function watchedFetch(apiUrl: string, { fetch, stopwatch, onCall }: CallWatch): FetchFunction {
  return async (url, init) => {
    const method = methodOf(String(url), apiUrl);
    const began = stopwatch();
    const report = (result: Result) => onCall({ method, ms: stopwatch() - began, ...result });
    const answer = await fetch(url, init).catch((error: unknown) => {
      report({ outcome: 'unreachable' });
      throw error;
    });
    const result = resultOf(method, answer);
    report({ ...result, ...scopesOf(method, answer) });
    if (result.outcome === 'failed' && answer.ok) throw new Error('The answer is none of the Web API');
    return result.outcome === 'limited' ? withPause(answer) : answer;
  };
}

/** In seconds, if Slack asks to wait and does not say for how long. */
const unsaidPause = '5';

function withPause(answer: ReadAnswer): ReadAnswer {
  const { headers } = answer;
  const said = headers.get('retry-after');
  if (said !== null && /^\d+$/.test(said)) return answer;
  const get = (name: string) => (name.toLowerCase() === 'retry-after' ? unsaidPause : headers.get(name));
  return { ...answer, headers: { get, entries: () => headers.entries() } };
}

/** response_urls are secret and no two are the same. */
function methodOf(url: string, apiUrl: string): string {
  return url.startsWith(apiUrl) ? url.slice(apiUrl.length) : responseUrl;
}

/** Slack's client reads the same header, for `response_metadata.scopes`. */
function scopesOf(method: string, { headers }: ReadAnswer): Pick<SlackCall, 'scopes'> {
  const said = withoutBotToken.has(method) ? null : headers.get('x-oauth-scopes');
  return said === null ? {} : { scopes: said.split(',').map((scope) => scope.trim()) };
}

const webApiAnswer = z.union([
  z.object({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), error: z.string() }),
]);

type Result = Pick<SlackCall, 'outcome' | 'reason'>;

function resultOf(method: string, { status, ok, bytes }: ReadAnswer): Result {
  if (status === 429) return { outcome: 'limited' };
  if (!ok) return { outcome: 'failed' };
  if (method === responseUrl) return { outcome: 'ok' };
  const { success, data } = webApiAnswer.safeParse(parseJson(bytes.toString()));
  if (!success) return { outcome: 'failed' };
  return data.ok ? { outcome: 'ok' } : { outcome: 'refused', reason: data.error };
}
