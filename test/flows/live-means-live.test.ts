import { describe, expect, test } from '@jest/globals';
import { realRuntime } from '../../src/runtime.ts';
import {
  cardNow,
  people,
  type Stage,
  stageFor,
  startOne,
  threadOf,
  toldInThread,
  whispered,
} from '../support/bot-stage.ts';

const alice = people.alice.id;
const key = 'callbackKey123';
const unconfirmed = 'started, source not confirmed yet';

/** What a start waits for until the bot looks at it, and a little more; nothing else waits for so long. */
const firstLookMs = { callbacks: 60_100, none: 10_100 };

/** A bot by a clock that is moved by hand; with callbacks, TRTC tells of its events. */
async function timed({ callbacks }: { callbacks: boolean }) {
  const began = Date.now();
  let now = began;
  let look = () => {};
  const isTime = new Promise<void>((resolve) => {
    look = resolve;
  });
  const stage = await stageFor({
    settings: callbacks ? { TRTC_CALLBACK_KEY: key } : {},
    runtime: {
      clock: () => now,
      wait: async (ms, signal) => {
        if (ms !== firstLookMs[callbacks ? 'callbacks' : 'none']) return realRuntime.wait(ms, signal);
        await Promise.race([isTime, realRuntime.wait(ms, signal)]);
      },
    },
    unpaced: true,
  });
  const { trtc, port } = stage;
  if (callbacks) trtc.callbackTo({ url: `http://127.0.0.1:${port}/trtc/events`, key });
  const passed = (ms: number) => {
    now = began + ms;
  };
  /** So much time has passed, and with it the wait for the first look. */
  const passedUntilLook = (ms: number) => {
    passed(ms);
    look();
  };
  return { stage, passed, passedUntilLook };
}

const cardSays = ({ slack }: Stage, ts: string, words: string) =>
  slack.until((now) => cardNow(now, ts)?.text.includes(words));

// Page 57835: the answer of StartStreamIngest says that there is a task, and nothing of its source.
describe('Without callbacks a start', () => {
  test('is not called live anywhere until a look has found it after ten seconds', async () => {
    const { stage, passed, passedUntilLook } = await timed({ callbacks: false });
    const { slack, trtc } = stage;
    const { handle, card } = await startOne(stage);
    expect(card.text).toContain(unconfirmed);
    expect(threadOf(slack, card.ts)[0]).toContain('says “live” once the source is confirmed');
    passed(9_999);
    for (const [n, typed] of [`status ${handle}`, 'list'].entries()) {
      await slack.person(alice).command(typed);
      expect((await whispered(slack, n + 1)).text).toContain(unconfirmed);
    }
    await slack.person(alice).openHome();
    await slack.until((now) => JSON.stringify(now.homes).includes(unconfirmed));
    expect(trtc.calls.map(({ action }) => action)).toEqual(['StartStreamIngest']);

    passedUntilLook(10_000);
    await cardSays(stage, card.ts, 'is live · started by');
    expect(trtc.calls.map(({ action }) => action)).toEqual(['StartStreamIngest', 'DescribeStreamIngest']);
    await slack.person(alice).command(`status ${handle}`);
    expect((await whispered(slack, 3)).text).not.toContain('confirmed');
    expect(threadOf(slack, card.ts)).toHaveLength(1);
  });

  test('whose task is gone by then has ended, and is told to check the URL', async () => {
    const { stage, passedUntilLook } = await timed({ callbacks: false });
    const { card, taskId } = await startOne(stage);
    stage.trtc.source(taskId).vanish();
    passedUntilLook(11_000);
    expect((await toldInThread(stage.slack, card.ts, 2))[1]).toBe(
      '⏹ Ended by itself after 11 s: too soon for most media.\n*What to do:* check that the URL plays, then start again. Media that is really so short ends like this, too.',
    );
    await cardSays(stage, card.ts, 'by itself after 11 s: check that the URL plays');
    await stage.slack.person(alice).command('list --all');
    expect((await whispered(stage.slack, 2)).text).toContain('check that the URL plays');
  });
});

// Page 62717: 701 with Status 0 says that it has started, 2 within a minute that the URL cannot be reached, 1 that a try failed.
describe('With callbacks a start', () => {
  test('is live as soon as TRTC says so', async () => {
    const { stage } = await timed({ callbacks: true });
    const { card } = await startOne(stage);
    await cardSays(stage, card.ts, 'is live · started by');
    expect(threadOf(stage.slack, card.ts)).toHaveLength(1);
  });

  test('is not called live by a look, but by event 701/0', async () => {
    const { stage, passed } = await timed({ callbacks: true });
    const { slack, trtc, port } = stage;
    trtc.callbackTo(undefined);
    const { handle, card, taskId } = await startOne(stage);
    passed(30_000);
    await slack.person(alice).command(`status ${handle}`);
    const { text } = await whispered(slack);
    expect(text).toContain(unconfirmed);
    expect(text).toContain('it runs (`InProgress`)');
    trtc.callbackTo({ url: `http://127.0.0.1:${port}/trtc/events`, key });
    trtc.source(taskId).recover();
    await cardSays(stage, card.ts, 'is live · started by');
  });

  test('of which TRTC has not said a word in a minute is looked at', async () => {
    const { stage, passedUntilLook } = await timed({ callbacks: true });
    stage.trtc.callbackTo(undefined);
    const { card } = await startOne(stage);
    passedUntilLook(60_000);
    await cardSays(stage, card.ts, 'is live · started by');
  });

  test('whose source fails from the first second is never called live, and says what to do', async () => {
    const { stage, passed } = await timed({ callbacks: true });
    const { slack, trtc } = stage;
    trtc.fail({ kind: 'dead-source', failsAfterMs: [] });
    const { handle, card, taskId } = await startOne(stage);
    await cardSays(stage, card.ts, 'started, but TRTC cannot reach the source yet');
    expect((await toldInThread(slack, card.ts, 2))[1]).toBe(
      '🔁 TRTC cannot reach the source yet, and is trying again. Check the URL if this goes on.',
    );
    const source = trtc.source(taskId);
    source.fail();
    await cardSays(stage, card.ts, 'started, but TRTC could not pull the source: check that the URL plays');
    expect(threadOf(slack, card.ts)).toHaveLength(2);
    source.fail();
    source.fail();
    await cardSays(stage, card.ts, '🔴 *`room123`* started, but TRTC cannot pull the source');
    expect((await toldInThread(slack, card.ts, 3))[2]).toContain('could not pull the source, three times');
    passed(180_000);
    await slack.person(alice).command(`status ${handle}`);
    const { text } = await whispered(slack);
    expect(text).toMatch(/^🔴 .* · the source cannot be pulled$/m);
    expect(cardNow(slack, card.ts)?.text).not.toContain('is live');
  });

  test('whose source is reached after all says so', async () => {
    const { stage } = await timed({ callbacks: true });
    stage.trtc.fail({ kind: 'dead-source', failsAfterMs: [] });
    const { card, taskId } = await startOne(stage);
    await toldInThread(stage.slack, card.ts, 2);
    stage.trtc.source(taskId).recover();
    await cardSays(stage, card.ts, 'is live · started by');
    expect((await toldInThread(stage.slack, card.ts, 3))[2]).toBe(
      '🟢 TRTC has reached the source: it is live now.',
    );
  });
});
