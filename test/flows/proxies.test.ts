import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { freePort } from '../../sandbox/free-port.ts';
import { type Oddity, startOddProxy } from '../../sandbox/proxy/odd-proxy.ts';
import { deliverTo, type StandIns, settingsOf, startBot, startStandIns } from '../../sandbox/stage.ts';
import { certificate, certificateFile } from '../../sandbox/tls/certificate.ts';
import { type BotProcess, buildBot, run } from '../support/bot-process.ts';
import { answered, everythingSeen, example, people, stageFor, startOne } from '../support/bot-stage.ts';
import { createTinyproxy, hasTinyproxy, proxyOrigin, type Tinyproxy } from '../support/tinyproxy.ts';

const inEarnest = hasTinyproxy ? describe : describe.skip;
if (!hasTinyproxy) console.warn('NOT TESTED: there is no tinyproxy here, so proxies were left out.');

const password = 'pass-w0rd-of-the-proxy';
const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function proxyFor(credentials?: { user: string; password: string }): Promise<Tinyproxy> {
  const proxy = await createTinyproxy(credentials);
  undo.push(() => proxy.remove());
  await proxy.start();
  return proxy;
}

/** Slack and TRTC over TLS, as they are in earnest. */
async function securedStandIns(): Promise<StandIns> {
  const standIns = await startStandIns({ certificate });
  undo.push(() => Promise.all([standIns.slack.close(), standIns.trtc.close()]));
  return standIns;
}

const origins = ({ slack, trtc }: StandIns) => [...new Set([...slack.origins, ...trtc.origins])];
const targets = ({ slack, trtc }: StandIns) => [new URL(slack.apiUrl).host, new URL(trtc.url).host];

inEarnest('With a proxy, over TLS, the process', () => {
  beforeAll(buildBot);

  /** Runs the bot until it takes requests. */
  async function runBehind(
    standIns: StandIns,
    mode: 'http' | 'socket',
    env: Record<string, string>,
  ): Promise<BotProcess> {
    const folder = mkdtempSync(join(tmpdir(), 'ingest-'));
    const bot = run({
      ...settingsOf(standIns, mode),
      ...(mode === 'socket' ? { PORT: String(await freePort()) } : {}),
      STORE_URL: `file:${folder}/store`,
      NODE_EXTRA_CA_CERTS: certificateFile,
      ...env,
    });
    undo.push(async () => {
      bot.process.kill('SIGKILL');
      await bot.ended;
      rmSync(folder, { recursive: true, force: true });
    });
    const port = Number(/"port":(\d+)/.exec(await bot.says('"Ready"'))?.[1]);
    if (mode === 'http') deliverTo(standIns.slack, port);
    else standIns.slack.deliverTo({ mode });
    return bot;
  }

  describe.each(['http', 'socket'] as const)('in %s mode', (mode) => {
    test('lets every request of a start go through it by CONNECT, and none beside it', async () => {
      const standIns = await securedStandIns();
      const proxy = await proxyFor({ user: 'user', password });
      const bot = await runBehind(standIns, mode, { HTTPS_PROXY: `http://user:${password}@${proxy.host}/` });
      await standIns.slack.person(people.alice.id).command(example);
      const { card, reply } = await answered(standIns.slack);
      expect(reply.text).toContain('Started');
      expect(card.text).toContain('source not confirmed yet');
      await standIns.slack.person(people.carol.id).command('doctor');
      const { text: said } = await standIns.slack.until((now) =>
        now.ephemerals.find(({ text }) => text.includes('The bot token')),
      );
      expect(said).toContain(
        `✅ Slack and TRTC are reached through the proxy \`http://${proxy.host}\` (HTTPS_PROXY, with a user and password).`,
      );
      expect(said).not.toContain('❌');
      // A WebSocket is among them in Socket Mode, answers by response_url in both.
      expect(standIns.slack.connections).toBe(mode === 'socket' ? 1 : 0);
      expect(standIns.slack.calls.map(({ method }) => method)).toContain('response_url');
      expect(origins(standIns)).toEqual([proxyOrigin]);
      const connections = standIns.slack.origins.length + standIns.trtc.origins.length;
      const requests = await proxy.requests(connections);
      expect(requests).toHaveLength(connections);
      expect([...new Set(requests)].toSorted()).toEqual(
        targets(standIns)
          .map((target) => `CONNECT ${target}`)
          .toSorted(),
      );
      expect(bot.output()).not.toContain(password);
      expect(bot.output()).not.toContain(btoa(`user:${password}`));
    });

    test.each([
      ['no_proxy names the place', { HTTPS_PROXY: 'http://PROXY', no_proxy: 'example.org, 127.0.0.0/8' }],
      ['only http:// has a proxy', { http_proxy: 'PROXY' }],
    ])('lets none go through it if %s', async (_, env) => {
      const standIns = await securedStandIns();
      const proxy = await proxyFor();
      const named = Object.entries(env).map(([name, value]) => [name, value.replace('PROXY', proxy.host)]);
      await runBehind(standIns, mode, Object.fromEntries(named));
      await standIns.slack.person(people.alice.id).command(example);
      expect((await answered(standIns.slack)).reply.text).toContain('Started');
      expect(origins(standIns)).toEqual(['127.0.0.1']);
      expect(await proxy.requests(0)).toEqual([]);
    });
  });

  test('speaks TLS with a proxy that does, also within it', async () => {
    const standIns = await securedStandIns();
    const proxy = await proxyFor({ user: 'user', password });
    const [host, port] = proxy.host.split(':');
    const front = createTlsServer(certificate, (socket) => {
      const behind = connect(Number(port), host);
      socket
        .on('error', () => {})
        .pipe(behind.on('error', () => {}))
        .pipe(socket);
    }).listen(0, '127.0.0.1');
    await once(front, 'listening');
    undo.push(() => front.close());
    const address = `https://user:${password}@127.0.0.1:${(front.address() as AddressInfo).port}`;
    await runBehind(standIns, 'socket', { HTTPS_PROXY: address });
    await standIns.slack.person(people.alice.id).command(example);
    expect((await answered(standIns.slack)).reply.text).toContain('Started');
    expect(origins(standIns)).toEqual([proxyOrigin]);
  });

  test('keeps its connections to TRTC through the proxy', async () => {
    const standIns = await securedStandIns();
    const proxy = await proxyFor();
    await runBehind(standIns, 'http', { https_proxy: proxy.host });
    const { slack, trtc } = standIns;
    const alice = slack.person(people.alice.id);
    for (const room of ['room1', 'room2', 'room3', 'room4']) {
      const before = trtc.calls.length;
      await alice.command(`start ${room} https://a.b/1.mp4`);
      await trtc.until((now) => now.tasks.length === before + 1);
    }
    expect(trtc.calls.length).toBeGreaterThan(trtc.origins.length);
  });

  test('opens its socket again when the proxy has come back', async () => {
    const standIns = await securedStandIns();
    const proxy = await proxyFor();
    const bot = await runBehind(standIns, 'socket', { HTTPS_PROXY: `http://${proxy.host}` });
    await proxy.kill();
    await standIns.slack.until((now) => now.connections === 0);
    await bot.says('(HTTPS_PROXY) cannot be reached: ECONNREFUSED.');
    await proxy.start();
    await standIns.slack.until((now) => now.connections === 1);
    await standIns.slack.person(people.alice.id).command(example);
    expect((await answered(standIns.slack)).reply.text).toContain('Started');
    expect(origins(standIns)).toEqual([proxyOrigin]);
  }, 60_000);

  test('says why it cannot start if the proxy does not take its password, and does not say that', async () => {
    const standIns = await securedStandIns();
    const proxy = await proxyFor({ user: 'user', password });
    const start = startBot({
      ...settingsOf(standIns),
      HTTPS_PROXY: `http://user:wrong-${password}@${proxy.host}`,
    });
    // To a wrong password tinyproxy answers with the status of servers; without one it answers with 407.
    const sentence = `The proxy http://${proxy.host} (HTTPS_PROXY) wants another user or password (HTTP 401).`;
    await expect(start).rejects.toThrow(sentence);
    await expect(start).rejects.not.toThrow(password);
    expect(origins(standIns)).toEqual([]);
  });
});

inEarnest('With a proxy for http://', () => {
  test.each(['http', 'socket'] as const)(
    'in %s mode every request goes through it, and the socket by CONNECT',
    async (mode) => {
      const proxy = await proxyFor({ user: 'user', password });
      const stage = await stageFor({ mode, settings: { HTTP_PROXY: `user:${password}@${proxy.host}` } });
      await startOne(stage);
      const [slack = '', trtc = ''] = targets(stage);
      expect(origins(stage)).toEqual([proxyOrigin]);
      const requests = await proxy.requests(stage.slack.origins.length + stage.trtc.origins.length);
      expect(requests).toContain(`POST http://${trtc}/`);
      expect(requests).toContain(`POST http://${slack}/api/chat.postMessage`);
      expect(requests.filter((line) => line.startsWith('CONNECT'))).toEqual(
        mode === 'socket' ? [`CONNECT ${slack}`] : [],
      );
      expect(stage.log.join('')).not.toContain(password);
    },
  );

  test('none goes through it if NO_PROXY names the place', async () => {
    const proxy = await proxyFor();
    const stage = await stageFor({
      mode: 'socket',
      settings: { HTTP_PROXY: `http://${proxy.host}`, NO_PROXY: '*' },
    });
    await startOne(stage);
    expect(origins(stage)).toEqual(['127.0.0.1']);
    expect(await proxy.requests(0)).toEqual([]);
  });
});

test('A proxy that refuses only the socket is named in the log, and tried again until it lets it through', async () => {
  const proxy = await startOddProxy('well');
  undo.push(() => proxy.close());
  const stage = await stageFor({ mode: 'socket', settings: { HTTP_PROXY: proxy.url } });
  const { slack, log } = stage;
  proxy.become({ kind: 'status', status: 403, only: 'CONNECT' });
  slack.disconnect('drop');
  await slack.until(() => log.some((line) => line.includes('(HTTP_PROXY) does not let the bot through')));
  proxy.become('well');
  await slack.until((now) => now.connections === 1);
  await startOne(stage);
}, 60_000);

test('A bot that waits for its socket can be stopped', async () => {
  const proxy = await startOddProxy('well');
  undo.push(() => proxy.close());
  const { slack, log, app } = await stageFor({ mode: 'socket', settings: { HTTP_PROXY: proxy.url } });
  proxy.become({ kind: 'status', status: 403, only: 'CONNECT' });
  slack.disconnect('drop');
  await slack.until(() => log.some((line) => line.includes('(HTTP_PROXY) does not let the bot through')));
  await app.stop();
  expect(log.at(-1)).toContain('Stopped');
}, 60_000);

describe('With a proxy that keeps TRTC back', () => {
  const longName = 'http://user:t0psecret-word@';

  async function stageBehind(oddity: Oddity) {
    const proxy = await startOddProxy(oddity);
    undo.push(() => proxy.close());
    const settings = {
      HTTPS_PROXY: proxy.url.replace('http://', longName),
      TRTC_ENDPOINT: 'https://trtc.example',
    };
    return { proxy, stage: await stageFor({ settings }) };
  }

  test.each<[Oddity, string, string]>([
    [{ kind: 'status', status: 407 }, 'wants another user or password (HTTP 407).', 'Network.ProxyRefused'],
    [
      { kind: 'status', status: 403 },
      'does not let the bot through to trtc.example:443 (HTTP 403).',
      'Network.ProxyRefused',
    ],
    [{ kind: 'status', status: 502 }, 'could not reach trtc.example:443 (HTTP 502).', 'Network.ProxyFailed'],
    [{ kind: 'hang-up' }, 'broke off before it had opened a way to trtc.example:443.', 'Network.ProxyFailed'],
  ])('%j a start is said not to have started, and doctor says what to do', async (oddity, words, code) => {
    const { proxy, stage } = await stageBehind(oddity);
    const { slack } = stage;
    await slack.person(people.alice.id).command(example);
    const { card, reply } = await answered(slack);
    const sentence = `The proxy ${proxy.url} (HTTPS_PROXY) ${words}`;
    expect(card.text).toContain('did not start');
    expect(reply.text).toContain(`\`${code}\` — ${sentence}`);
    // A refusal does not pass by itself: asked again, a wrong password may lock its owner out.
    expect(proxy.requests.length).toBeLessThanOrEqual(code === 'Network.ProxyRefused' ? 1 : 4);

    await slack.person(people.carol.id).command('doctor');
    const { text } = await slack.until((now) =>
      now.ephemerals.find((each) => each.text.includes('The bot token')),
    );
    const lines = text.split('\n');
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^❌ TRTC could not be asked about application `\d+` \(`Network\.Proxy\w+`\)\. The proxy .* \*What to do:\* Check the proxy `http:\S+` \(HTTPS_PROXY\), that NODE_EXTRA_CA_CERTS names its certificate if it reads along, and that it lets the bot through to TRTC \(TRTC_ENDPOINT\), and try again in a minute\.$/,
      ),
    );
    expect(text).toContain(sentence);
    expect(lines.slice(-2)).toEqual([
      '✅ Slack is reached directly, since HTTP_PROXY is not set.',
      `✅ TRTC is reached through the proxy \`${proxy.url}\` (HTTPS_PROXY, with a user and password).`,
    ]);
    expect(`${everythingSeen(stage)}${stage.log.join('')}`).not.toMatch(/t0psecret|Blocked/);
  });
});
