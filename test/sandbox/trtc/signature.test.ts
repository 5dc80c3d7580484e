import { describe, expect, test } from '@jest/globals';
import { resigned } from '../../support/tc3.ts';
import {
  clientOf,
  codeOf,
  credential,
  documented,
  type RawRequest,
  requestOfSdk,
  start,
} from '../../support/trtc-stand-in.ts';

const failure = 'AuthFailure.SignatureFailure';

function withHeaders(request: RawRequest, headers: Record<string, string>): RawRequest {
  return { ...request, headers: { ...request.headers, ...headers } };
}

/** The same request with its Authorization changed by a search and replace. */
function reauthorized(request: RawRequest, from: RegExp, to: string): RawRequest {
  const authorization = request.headers.authorization ?? '';
  expect(authorization).toMatch(from);
  return withHeaders(request, { authorization: authorization.replace(from, to) });
}

test('what the SDK has signed is accepted, and refused once anything in it is changed', async () => {
  const standIn = await start();
  const genuine = await requestOfSdk('StartStreamIngest', documented);
  const today = new RegExp(new Date().toISOString().slice(0, 10));
  const codes = [
    { ...genuine, body: genuine.body.replace('room123', 'room124') },
    { ...genuine, path: '/?a=1' },
    withHeaders(genuine, { 'content-type': 'application/json; charset=utf-8' }),
    withHeaders(genuine, { 'x-tc-timestamp': String(Number(genuine.headers['x-tc-timestamp']) - 1) }),
    reauthorized(genuine, /Signature=[0-9a-f]{8}/, 'Signature=00000000'),
    reauthorized(genuine, /content-type;host/, 'host'),
    reauthorized(genuine, /content-type;host/, 'host;content-type'),
    reauthorized(genuine, today, '2019-02-25'),
    reauthorized(genuine, /\/127\/tc3_request/, '/trtc/tc3_request'),
  ].map((request) => codeOf(standIn, request));
  expect(await Promise.all(codes)).toEqual(Array(9).fill(failure));
  expect(standIn.tasks).toEqual([]);
  expect(await codeOf(standIn, genuine)).toBeUndefined();
});

test('more headers than needed may be signed, with their values in lower case', async () => {
  const standIn = await start();
  const genuine = await requestOfSdk('StartStreamIngest', documented);
  const signedHeaders = ['content-type', 'host', 'x-tc-action'];
  expect(await codeOf(standIn, resigned(genuine, { signedHeaders }))).toBeUndefined();
});

test.each([
  ['another day', { date: '2019-02-25' }],
  ['another service', { service: 'trtc' }],
  ['no content type', { signedHeaders: ['host'] }],
  ['no host', { signedHeaders: ['content-type'] }],
  ['headers out of order', { signedHeaders: ['host', 'content-type'] }],
])('a right signature over %s is refused', async (_name, scope) => {
  const standIn = await start();
  const genuine = await requestOfSdk('StartStreamIngest', documented);
  expect(await codeOf(standIn, resigned(genuine, scope))).toBe(failure);
});

test.each([
  ['a foreign SecretId', { secretId: 'AKIDother' }, 'AuthFailure.SecretIdNotFound'],
  ['a wrong SecretKey', { secretKey: 'other' }, failure],
  ['a session token', { token: 'temporary' }, 'AuthFailure.TokenFailure'],
])('%s is refused', async (_name, wrong, code) => {
  const standIn = await start();
  const client = clientOf(standIn.url, { credential: { ...credential, ...wrong } });
  await expect(client.StartStreamIngest(documented)).rejects.toMatchObject({ code });
});

test.each([
  ['no Authorization', /.*/, ''],
  ['another algorithm', /TC3-HMAC-SHA256/, 'TC3-HMAC-SM3'],
  ['another end of the scope', /tc3_request/, 'aws4_request'],
])('%s makes an invalid authorization', async (_name, from, to) => {
  const standIn = await start();
  const genuine = await requestOfSdk('StartStreamIngest', documented);
  expect(await codeOf(standIn, reauthorized(genuine, from, to))).toBe('AuthFailure.InvalidAuthorization');
});

describe('the clock of the request may be five minutes', () => {
  test.each([
    ['slow', -300],
    ['fast', 300],
  ])('%s and no more', async (_name, skewSeconds) => {
    const genuine = await requestOfSdk('DescribeStreamIngest', {
      SdkAppId: documented.SdkAppId,
      TaskId: 'x',
    });
    const signedAt = Number(genuine.headers['x-tc-timestamp']);
    let now = (signedAt - skewSeconds) * 1000;
    const standIn = await start({ now: () => now });
    expect(await codeOf(standIn, genuine)).toBeUndefined();
    now -= Math.sign(skewSeconds) * 1000;
    expect(await codeOf(standIn, genuine)).toBe('AuthFailure.SignatureExpire');
  });
});
