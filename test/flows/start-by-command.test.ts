import { describe, expect, test } from '@jest/globals';
import { answered, cards, example, people, replies, stageFor } from '../support/bot-stage.ts';

describe.each(['http', 'socket'] as const)('a start by command, over %s', (mode) => {
  test("the reference page's example arrives at the API as written there, and its TaskId stands in the thread", async () => {
    const { slack, trtc } = await stageFor({ mode });
    const delivery = await slack.person(people.alice.id).command(example);
    expect(delivery).toMatchObject({ status: 200, body: undefined });

    const { card, reply } = await answered(slack);
    const [call] = trtc.calls;
    expect(call).toMatchObject({
      action: 'StartStreamIngest',
      version: '2019-07-22',
      region: 'ap-singapore',
      outcome: { kind: 'answered' },
    });
    expect(call?.params).toEqual({
      SdkAppId: 1234567890,
      RoomId: 'room123',
      UserId: 'robot123',
      UserSig: expect.stringMatching(/^eJ/),
      RoomIdType: 1,
      StreamUrl: 'https://a.b/test.mp4',
    });
    const outcome = call?.outcome;
    if (outcome?.kind !== 'answered') throw new Error('not answered');
    expect(reply.text).toContain(outcome.taskId);
    expect(reply.text).toContain(outcome.requestId);
    expect(reply.thread_ts).toBe(card.ts);
    expect(card.text).toContain('source not confirmed yet');
    expect(card.text).toContain(`<@${people.alice.id}>`);
  });
});

describe('a start by command', () => {
  test('every option reaches the API as the parameter that it names', async () => {
    const { slack, trtc } = await stageFor();
    const options =
      '--room 42 --url rtmp://a.b/live/x --region ap-tokyo --repeat -1 --max-duration 120 --seek 30 --volume 80 --tempo 1.25 --idle-timeout 300 --auto-push --no-progress';
    await slack.person(people.alice.id).command(`start ${options}`);
    const { card } = await answered(slack);
    expect(trtc.calls[0]).toMatchObject({
      region: 'ap-tokyo',
      params: {
        RoomId: '42',
        RoomIdType: 1,
        StreamUrl: 'rtmp://a.b/live/x',
        RepeatNum: -1,
        MaxDuration: 120,
        SeekSecond: 30,
        Volume: 80,
        Tempo: 1.25,
        IdleTimeout: 300,
        AutoPush: true,
        EnableProgress: false,
      },
    });
    expect(card.text).toContain('ap-tokyo');
  });

  test('room and URL may stand without their options, and phones may rewrite what was typed', async () => {
    const { slack, trtc } = await stageFor();
    await slack
      .person(people.alice.id)
      .command('start\u00a0“main stage” <https://a.b/x.mp4?a=1&amp;b=2> —volume 50');
    await answered(slack);
    expect(trtc.calls[0]?.params).toMatchObject({
      RoomId: 'main stage',
      RoomIdType: 0,
      StreamUrl: 'https://a.b/x.mp4?a=1&b=2',
      Volume: 50,
    });
  });

  test('every task without a --user gets a robot of its own, named after its handle', async () => {
    const { slack, trtc } = await stageFor();
    const alice = slack.person(people.alice.id);
    await alice.command('start room1 https://a.b/1.mp4');
    await alice.command('start room1 https://a.b/1.mp4');
    await slack.until((now) => replies(now).length === 2);
    const robots = trtc.tasks.map((task) => task.userId);
    expect(new Set(robots).size).toBe(2);
    const handles = replies(slack).map((reply) => /task `([a-z2-9]{6})`/.exec(reply.text)?.[1]);
    expect(robots.toSorted()).toEqual(handles.map((handle) => `ingest-${handle}`).toSorted());
  });

  test('the same command delivered twice starts once', async () => {
    const { slack, trtc } = await stageFor();
    const delivery = await slack.person(people.alice.id).command(example);
    await slack.redeliver(delivery);
    await answered(slack);
    // A third command shows that the second delivery had its turn.
    await slack.person(people.alice.id).command('start other https://a.b/2.mp4');
    await slack.until((now) => replies(now).length === 2);
    expect(trtc.calls).toHaveLength(2);
    expect(cards(slack)).toHaveLength(2);
  });

  test('a room that is named like a mention pings nobody', async () => {
    const { slack } = await stageFor();
    await slack.person(people.alice.id).command('start "&lt;!channel&gt;" https://a.b/1.mp4');
    const { card } = await answered(slack);
    expect(JSON.stringify([card.text, card.blocks])).not.toContain('<!channel>');
  });
});
