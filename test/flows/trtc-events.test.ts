import { describe, expect, test } from '@jest/globals';
import { callbackSign } from '../../sandbox/trtc/callback-post.ts';
import type { Stage } from '../support/bot-stage.ts';
import {
  cardNow,
  sdkAppId,
  secrets,
  stageFor,
  startOne,
  threadOf,
  toldInThread,
} from '../support/bot-stage.ts';

const key = 'callbackKey123';

async function stageWithCallbacks(): Promise<Stage> {
  const stage = await stageFor({ settings: { TRTC_CALLBACK_KEY: key } });
  stage.trtc.callbackTo({ url: `http://127.0.0.1:${stage.port}/trtc/events`, key });
  return stage;
}

describe("TRTC's event callbacks", () => {
  test('tell the thread that the media came to its end', async () => {
    const stage = await stageWithCallbacks();
    const { taskId, card } = await startOne(stage);
    stage.trtc.source(taskId).finish();
    expect((await toldInThread(stage.slack, card.ts, 2))[1]).toMatch(/^⏹ Ended by itself after/);
    await stage.slack.until((now) => cardNow(now, card.ts)?.text.includes('has ended · by itself'));
  });

  test('tell of a source that stutters, comes back, and fails three times', async () => {
    const stage = await stageWithCallbacks();
    const { taskId, card } = await startOne(stage);
    const source = stage.trtc.source(taskId);
    source.stutter();
    await toldInThread(stage.slack, card.ts, 2);
    source.recover();
    await toldInThread(stage.slack, card.ts, 3);
    for (let n = 0; n < 3; n += 1) source.fail();
    const thread = await toldInThread(stage.slack, card.ts, 4);
    expect(thread.slice(1)).toEqual([
      '🔁 TRTC cannot reach the source yet, and is trying again. Check the URL if this goes on.',
      '🟢 The source is back.',
      expect.stringContaining('could not pull the source, three times'),
    ]);
    await stage.slack.until((now) => cardNow(now, card.ts)?.text.includes('live without its source'));
    const broadcast = stage.slack.thread(card.channel, card.ts).filter((message) => message.reply_broadcast);
    expect(broadcast).toHaveLength(1);
  });

  const odd = [null, undefined, 7, '', {}, [], true];
  test.each([
    ...odd.map((TaskId) => ({ TaskId })),
    ...[...odd.filter((each) => each !== 7), 'today', '0x18', '-1', -1, 1e300, 1.5, Date.now() * 1000].map(
      (EventMsTs) => ({
        EventMsTs,
      }),
    ),
    ...[...odd.filter((each) => each !== 7), 'none', 3, '3', -1].map((Status) => ({ Status })),
  ])('that are not as documented (%j) are acknowledged, logged and change nothing', async (fields) => {
    const stage = await stageWithCallbacks();
    const { taskId, card } = await startOne(stage);
    const EventInfo = { EventMsTs: Date.now(), TaskId: taskId, Status: 2 };
    const event = { EventGroupId: 7, EventType: 701, CallbackMsTs: 1, EventInfo };
    const before = stage.trtc.tasks;
    expect((await stage.trtc.sendEvent({ ...event, EventInfo: { ...EventInfo, ...fields } })).status).toBe(
      200,
    );
    expect((await stage.trtc.sendEvent({ ...event, EventInfo: null })).status).toBe(200);
    expect(stage.log.join('').match(/An event is not as documented/g)).toHaveLength(2);
    expect((await stage.trtc.sendEvent(event)).status).toBe(200);
    expect(await toldInThread(stage.slack, card.ts, 2)).toHaveLength(2);
    expect(stage.trtc.tasks).toEqual(before);
  });

  test.each(['as-documented', 'as-text'] as const)(
    'whose numbers come %s (String in the tables of 62717 and 102825) are followed like others',
    async (numbers) => {
      const stage = await stageWithCallbacks();
      stage.trtc.eventStyle.numbers = numbers;
      const { taskId, card } = await startOne(stage);
      const source = stage.trtc.source(taskId);
      source.stutter();
      await toldInThread(stage.slack, card.ts, 2);
      source.recover();
      await toldInThread(stage.slack, card.ts, 3);
      source.finish();
      expect((await toldInThread(stage.slack, card.ts, 4)).slice(1)).toEqual([
        '🔁 TRTC cannot reach the source yet, and is trying again. Check the URL if this goes on.',
        '🟢 The source is back.',
        expect.stringContaining('⏹ Ended by itself'),
      ]);
      expect(stage.log.join('')).not.toContain('not as documented');
    },
  );

  test('of streams that cannot be read are logged with what is missing, and without their values', async () => {
    const stage = await stageWithCallbacks();
    const event = { EventGroupId: '7', EventType: '701', EventInfo: { TaskId: 'secretTask', Status: 'x' } };
    expect((await stage.trtc.sendEvent(event)).status).toBe(200);
    const line = stage.log.find((each) => each.includes('An event is not as documented')) ?? '{}';
    expect(JSON.parse(line)).toMatchObject({
      eventType: 701,
      problems: ['EventInfo.EventMsTs is missing', 'EventInfo.Status cannot be read'],
    });
    expect(line).not.toContain('secretTask');
  });

  test('that come again or late change nothing', async () => {
    const stage = await stageWithCallbacks();
    const { taskId, card } = await startOne(stage);
    const event = (at: number, status: number) => ({
      EventGroupId: 7,
      EventType: 701,
      CallbackMsTs: at,
      EventInfo: { EventMsTs: at, TaskId: taskId, Status: status },
    });
    const later = Date.now() + 120_000;
    for (const each of [event(later, 2), event(later, 2), event(later - 1, 0)]) {
      expect((await stage.trtc.sendEvent(each)).status).toBe(200);
    }
    expect((await stage.trtc.sendEvent(event(later + 1, 0))).status).toBe(200);
    expect((await toldInThread(stage.slack, card.ts, 3)).slice(1)).toEqual([
      '🔁 The source stuttered; TRTC is trying again. Nothing to do.',
      '🟢 The source is back.',
    ]);
  });

  test('are refused without a signature that fits, and where they are too large', async () => {
    const stage = await stageWithCallbacks();
    const { taskId, card } = await startOne(stage);
    const stop = {
      EventGroupId: 7,
      EventType: 702,
      CallbackMsTs: 1,
      EventInfo: { EventMsTs: 1, TaskId: taskId, Status: 0 },
    };
    expect((await stage.trtc.sendEvent(stop, { sign: null })).status).toBe(401);
    expect((await stage.trtc.sendEvent(stop, { sign: 'AAAA' })).status).toBe(401);
    expect((await stage.trtc.sendEvent('x'.repeat(100_000))).status).toBe(413);
    expect(threadOf(stage.slack, card.ts)).toHaveLength(1);
  });

  test('of tasks and kinds that are not known are taken and left alone', async () => {
    const stage = await stageWithCallbacks();
    const unknown = {
      EventGroupId: 7,
      EventType: 702,
      CallbackMsTs: 1,
      EventInfo: { EventMsTs: 1, TaskId: 'nobody', Status: 0 },
    };
    for (const event of [unknown, { ...unknown, EventType: 799 }, { EventGroupId: 1 }, 'no json']) {
      expect(await stage.trtc.sendEvent(event)).toEqual({ status: 200, body: '{"code":0}' });
    }
    expect(stage.log.some((line) => line.includes('not known here'))).toBe(true);
  });

  test('are answered whatever Slack does', async () => {
    const stage = await stageWithCallbacks();
    const { taskId } = await startOne(stage);
    stage.slack.fail({ kind: 'stall' }, { times: 100 });
    const stop = {
      EventGroupId: 7,
      EventType: 702,
      CallbackMsTs: 1,
      EventInfo: { EventMsTs: 1, TaskId: taskId, Status: 0 },
    };
    expect((await stage.trtc.sendEvent(stop)).status).toBe(200);
    await stage.slack.close();
  });

  test('are not taken where no key is set', async () => {
    const stage = await stageFor();
    const response = await fetch(`http://127.0.0.1:${stage.port}/trtc/events`, {
      method: 'POST',
      body: '{}',
    });
    expect(response.status).toBe(404);
  });
});

describe('Several applications', () => {
  const own = 'ownKey1';
  const [prod, other] = [sdkAppId, 1_400_000_001];

  async function stageOfTwo(): Promise<Stage> {
    const apps = [
      { name: 'prod', sdkAppId: prod, secretKey: secrets.sdkSecretKey, callbackKey: own },
      { name: 'test', sdkAppId: other, secretKey: secrets.sdkSecretKey },
    ];
    const stage = await stageFor({
      settings: {
        TRTC_SDK_APP_ID: '',
        TRTC_SDK_SECRET_KEY: '',
        TRTC_APPS: JSON.stringify(apps),
        TRTC_CALLBACK_KEY: key,
      },
    });
    stage.trtc.callbackTo({ url: `http://127.0.0.1:${stage.port}/trtc/events`, key: own });
    return stage;
  }

  test('have each their own callback key, and none speaks for the tasks of another', async () => {
    const stage = await stageOfTwo();
    const { taskId, card } = await startOne(stage);
    const stop = { EventGroupId: 7, EventType: 702, EventInfo: { EventMsTs: 1, TaskId: taskId, Status: 0 } };
    const body = JSON.stringify(stop);
    const signedWith = (its: string) => callbackSign(its, body);
    expect((await stage.trtc.sendEvent(body, { sign: signedWith('anotherKey') })).status).toBe(401);
    for (const header of [prod, other])
      expect((await stage.trtc.sendEvent(body, { sign: signedWith(key), sdkAppId: header })).status).toBe(
        200,
      );
    expect(stage.log.join('')).toContain("An event was signed with another application's key");
    expect(threadOf(stage.slack, card.ts)).toHaveLength(1);
    expect((await stage.trtc.sendEvent(stop)).status).toBe(200);
    expect((await toldInThread(stage.slack, card.ts, 2))[1]).toContain('Ended by itself');
  });
});

describe('the monitor', () => {
  test('finds a task that ended without a word', async () => {
    let now = Date.now();
    const stage = await stageFor({
      settings: { MONITOR_INTERVAL_SECONDS: '1' },
      runtime: { clock: () => now },
    });
    const { taskId, card } = await startOne(stage);
    now += 60_000;
    stage.trtc.source(taskId).vanish();
    expect((await toldInThread(stage.slack, card.ts, 2))[1]).toMatch(/^⏹ Ended by itself after 1 min/);
  });
});
