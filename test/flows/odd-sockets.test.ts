import { describe, expect, test } from '@jest/globals';
import { freePort } from '../../sandbox/free-port.ts';
import type { SocketOddity } from '../../sandbox/slack/index.ts';
import { impatient, settingsOf, startStandIns } from '../../sandbox/stage.ts';
import { createApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { type Runtime, realRuntime } from '../../src/runtime.ts';
import { goodbyeMs, greetingMs } from '../../src/slack/api/socket-link.ts';
import { answered, example, people, replies, type Stage, stageFor } from '../support/bot-stage.ts';
import { eventually } from '../support/eventually.ts';

const method = 'apps.connections.open';
const allWell = { ready: true, slack: true, store: true, slackToken: true, trtcCredentials: true };

const ready = async ({ port }: Stage): Promise<unknown> =>
  (await fetch(`http://127.0.0.1:${port}/readyz`)).json();

/** A wait in which a greeting is late when somebody says so, and never before. */
function greetings(): { wait: Runtime['wait']; areLate: () => void } {
  const waiting = new Set<() => void>();
  return {
    wait: (ms, signal) =>
      ms === greetingMs
        ? new Promise((resolve, reject) => {
            waiting.add(resolve);
            signal.addEventListener('abort', () => {
              waiting.delete(resolve);
              reject(signal.reason);
            });
          })
        : realRuntime.wait(ms, signal),
    areLate() {
      for (const late of waiting) late();
    },
  };
}

async function worksOnce({ slack, trtc, app }: Stage): Promise<void> {
  const delivery = await slack.person(people.alice.id).command(example);
  expect(delivery.status).toBe(200);
  await answered(slack);
  await slack.redeliver(delivery);
  await app.stop();
  expect(trtc.tasks).toHaveLength(1);
  expect(replies(slack)).toHaveLength(1);
}

describe('A socket that Slack never greets is given up', () => {
  test.each<[string, SocketOddity]>([
    ['was not even answered', { kind: 'unanswered' }],
    ['is open and silent', { kind: 'silent' }],
    ['is greeted too late', { kind: 'late', until: new Promise(() => {}) }],
  ])('if it %s, and another one is opened in its place', async (_, oddity) => {
    const { wait, areLate } = greetings();
    const stage = await stageFor({ mode: 'socket', runtime: { wait } });
    const { slack, log } = stage;
    slack.meetSockets(oddity, oddity);
    slack.disconnect('refresh_requested');
    for (const asked of [2, 3]) {
      await slack.until(
        ({ calls, waitingSockets }) =>
          waitingSockets === 1 && calls.filter((call) => call.method === method).length === asked,
      );
      expect(await ready(stage)).toEqual({ ...allWell, ready: false, slack: false });
      areLate();
    }
    await slack.until(({ connections, waitingSockets }) => connections === 1 && waitingSockets === 0);
    await worksOnce(stage);
    expect(slack.mostConnections).toBe(1);
    expect(log.filter((line) => line.includes('Slack has not greeted within 20 s'))).toHaveLength(1);
  });

  test('and does not hold up a stop', async () => {
    const stage = await stageFor({ mode: 'socket' });
    stage.slack.meetSockets({ kind: 'silent' });
    stage.slack.disconnect('drop');
    await stage.slack.until(({ waitingSockets }) => waitingSockets === 1);
    await stage.app.stop();
    await stage.slack.until(({ waitingSockets }) => waitingSockets === 0);
  });
});

test('A stop does not wait for a dead socket to say goodbye', async () => {
  const wait: Runtime['wait'] = (ms, signal) => realRuntime.wait(ms === goodbyeMs ? 0 : ms, signal);
  const { slack, app, log } = await stageFor({
    mode: 'socket',
    runtime: { wait, retry: { ...impatient, socket: { ...impatient.socket, pongMs: 600_000 } } },
  });
  slack.deafen();
  await app.stop();
  expect(log.at(-1)).toContain('"Stopped"');
});

test('A socket that was asked for before a stop, and comes after it, is closed', async () => {
  const standIns = await startStandIns({});
  const { slack, trtc } = standIns;
  let answer = () => {};
  const until = new Promise<void>((resolve) => {
    answer = resolve;
  });
  slack.fail({ kind: 'held', until }, { method });
  const settings = { ...settingsOf(standIns, 'socket'), PORT: String(await freePort()) };
  const app = createApp(readConfig(settings), { logTo: { write: () => {} }, retry: impatient });
  const start = app.start().catch(() => undefined);
  await slack.until(({ calls }) => calls.some((call) => call.method === method));
  await app.stop();
  answer();
  await slack.until(({ mostConnections }) => mostConnections === 1);
  await slack.until(({ connections }) => connections === 0);
  await start;
  await slack.close();
  await trtc.close();
});

test('What is wrong is said again after a socket that lasted', async () => {
  let now = 0;
  const stage = await stageFor({ mode: 'socket', runtime: { stopwatch: () => now } });
  const { slack, log } = stage;
  for (const outage of [1, 2]) {
    now += 30_000;
    slack.fail({ kind: 'error', error: 'internal_error' }, { method, times: 2 });
    slack.disconnect('drop');
    await slack.until(
      ({ calls }) => calls.filter((call) => call.method === method).length === 1 + 3 * outage,
    );
    await slack.until(({ connections }) => connections === 1);
    await eventually(
      () => ready(stage),
      (is) => JSON.stringify(is) === JSON.stringify(allWell),
    );
    expect(log.filter((line) => line.includes('There is no socket to Slack (internal_error)'))).toHaveLength(
      outage,
    );
  }
});

test('A greeting that takes its time is waited for', async () => {
  const stage = await stageFor({ mode: 'socket' });
  const { slack } = stage;
  let greet = () => {};
  const until = new Promise<void>((resolve) => {
    greet = resolve;
  });
  slack.meetSockets({ kind: 'late', until });
  slack.disconnect('drop');
  await slack.until(({ waitingSockets }) => waitingSockets === 1);
  expect(await ready(stage)).toMatchObject({ ready: false, slack: false });
  greet();
  await slack.until(({ connections }) => connections === 1);
  await worksOnce(stage);
  expect(slack.calls.filter((call) => call.method === method)).toHaveLength(2);
});

test('A socket that is dead, though it stays open, is replaced, and what it brought is done once', async () => {
  const stage = await stageFor({
    mode: 'socket',
    ackWithinMs: 100,
    runtime: { retry: { ...impatient, socket: { ...impatient.socket, pongMs: 300 } } },
  });
  const { slack, trtc } = stage;
  slack.deafen();
  const unheard = await slack.person(people.alice.id).command(example);
  expect(unheard.failure).toBe('operation_timeout');
  await slack.until(({ calls }) => calls.filter((call) => call.method === method).length === 2);
  await slack.redeliver(unheard);
  await answered(slack);
  await stage.app.stop();
  expect(trtc.tasks).toHaveLength(1);
  expect(replies(slack)).toHaveLength(1);
});

test.each([
  ['invalid_auth', false],
  ['not_allowed_token_type', false],
  ['missing_scope', false],
  ['account_inactive', false],
  ['internal_error', true],
  ['service_unavailable', true],
  ['org_login_required', true],
])('While Slack answers %s to its socket, /readyz says slackToken: %s', async (error, slackToken) => {
  const stage = await stageFor({ mode: 'socket' });
  const { slack } = stage;
  const mend = slack.fail({ kind: 'error', error }, { method, times: Number.POSITIVE_INFINITY });
  slack.disconnect('drop');
  await slack.until(({ calls }) => calls.filter((call) => call.method === method).length >= 3);
  expect(await ready(stage)).toEqual({ ...allWell, ready: false, slack: false, slackToken });
  mend();
  const after = await eventually(
    () => ready(stage),
    (now) => JSON.stringify(now) === JSON.stringify(allWell),
  );
  expect(after).toEqual(allWell);
});
