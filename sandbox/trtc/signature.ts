import { createHash, createHmac } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ApiError } from './api-error.ts';

export interface Credential {
  secretId: string;
  secretKey: string;
}

/** A request as it arrived, before anything in it is believed. */
export interface ArrivedRequest {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

interface Authorization {
  secretId: string;
  date: string;
  service: string;
  signedHeaders: string[];
  signature: string;
}

const ALGORITHM = 'TC3-HMAC-SHA256';
const MAX_SKEW_SECONDS = 300;
const AUTHORIZATION =
  /^TC3-HMAC-SHA256 Credential=([^/\s]+)\/(\d{4}-\d{2}-\d{2})\/([^/\s]+)\/tc3_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/;

/**
 * Recomputes the TC3-HMAC-SHA256 signature of what really arrived
 * (https://cloud.tencent.com/document/api/213/30654). As Tencent's SDK does it, the host is signed without its
 * port, and the service is the first label of the Host header: `trtc` at Tencent, `127` on 127.0.0.1.
 * @param nowMs ms since the epoch; the timestamp may be five minutes away from it
 * @throws ApiError AuthFailure.*
 */
export function verifySignature(request: ArrivedRequest, credential: Credential, nowMs: number): void {
  const authorization = parseAuthorization(headerOf(request, 'authorization'));
  const timestamp = headerOf(request, 'x-tc-timestamp');
  if (headerOf(request, 'x-tc-token') !== '') {
    throw new ApiError('AuthFailure.TokenFailure', 'The token is invalid: this credential is permanent.');
  }
  if (!(Math.abs(Math.floor(nowMs / 1000) - Number(timestamp)) <= MAX_SKEW_SECONDS)) {
    throw new ApiError(
      'AuthFailure.SignatureExpire',
      'The request has expired: the timestamp differs from the server time by more than five minutes.',
    );
  }
  if (authorization.secretId !== credential.secretId) {
    throw new ApiError(
      'AuthFailure.SecretIdNotFound',
      'The SecretId is not found, please ensure that your SecretId is correct.',
    );
  }
  const expected = sign(request, authorization, timestamp, credential.secretKey);
  if (!isScopeOf(authorization, request, timestamp) || authorization.signature !== expected) {
    throw new ApiError(
      'AuthFailure.SignatureFailure',
      'The provided credentials could not be validated. Please check your signature is correct.',
    );
  }
}

/** @returns the header's value, or an empty string. */
export function headerOf(request: ArrivedRequest, name: string): string {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(',') : (value ?? '');
}

function parseAuthorization(header: string): Authorization {
  const [, secretId, date, service, signedHeaders, signature] = AUTHORIZATION.exec(header) ?? [];
  if (secretId === undefined || date === undefined || service === undefined) throw invalidAuthorization();
  if (signedHeaders === undefined || signature === undefined) throw invalidAuthorization();
  return { secretId, date, service, signedHeaders: signedHeaders.split(';'), signature };
}

function invalidAuthorization(): ApiError {
  return new ApiError('AuthFailure.InvalidAuthorization', 'Authorization in the request header is invalid.');
}

function isScopeOf(authorization: Authorization, request: ArrivedRequest, timestamp: string): boolean {
  const { date, service, signedHeaders } = authorization;
  return (
    date === new Date(Number(timestamp) * 1000).toISOString().slice(0, 10) &&
    service === headerOf(request, 'host').split('.')[0] &&
    signedHeaders.includes('content-type') &&
    signedHeaders.includes('host') &&
    signedHeaders.join() === signedHeaders.toSorted().join()
  );
}

function sign(request: ArrivedRequest, scope: Authorization, timestamp: string, secretKey: string): string {
  const stringToSign = [
    ALGORITHM,
    timestamp,
    `${scope.date}/${scope.service}/tc3_request`,
    sha256(canonicalRequest(request, scope.signedHeaders)),
  ].join('\n');
  const dateKey = hmac(`TC3${secretKey}`, scope.date);
  const signingKey = hmac(hmac(dateKey, scope.service), 'tc3_request');
  return hmac(signingKey, stringToSign).toString('hex');
}

function canonicalRequest(request: ArrivedRequest, signedHeaders: string[]): string {
  const headers = signedHeaders.map((name) => `${name}:${signedValue(request, name)}\n`).join('');
  return [
    request.method,
    request.path,
    request.query,
    headers,
    signedHeaders.join(';'),
    sha256(request.body),
  ].join('\n');
}

function signedValue(request: ArrivedRequest, name: string): string {
  const value = headerOf(request, name).trim().toLowerCase();
  return name === 'host' ? value.replace(/:\d+$/, '') : value;
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}
