import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';

/** Where callbacks go, and the key that signs them: the console's callback configuration. */
export interface CallbackTarget {
  /** http:// */
  readonly url: string;
  readonly key: string;
}

export interface CallbackPost {
  readonly url: string;
  readonly body: string;
  /** null: without the header */
  readonly sign: string | null;
  readonly sdkAppId: number;
}

export interface CallbackAnswer {
  /** HTTP status */
  readonly status: number;
  readonly body: string;
}

/** @returns the header `Sign`: base64(HMAC-SHA256(key, raw body)) (https://trtc.io/document/39558). */
export function callbackSign(key: string, body: string): string {
  return createHmac('sha256', key).update(body).digest('base64');
}

/**
 * Posts a callback over a connection of its own.
 * @throws Error of the connection, or AbortError
 */
export function postCallback(post: CallbackPost, signal: AbortSignal): Promise<CallbackAnswer> {
  const headers = {
    'content-type': 'application/json',
    SdkAppId: String(post.sdkAppId),
    ...(post.sign !== null && { Sign: post.sign }),
  };
  return new Promise((resolve, reject) => {
    const req = request(post.url, { method: 'POST', headers, agent: false, signal }, (res) => {
      text(res).then((body) => resolve({ status: res.statusCode ?? 0, body }), reject);
    });
    req.on('error', reject);
    req.end(post.body);
  });
}
