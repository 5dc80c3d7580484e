import { createHmac } from 'node:crypto';
import { parseJson } from './json.ts';
import type { Delivery, Request } from './types.ts';

/** Redelivered requests say so. */
export interface Retry {
  num: number;
  reason: 'http_timeout' | 'timeout';
}

function encode({ kind, body }: Request): { type: string; text: string } {
  if (kind === 'events_api') return { type: 'application/json', text: JSON.stringify(body) };
  const fields = kind === 'interactive' ? { payload: JSON.stringify(body) } : body;
  const pairs = Object.entries(fields).map(([name, value]): [string, string] => [name, String(value)]);
  return { type: 'application/x-www-form-urlencoded', text: new URLSearchParams(pairs).toString() };
}

/** The signature covers the machine's own clock: that is what the app compares it to. */
function sign(text: string, secret: string): Record<string, string> {
  const timestamp = Math.floor(Date.now() / 1000);
  const hash = createHmac('sha256', secret).update(`v0:${timestamp}:${text}`).digest('hex');
  return { 'x-slack-request-timestamp': String(timestamp), 'x-slack-signature': `v0=${hash}` };
}

async function readBody(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === '') return undefined;
  return response.headers.get('content-type')?.includes('json') ? parseJson(text) : text;
}

/** Posts a request as Slack does, signed, and waits for the ack. */
export async function deliverByHttp(
  request: Request,
  to: { url: string; signingSecret: string; ackWithinMs: number },
  retry?: Retry,
): Promise<Delivery> {
  const { type, text } = encode(request);
  const started = performance.now();
  const took = () => Math.round(performance.now() - started);
  const signal = AbortSignal.timeout(to.ackWithinMs);
  try {
    const response = await fetch(to.url, {
      method: 'POST',
      headers: {
        'content-type': type,
        'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        ...sign(text, to.signingSecret),
        ...(retry && { 'x-slack-retry-num': String(retry.num), 'x-slack-retry-reason': retry.reason }),
      },
      body: text,
      signal,
    });
    return { request, status: response.status, body: await readBody(response), ackedAfterMs: took() };
  } catch {
    const failure = signal.aborted ? 'operation_timeout' : 'dispatch_failed';
    return { request, status: 0, body: undefined, ackedAfterMs: took(), failure };
  }
}
