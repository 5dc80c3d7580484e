import { describe, expect, test } from '@jest/globals';
import type { Message } from '../../sandbox/slack/index.ts';
import {
  answered,
  cardNow,
  example,
  people,
  type Stage,
  sdkAppId,
  stageFor,
  startOne,
  threadOf,
  toldInThread,
} from '../support/bot-stage.ts';

/** Room and media events by trtc.io/document/39558, on the address that stream events have too. */
const key = 'callbackKey123';

async function stageWithRooms(): Promise<Stage> {
  const stage = await stageFor({ settings: { TRTC_CALLBACK_KEY: key } });
  stage.trtc.callbackTo({ url: `http://127.0.0.1:${stage.port}/trtc/events`, key });
  return stage;
}

/** A start whose answer gets lost, told as unknown before any event comes. */
async function unknownStart(stage: Stage): Promise<Message> {
  stage.trtc.fail({ kind: 'lose-answer' }, { action: 'StartStreamIngest' });
  await stage.slack.person(people.alice.id).command(example);
  const { card, reply } = await answered(stage.slack);
  expect(reply.text).toContain('Nobody knows whether it started');
  return card;
}

interface Told {
  type?: number | string;
  user?: string;
  room?: string | number;
  at?: number;
  reason?: number | string;
}

/** Posts an event of somebody in a room, as page 39558 shows it. */
function inRoom(stage: Stage, { type = 103, user = 'robot123', room = 'room123', at, reason }: Told) {
  const ms = at ?? Date.now() + 60_000;
  return stage.trtc.sendEvent({
    EventGroupId: 1,
    EventType: type,
    CallbackTs: ms + 100,
    EventInfo: {
      RoomId: room,
      EventTs: Math.floor(ms / 1000),
      EventMsTs: ms,
      UserId: user,
      Role: 20,
      ...(reason === undefined ? {} : { Reason: reason }),
    },
  });
}

describe('A start whose answer was lost', () => {
  test.each([103, '103', 201, 203])(
    'did start where event %j tells that its robot is there',
    async (type) => {
      const stage = await stageWithRooms();
      const card = await unknownStart(stage);
      expect((await inRoom(stage, { type })).status).toBe(200);
      const [, told] = await toldInThread(stage.slack, card.ts, 2);
      expect(told).toBe(
        '🟠 It did start: its robot `robot123` is in the room. Its TaskId is lost, so it cannot be paused or changed.\n*What to do:* leave it on air, or end it with *Remove the robot*.',
      );
      await stage.slack.until((now) =>
        cardNow(now, card.ts)?.text.includes('did start: its robot is in the room, its TaskId is lost'),
      );
      expect(JSON.stringify(cardNow(stage.slack, card.ts)?.blocks)).toContain('Remove the robot');
    },
  );

  test('is told to have left the room, and to be back, in the order in which it happened', async () => {
    const stage = await stageWithRooms();
    const card = await unknownStart(stage);
    const at = Date.now() + 60_000;
    await inRoom(stage, { type: 104, at: at + 10, reason: 2 });
    expect((await toldInThread(stage.slack, card.ts, 2))[1]).toContain('has left the room, so nothing');
    await inRoom(stage, { at });
    await inRoom(stage, { type: 104, at: at + 10, reason: 2 });
    await inRoom(stage, { at: at + 20 });
    expect((await toldInThread(stage.slack, card.ts, 3))[2]).toContain('It did start');
    await stage.slack.until((now) => cardNow(now, card.ts)?.text.includes('its robot is in the room'));
  });

  test('is said at once to have started where its robot was seen before the answer got lost', async () => {
    const stage = await stageWithRooms();
    stage.trtc.eventStyle.ofRooms = true;
    stage.trtc.fail({ kind: 'stall' }, { action: 'StartStreamIngest' });
    await stage.slack.person(people.alice.id).command(example);
    await stage.trtc.until(({ calls }) => calls.some(({ outcome }) => outcome.kind === 'stalled'));
    await inRoom(stage, {});
    stage.trtc.reset();
    const { reply } = await answered(stage.slack);
    expect(reply.text).toMatch(/^🟠 It did start: the answer was lost, but its robot is in the room\./);
    const buttons = JSON.stringify(reply.blocks);
    expect(buttons).toContain('Remove the robot');
    expect(buttons).not.toContain('Edit and retry');
  });

  test.each<[what: string, told: Told]>([
    ['somebody else', { user: 'viewer-jane' }],
    ['its robot in another room', { room: 'room124' }],
    ['its robot in the integer room of that name', { room: 123 }],
    ['a robot of that name, before it was asked for', { at: Date.now() - 3_600_000 }],
    ['somebody whose video was switched off', { type: 202 }],
    ['somebody whose sound was switched off', { type: 204 }],
    ['a room that was made', { type: 101 }],
  ])('is not settled by %s', async (_, told) => {
    const stage = await stageWithRooms();
    const card = await unknownStart(stage);
    expect(await inRoom(stage, told)).toEqual({ status: 200, body: '{"code":0}' });
    expect((await stage.trtc.sendEvent({ EventGroupId: 1, EventType: 103 })).status).toBe(200);
    await inRoom(stage, { type: 104 });
    expect((await toldInThread(stage.slack, card.ts, 2))[1]).toContain('has left the room');
    expect(threadOf(stage.slack, card.ts)).toHaveLength(2);
  });

  test('is not settled by the event of another application, which the header names', async () => {
    const stage = await stageWithRooms();
    const card = await unknownStart(stage);
    const EventInfo = { RoomId: 'room123', EventMsTs: Date.now() + 60_000, UserId: 'robot123' };
    await stage.trtc.sendEvent({ EventGroupId: 1, EventType: 103, EventInfo }, { sdkAppId: sdkAppId + 1 });
    await stage.trtc.sendEvent({ EventGroupId: 1, EventType: 104, EventInfo });
    expect((await toldInThread(stage.slack, card.ts, 2))[1]).toContain('has left the room');
    expect(threadOf(stage.slack, card.ts)).toHaveLength(2);
  });
});

describe('A robot whose task runs', () => {
  test('and that was thrown out is told of where its task has not ended, and again when it is back', async () => {
    const stage = await stageWithRooms();
    const { taskId, card } = await startOne(stage);
    const source = stage.trtc.source(taskId);
    stage.trtc.eventStyle.ofRooms = true;
    source.leave();
    expect((await toldInThread(stage.slack, card.ts, 2))[1]).toContain(
      '🚪 Its robot `robot123` was removed from the room or lost it, and the task has not ended',
    );
    await stage.slack.until((now) => cardNow(now, card.ts)?.text.includes('its robot has left the room'));
    source.enter();
    expect((await toldInThread(stage.slack, card.ts, 3))[2]).toBe(
      '🟢 Its robot `robot123` is back in the room.',
    );
    await stage.slack.until((now) => cardNow(now, card.ts)?.text.includes('is live'));
  });

  test('and that left since its task is over ends it, though no 702 came', async () => {
    let now = Date.now();
    const stage = await stageFor({
      settings: { TRTC_CALLBACK_KEY: key },
      runtime: { clock: () => now },
    });
    const { taskId, card } = await startOne(stage);
    now += 60_000;
    stage.trtc.source(taskId).vanish();
    stage.trtc.callbackTo({ url: `http://127.0.0.1:${stage.port}/trtc/events`, key });
    await inRoom(stage, { type: '104', reason: '1', at: now });
    expect((await toldInThread(stage.slack, card.ts, 2))[1]).toMatch(/^⏹ Ended by itself after 1 min/);
  });

  test.each([1, '1'])(
    'and that went by itself (Reason %j) is left to the end that follows',
    async (reason) => {
      const stage = await stageWithRooms();
      const { taskId, card } = await startOne(stage);
      await inRoom(stage, { type: 104, reason });
      stage.trtc.source(taskId).finish();
      expect((await toldInThread(stage.slack, card.ts, 2))[1]).toContain('Ended by itself');
      expect(threadOf(stage.slack, card.ts)).toHaveLength(2);
    },
  );
});

test('Nobody who comes, goes or speaks is named in the log', async () => {
  const stage = await stageWithRooms();
  await startOne(stage);
  const before = stage.log.length;
  for (const type of [103, 104, 105, 201, 202, 203, 204])
    expect((await inRoom(stage, { type, user: 'viewer-jane', room: 'private-room' })).status).toBe(200);
  await stage.trtc.sendEvent({ EventGroupId: 1, EventType: 103, EventInfo: { UserId: 'viewer-jane' } });
  await stage.trtc.sendEvent({ EventGroupId: 2, EventType: 201, EventInfo: { UserId: ['viewer-jane'] } });
  expect(stage.log.slice(before).join('')).not.toMatch(/viewer-jane|private-room/);
});

test('Events of rooms that cannot be read are logged once for each kind, however many come', async () => {
  const stage = await stageWithRooms();
  const unreadable = { EventGroupId: 1, EventType: 103, EventInfo: { UserId: 'viewer-jane' } };
  for (const EventType of [103, 103, 103, 104])
    expect((await stage.trtc.sendEvent({ ...unreadable, EventType })).status).toBe(200);
  expect(stage.log.filter((line) => line.includes('An event is not as documented'))).toHaveLength(2);
});
