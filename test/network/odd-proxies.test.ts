// Not quick: every oddity of a proxy goes every way.
import { afterEach, describe, expect, test } from '@jest/globals';
import { type Dispatcher, WebSocket } from 'undici';
import { freePort } from '../../sandbox/free-port.ts';
import { type Oddity, type OddProxy, startOddProxy } from '../../sandbox/proxy/odd-proxy.ts';
import { startStandIns } from '../../sandbox/stage.ts';
import { certificate } from '../../sandbox/tls/certificate.ts';
import { readConfig } from '../../src/config.ts';
import type { GatewayError } from '../../src/ingest/errors.ts';
import { Secret } from '../../src/ingest/secret.ts';
import { createDispatchers } from '../../src/network/dispatchers.ts';
import { ProxyFailure } from '../../src/network/proxy-failure.ts';
import type { Proxies } from '../../src/network/route.ts';
import { fetchWhole, through } from '../../src/slack/api/fetch.ts';
import { createTrtcClients } from '../../src/trtc/client.ts';
import { mayRetry, toGatewayError } from '../../src/trtc/failure.ts';
import { enough } from '../support/config-settings.ts';

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function oddProxy(oddity: Oddity | 'well'): Promise<OddProxy> {
  const proxy = await startOddProxy(oddity);
  undo.push(() => proxy.close());
  return proxy;
}

/** Less patient than in earnest. */
const openWithinMs = 300;
const proxiedBy = (url: string): Proxies => ({
  ...readConfig({ ...enough, HTTPS_PROXY: url, HTTP_PROXY: url }).proxies,
  openWithinMs,
});

/** What becomes of a call to TRTC, by Tencent's own client. */
async function trtcFailure(endpoint: string, proxies: Proxies): Promise<GatewayError | undefined> {
  const clients = createTrtcClients({
    secretId: new Secret('id'),
    secretKey: new Secret('key'),
    endpoint: new URL(endpoint),
    proxies,
    answerSeconds: 1,
  });
  undo.push(() => clients.close());
  try {
    await clients.of('ap-singapore').DescribeStreamIngest({ SdkAppId: 1, TaskId: 'x' });
    return undefined;
  } catch (error) {
    return toGatewayError(error);
  }
}

/** What becomes of a request to Slack. */
async function slackFailure(url: string, proxies: Proxies): Promise<unknown> {
  const dispatchers = createDispatchers(proxies);
  undo.push(() => dispatchers.close());
  const answer = through(dispatchers, fetchWhole)(url, { method: 'POST', body: 'a=b' });
  return answer.then(
    () => undefined,
    (error: unknown) => error,
  );
}

const refused = 'Network.ProxyRefused';
const failed = 'Network.ProxyFailed';
const table: [string, Oddity, RegExp, string][] = [
  ...[301, 400, 403, 404, 405, 429].map((status): [string, Oddity, RegExp, string] => [
    `answers CONNECT with ${status} and a page`,
    { kind: 'status', status },
    new RegExp(
      `^The proxy http://127\\.0\\.0\\.1:\\d+ \\(HTTPS_PROXY\\) does not let the bot through to \\S+ \\(HTTP ${status}\\)\\.$`,
    ),
    refused,
  ]),
  ...[401, 407].map((status): [string, Oddity, RegExp, string] => [
    `answers CONNECT with ${status}`,
    { kind: 'status', status },
    new RegExp(`^The proxy \\S+ \\(HTTPS_PROXY\\) wants another user or password \\(HTTP ${status}\\)\\.$`),
    refused,
  ]),
  ...[500, 502, 503, 504].map((status): [string, Oddity, RegExp, string] => [
    `answers CONNECT with ${status} and a page`,
    { kind: 'status', status },
    new RegExp(`^The proxy \\S+ \\(HTTPS_PROXY\\) could not reach \\S+ \\(HTTP ${status}\\)\\.$`),
    failed,
  ]),
  ['hangs up', { kind: 'hang-up' }, /broke off before it had opened a way to \S+\.$/, failed],
  ['speaks no HTTP', { kind: 'gibberish' }, /broke off before it had opened a way to \S+\.$/, failed],
  [
    'takes the connection and never answers',
    { kind: 'silent' },
    /opened no way to \S+ within 0\.3 s\.$/,
    failed,
  ],
];

describe('A proxy that', () => {
  test.each(table)('%s has let nothing through, and is named', async (_, oddity, sentence, code) => {
    const proxy = await oddProxy(oddity);
    const proxies = proxiedBy(proxy.url.replace('//', '//user:t0psecret@'));
    const [trtc, slack] = await Promise.all([
      trtcFailure('https://trtc.example', proxies),
      slackFailure('https://slack.example/api/auth.test', proxies),
    ]);
    expect(trtc).toMatchObject({ code, effect: 'none', message: expect.stringMatching(sentence) });
    expect(trtc && mayRetry(trtc)).toBe(code === failed);
    expect(slack).toBeInstanceOf(ProxyFailure);
    expect(slack).toMatchObject({ message: expect.stringMatching(sentence) });
    expect(`${trtc?.message} ${slack}`).not.toMatch(/t0psecret|Blocked|user:/);
  });

  test('is not there has let nothing through, and is named', async () => {
    const proxies = proxiedBy(`127.0.0.1:${await freePort()}`);
    const sentence = expect.stringMatching(
      /^The proxy http:\S+ \(HTTPS_PROXY\) cannot be reached: ECONNREFUSED\.$/,
    );
    expect(await trtcFailure('https://trtc.example', proxies)).toMatchObject({
      code: failed,
      effect: 'none',
      message: sentence,
    });
    expect(await slackFailure('https://slack.example/api/', proxies)).toMatchObject({ message: sentence });
  });

  test('has a name that nobody knows has let nothing through, and is named', async () => {
    const proxies = proxiedBy('http://proxy.invalid:3128');
    const sentence = expect.stringMatching(/\(HTTPS_PROXY\) cannot be reached: E(NOTFOUND|AI_AGAIN)\.$/);
    expect(await trtcFailure('https://trtc.example', proxies)).toMatchObject({
      code: failed,
      effect: 'none',
      message: sentence,
    });
    expect(await slackFailure('https://slack.example/api/', proxies)).toMatchObject({ message: sentence });
  });

  test('is said to speak TLS and does not is told so', async () => {
    const proxy = await oddProxy('well');
    const proxies = proxiedBy(proxy.url.replace('http:', 'https:'));
    const sentence = expect.stringMatching(
      /does not speak TLS: if it takes plain HTTP, write http:\/\/ in HTTPS_PROXY\.$/,
    );
    expect(await trtcFailure('https://trtc.example', proxies)).toMatchObject({
      code: refused,
      effect: 'none',
      message: sentence,
    });
    expect(await slackFailure('https://slack.example/api/', proxies)).toMatchObject({ message: sentence });
  });

  test.each<[string, Oddity, string]>([
    ['leads nowhere', { kind: 'dead-end' }, failed],
    ['ends the way at the first byte', { kind: 'trap' }, 'Network.NotSent'],
  ])('says that the way stands and %s: no TLS, so nothing was sent', async (_, oddity, code) => {
    const proxy = await oddProxy(oddity);
    expect(await trtcFailure('https://trtc.example', proxiedBy(proxy.url))).toMatchObject({
      code,
      effect: 'none',
    });
    expect(await slackFailure('https://slack.example/api/', proxiedBy(proxy.url))).toMatchObject({
      message: expect.any(String),
    });
  });

  test('is followed by a certificate that nobody trusts, as one has that reads along: nothing was sent', async () => {
    const { slack, trtc } = await startStandIns({ certificate });
    undo.push(() => Promise.all([slack.close(), trtc.close()]));
    const { url } = await oddProxy('well');
    expect(await trtcFailure(trtc.url, proxiedBy(url))).toMatchObject({
      code: 'Network.NotSent',
      effect: 'none',
    });
    expect(await slackFailure(slack.apiUrl, proxiedBy(url))).toMatchObject({
      message: expect.stringContaining('self-signed certificate'),
    });
  });

  test.each([200, 201, 204, 299])('opens the way with %i has opened it', async (status) => {
    const proxy = await oddProxy({ kind: 'dead-end', status });
    const failure = await trtcFailure('https://[::1]:8443', proxiedBy(proxy.url));
    expect(failure?.message).toContain('opened no way to [::1]:8443 within');
    expect(proxy.requests).toEqual([{ line: 'CONNECT [::1]:8443', authorization: undefined }]);
  });

  test('passes on what has been sent, and breaks: then nobody knows', async () => {
    const http = await startStandIns();
    undo.push(() => Promise.all([http.slack.close(), http.trtc.close()]));
    const proxy = await oddProxy('well');
    http.trtc.fail({ kind: 'stall' });
    const failure = trtcFailure(http.trtc.url, proxiedBy(proxy.url));
    await http.trtc.until((now) => now.calls.some(({ outcome }) => outcome.kind === 'stalled'));
    proxy.cut();
    expect(await failure).toMatchObject({ code: 'Network.Lost', effect: 'unknown' });
  });

  test.each([
    ['http://us%20er:p%40ss%3Aw%2Ford%23%25@', 'us er:p@ss:w/ord#%'],
    ['http://user:p@ss@', 'user:p@ss'],
    ['http://user@', 'user:'],
    ['http://user:pässwörd@', 'user:pässwörd'],
  ])('asks for a password is given that of %s', async (beginning, credentials) => {
    const proxy = await oddProxy({ kind: 'status', status: 403 });
    const proxies = proxiedBy(proxy.url.replace('http://', beginning));
    await trtcFailure('https://trtc.example', proxies);
    await trtcFailure('http://trtc.example', proxies);
    await slackFailure('https://slack.example/api/', proxies);
    await slackFailure('http://slack.example/api/', proxies);
    const authorization = `Basic ${Buffer.from(credentials).toString('base64')}`;
    expect(proxy.requests).toEqual([
      { line: 'CONNECT trtc.example:443', authorization },
      { line: 'POST http://trtc.example/', authorization },
      { line: 'CONNECT slack.example:443', authorization },
      { line: 'POST http://slack.example/api/', authorization },
    ]);
  });
});

describe('A WebSocket through a proxy that', () => {
  test.each<[string, Oddity, string | undefined]>([
    ['refuses it', { kind: 'status', status: 403, only: 'CONNECT' }, '(HTTP 403)'],
    ['wants a password', { kind: 'status', status: 407 }, '(HTTP 407)'],
    ['hangs up', { kind: 'hang-up' }, 'broke off'],
    ['never answers', { kind: 'silent' }, 'opened no way'],
    ['leads nowhere', { kind: 'dead-end' }, undefined],
    ['ends the way at the first byte', { kind: 'trap' }, undefined],
  ])('%s fails in time, and the reason is told', async (_, oddity, words) => {
    const proxy = await oddProxy(oddity);
    for (const url of words === undefined
      ? ['ws://slack.example/']
      : ['ws://slack.example/', 'wss://slack.example/']) {
      const told: string[] = [];
      const dispatchers = createDispatchers(proxiedBy(proxy.url), ({ message }) => told.push(message));
      undo.push(() => dispatchers.close());
      const socket = new WebSocket(url, { dispatcher: dispatchers.webSocket as Dispatcher });
      await new Promise((resolve) => {
        socket.addEventListener('close', resolve);
      });
      expect(told).toEqual(words === undefined ? [] : [expect.stringContaining(words)]);
    }
  });
});

describe('For http:// a proxy that', () => {
  test.each<[string, Oddity]>([
    ['hangs up', { kind: 'hang-up' }],
    ['takes the connection and never answers', { kind: 'silent' }],
  ])('%s leaves nobody knowing', async (_, oddity) => {
    const proxy = await oddProxy(oddity);
    expect(await trtcFailure('http://trtc.example', proxiedBy(proxy.url))).toMatchObject({
      effect: 'unknown',
    });
  });

  test('is not there has let nothing through, and is named', async () => {
    const proxies = proxiedBy(`127.0.0.1:${await freePort()}`);
    const sentence = expect.stringMatching(
      /^The proxy http:\S+ \(HTTP_PROXY\) cannot be reached: ECONNREFUSED\.$/,
    );
    expect(await trtcFailure('http://trtc.example', proxies)).toMatchObject({
      code: failed,
      effect: 'none',
      message: sentence,
    });
    expect(await slackFailure('http://slack.example/api/', proxies)).toMatchObject({ message: sentence });
  });

  test('wants a password is named to Slack’s side', async () => {
    const proxy = await oddProxy({ kind: 'status', status: 407 });
    expect(await slackFailure('http://slack.example/api/', proxiedBy(proxy.url))).toMatchObject({
      message: expect.stringMatching(/\(HTTP_PROXY\) wants a user and a password \(HTTP 407\)\.$/),
    });
  });
});
