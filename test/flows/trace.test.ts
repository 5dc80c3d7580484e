// Not quick: the limit of TRTC is waited for.
import { describe, expect, test } from '@jest/globals';
import type { StageOptions } from '../../sandbox/stage.ts';
import { callbackIds } from '../../src/slack/format/ids.ts';
import { answered, example, formOf, people, type Stage, stageFor, startOne } from '../support/bot-stage.ts';
import { type Line, type LogLines, logLines, slackCalled, trtcCalled } from '../support/log-lines.ts';

const alice = people.alice.id;

async function tracedStage(options: StageOptions = {}): Promise<{ stage: Stage; log: LogLines }> {
  const log = logLines();
  return { stage: await stageFor({ ...options, runtime: { logTo: log } }), log };
}

/** The one trace of all these lines. */
function traceOf(lines: readonly Line[]): string {
  const traces = new Set(lines.map(({ trace }) => trace));
  expect([...traces]).toEqual([expect.stringMatching(/^[a-z2-9]{12}$/)]);
  return String([...traces][0]);
}

describe.each(['http', 'socket'] as const)('over %s', (mode) => {
  test('all that is logged about a start has one trace: by the domain, by the calls, and by Slack’s libraries', async () => {
    const { stage, log } = await tracedStage({ mode });
    await log.until(1, ({ msg }) => msg === 'Ready');
    const before = log.all.length;
    await stage.slack.person(alice).command(example);
    await answered(stage.slack);
    await log.until(1, slackCalled('chat.update'));
    const trace = traceOf(log.all.slice(before).filter((line) => line.trace !== undefined));
    const said = log.all.filter((line) => line.trace === trace).map(({ msg }) => msg);
    expect(said).toEqual(
      expect.arrayContaining([
        'A start was accepted',
        'A task changed',
        'TRTC was called',
        'Slack was called',
        "apiCall('chat.postMessage') start",
        'http response received',
        "apiCall('chat.update') start",
      ]),
    );
    const own = log.all.slice(before).filter(({ msg }) => /^(A |TRTC|Slack|apiCall|http )/.test(msg));
    traceOf(own);
  });
});

test('the line of a call has its RequestId, how long it took and what came of it', async () => {
  const { stage, log } = await tracedStage();
  stage.trtc.fail({ kind: 'error', code: 'FailedOperation.NotAllowed' });
  await stage.slack.person(alice).command(example);
  await answered(stage.slack);
  await startOne(stage);
  const [refused, ok] = await log.until(2, trtcCalled('StartStreamIngest'));
  const requestIds = stage.trtc.calls.map(({ outcome }) => 'requestId' in outcome && outcome.requestId);
  expect(refused).toMatchObject({
    level: 30,
    ms: expect.any(Number),
    outcome: 'refused',
    code: 'FailedOperation.NotAllowed',
    requestId: requestIds[0],
  });
  expect(ok).toMatchObject({ level: 30, ms: expect.any(Number), outcome: 'ok', requestId: requestIds[1] });
  expect(log.all.find(slackCalled('chat.postMessage'))).toMatchObject({ level: 20, ms: expect.any(Number) });
});

test('the line of a call whose answer was lost is a warning', async () => {
  const { stage, log } = await tracedStage();
  stage.trtc.fail({ kind: 'lose-answer' });
  await stage.slack.person(alice).command(example);
  expect(await log.until(1, trtcCalled('StartStreamIngest'))).toMatchObject([
    { level: 40, outcome: 'lost', code: 'Network.Lost' },
  ]);
});

describe('Requests that come together have a trace each,', () => {
  test('also those whose calls wait for a place within TRTC’s limit', async () => {
    const { stage, log } = await tracedStage({ unpaced: true });
    const person = stage.slack.person(alice);
    const starts = 25;
    await Promise.all(
      Array.from({ length: starts }, (_, n) => person.command(`start room${n} https://a.b/${n}.mp4`)),
    );
    const called = await log.until(starts, trtcCalled('StartStreamIngest'));
    const accepted = log.all.filter(({ msg }) => msg === 'A start was accepted');
    expect(new Set(called.map(({ trace }) => trace)).size).toBe(starts);
    expect(called.map(({ trace }) => trace).sort()).toEqual(accepted.map(({ trace }) => trace).sort());
  });

  test('also those whose messages wait because Slack asked the bot to', async () => {
    const { stage, log } = await tracedStage();
    const person = stage.slack.person(alice);
    stage.slack.fail({ kind: 'rate-limited', retryAfterSeconds: 1 }, { method: 'chat.postMessage' });
    await person.command('start room1 https://a.b/1.mp4');
    await log.until(1, ({ method, outcome }) => method === 'chat.postMessage' && outcome === 'limited');
    await Promise.all([2, 3].map((n) => person.command(`start room${n} https://a.b/${n}.mp4`)));
    const posted = await log.until(6, slackCalled('chat.postMessage'));
    const accepted = log.all.filter(({ msg }) => msg === 'A start was accepted');
    const each = accepted.map(({ trace }) => posted.filter((line) => line.trace === trace).length);
    expect(each).toEqual([2, 2, 2]);
  });
});

describe('A trace is there for', () => {
  test('a form', async () => {
    const { stage, log } = await tracedStage();
    const person = stage.slack.person(alice);
    await person.command('');
    const form = await formOf(stage.slack, alice);
    person.fill(form.id, { room: 'r', url: 'https://a.b/1.mp4' });
    await person.submit(form.id);
    const [started] = await log.until(1, trtcCalled('StartStreamIngest'));
    const [accepted] = await log.until(1, ({ msg }) => msg === 'A start was accepted');
    const [opened] = await log.until(1, slackCalled('views.open'));
    expect(traceOf([started, accepted].filter((line) => line !== undefined))).not.toBe(
      traceOf(opened === undefined ? [] : [opened]),
    );
  });

  test('a button', async () => {
    const { stage, log } = await tracedStage();
    const { card } = await startOne(stage);
    await stage.slack.person(alice).press({ message: card }, 'Pause');
    const paused = await log.until(1, ({ msg, event }) => msg === 'A task changed' && event === 'paused');
    traceOf([...paused, ...(await log.until(1, trtcCalled('UpdateStreamIngest')))]);
  });

  test('a shortcut', async () => {
    const { stage, log } = await tracedStage();
    await stage.slack.person(alice).shortcut(callbackIds.startShortcut);
    traceOf(await log.until(1, slackCalled('views.open')));
  });

  test('a Home that is opened', async () => {
    const { stage, log } = await tracedStage();
    await stage.slack.person(alice).openHome();
    traceOf(await log.until(1, slackCalled('views.publish')));
  });

  test("TRTC's event, up to the word in the thread", async () => {
    const key = 'callbackKey123';
    const { stage, log } = await tracedStage({ settings: { TRTC_CALLBACK_KEY: key } });
    stage.trtc.callbackTo({ url: `http://127.0.0.1:${stage.port}/trtc/events`, key });
    const { taskId } = await startOne(stage);
    await log.until(1, slackCalled('chat.update'));
    stage.trtc.source(taskId).finish();
    const ended = await log.until(1, ({ msg, event }) => msg === 'A task changed' && event === 'ended');
    const [, , told] = await log.until(3, slackCalled('chat.postMessage'));
    traceOf([...ended, ...(told === undefined ? [] : [told])]);
  });
});
