import { createHash, createHmac } from 'node:crypto';
import { credential, type RawRequest } from './trtc-stand-in.ts';

interface Scope {
  signedHeaders?: string[];
  date?: string;
  service?: string;
}

const sha256 = (data: string) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();

/** Signs the request anew, rightly for a scope that may be wrong: the SDK makes no such request. */
export function resigned(request: RawRequest, scope: Scope = {}): RawRequest {
  const { signedHeaders = ['content-type', 'host'], service = '127' } = scope;
  const timestamp = request.headers['x-tc-timestamp'] ?? '';
  const date = scope.date ?? new Date(Number(timestamp) * 1000).toISOString().slice(0, 10);
  const headers: Record<string, string> = { ...request.headers, host: '127.0.0.1' };
  const lines = signedHeaders.map((name) => `${name}:${headers[name]?.toLowerCase()}\n`).join('');
  const names = signedHeaders.join(';');
  const canonical = `POST\n/\n\n${lines}\n${names}\n${sha256(request.body)}`;
  const toSign = `TC3-HMAC-SHA256\n${timestamp}\n${date}/${service}/tc3_request\n${sha256(canonical)}`;
  const key = hmac(hmac(hmac(`TC3${credential.secretKey}`, date), service), 'tc3_request');
  const signature = hmac(key, toSign).toString('hex');
  const authorization = `TC3-HMAC-SHA256 Credential=${credential.secretId}/${date}/${service}/tc3_request, SignedHeaders=${names}, Signature=${signature}`;
  return { ...request, headers: { ...request.headers, authorization } };
}
