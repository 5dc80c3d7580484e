import type { FetchFunction } from '@slack/web-api';
import { z } from 'zod';

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
}

export const responseUrl = 'response_url';

export interface CallWatch {
  fetch: typeof globalThis.fetch;
  /** Milliseconds from any beginning. */
  stopwatch: () => number;
  onCall: (call: SlackCall) => void;
}

/** A `fetch` for Slack's libraries that tells what came of each request. */
export function watchedFetch(apiUrl: string, { fetch, stopwatch, onCall }: CallWatch): FetchFunction {
  return async (url, init) => {
    const method = methodOf(String(url), apiUrl);
    const began = stopwatch();
    const tell = (result: Result) => onCall({ method, ms: stopwatch() - began, ...result });
    try {
      const response = await fetch(url, init);
      const { result, answer } = await read(method, response);
      tell(result);
      return answer;
    } catch (error) {
      tell({ outcome: 'unreachable' });
      throw error;
    }
  };
}

/** response_urls are secret and no two are the same. */
function methodOf(url: string, apiUrl: string): string {
  return url.startsWith(apiUrl) ? url.slice(apiUrl.length) : responseUrl;
}

const webApiAnswer = z.union([
  z.object({ ok: z.literal(true) }),
  z.object({ ok: z.literal(false), error: z.string() }),
]);

type Result = Pick<SlackCall, 'outcome' | 'reason'>;

/** What came of a request, and the answer as it is still to be read. */
async function read(method: string, answer: Response): Promise<{ result: Result; answer: Response }> {
  if (answer.status === 429) return { result: { outcome: 'limited' }, answer };
  if (!answer.ok) return { result: { outcome: 'failed' }, answer };
  if (method === responseUrl) return { result: { outcome: 'ok' }, answer };
  // Read once and given on, since a clone costs as much as a third of the whole request.
  const bytes = Buffer.from(await answer.arrayBuffer());
  return { result: resultOf(bytes), answer: new Response(bytes, answer) };
}

function resultOf(bytes: Buffer): Result {
  const { success, data } = webApiAnswer.safeParse(parsed(bytes));
  if (!success) return { outcome: 'failed' };
  return data.ok ? { outcome: 'ok' } : { outcome: 'refused', reason: data.error };
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}
