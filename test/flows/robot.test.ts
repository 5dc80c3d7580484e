import { describe, expect, test } from '@jest/globals';
import type { SlackStandIn } from '../../sandbox/slack/index.ts';
import type { Stage } from '../support/bot-stage.ts';
import {
  answered,
  cardNow,
  people,
  replies,
  stageFor,
  startOne,
  threadOf,
  toldInThread,
  whispered,
} from '../support/bot-stage.ts';

const { alice, bob, carol, mallory } = people;
const key = 'callbackKey123';

/** The next card of that timestamp that says so. */
const cardThatSays = (slack: SlackStandIn, ts: string, words: string) =>
  slack.until((now) => {
    const card = cardNow(now, ts);
    return card?.text.includes(words) && card;
  });

/** A task whose stop TRTC has refused, with events of its end on their way. */
async function refusedStop(code: string): Promise<Stage & Awaited<ReturnType<typeof startOne>>> {
  const stage = await stageFor({ settings: { TRTC_CALLBACK_KEY: key } });
  const { slack, trtc, port } = stage;
  trtc.callbackTo({ url: `http://127.0.0.1:${port}/trtc/events`, key });
  const started = await startOne(stage);
  trtc.fail({ kind: 'error', code, message: 'No.' }, { action: 'StopStreamIngest', times: Infinity });
  await slack.person(bob.id).press({ message: started.card }, 'Stop');
  const card = await cardThatSays(slack, started.card.ts, 'asked for a stop');
  return { ...stage, ...started, card };
}

async function say({ slack }: Stage, typed: string): Promise<string> {
  const before = slack.ephemerals.length;
  await slack.person(alice.id).command(typed);
  return (await whispered(slack, before + 1)).text;
}

describe('a stop that fails', () => {
  // Any code but those of a task that is gone (57834: TaskFinished; 34270: TaskNotExist); UnsupportedRegion: regions.test.ts.
  test.each([
    'UnauthorizedOperation.SdkAppId',
    'AuthFailure.UnRealNameAuthenticated',
    'FailedOperation.SdkAppIdNotUnderAppId',
    'InternalError.InternalError',
    'FailedOperation.NoSuchCode',
  ])('(%s) is on the card and in the thread, with the button that removes the robot', async (code) => {
    const stage = await refusedStop(code);
    const { slack, card } = stage;
    const [, told] = await toldInThread(slack, card.ts, 2);
    expect(told).toContain(
      `⚠️ <@${bob.id}> asked for a stop, and TRTC did not do it: it still runs and costs money.`,
    );
    expect(told).toContain(`\`${code}\` — No.`);
    expect(told).toMatch(/\*What to do:\* \S/);
    expect(card.text).toMatch(/🟢 .* is live .*\n⚠️ .* TRTC did not do it: it still runs and costs money\./);
    expect(JSON.stringify(card.blocks)).toContain('Remove the robot');
    expect(await whispered(slack)).toMatchObject({
      user: bob.id,
      text: expect.stringContaining('was not stopped'),
    });
    expect(await say(stage, 'list')).toContain('a stop failed: it may still run');
    expect(await say(stage, 'history')).toMatch(new RegExp(`<@${bob.id}> could not stop .* — \`${code}\``));
  });

  test('for want of an answer says that nobody knows', async () => {
    const stage = await stageFor();
    const { slack, trtc } = stage;
    const { card } = await startOne(stage);
    trtc.fail({ kind: 'http', status: 502 }, { action: 'StopStreamIngest', times: Infinity });
    await slack.person(bob.id).press({ message: card }, 'Stop');
    const now = await cardThatSays(slack, card.ts, "TRTC's answer was lost: it may still run and cost money");
    expect(JSON.stringify(now.blocks)).toContain('Remove the robot');
  });

  test.each(['FailedOperation.TaskFinished', 'FailedOperation.TaskNotExist'])(
    'since the task is gone (%s) is none: it has ended',
    async (code) => {
      const stage = await stageFor();
      const { slack, trtc } = stage;
      const { card } = await startOne(stage);
      trtc.fail({ kind: 'error', code }, { action: 'StopStreamIngest' });
      await slack.person(bob.id).press({ message: card }, 'Stop');
      const now = await cardThatSays(slack, card.ts, 'has ended');
      expect(JSON.stringify(now.blocks)).not.toContain('Remove the robot');
    },
  );
});

describe('the robot of a running task', () => {
  test('is removed by button, and the task is settled for good by whoever did it', async () => {
    const stage = await refusedStop('UnauthorizedOperation.SdkAppId');
    const { slack, trtc, card, handle, taskId } = stage;
    await slack.person(carol.id).press({ message: card }, 'Remove the robot');
    const now = await slack.until((all) => {
      const its = cardNow(all, card.ts);
      return its !== undefined && /is not live|has ended/.test(its.text) && its;
    });
    expect(trtc.tasks).toMatchObject([{ state: 'ended' }]);
    // Whichever comes first, the answer to the removal or TRTC's event of the end, it was carol.
    expect(now.text).toMatch(new RegExp(`(its robot was removed|stopped) by <@${carol.id}>`));
    expect(JSON.stringify(now.blocks)).toContain('Start again');
    expect(await say(stage, 'list')).toContain('Nothing runs');
    expect(await say(stage, 'history')).toMatch(new RegExp(`<@${carol.id}> (removed the robot|stopped)`));
    expect(await say(stage, `status ${handle}`)).toContain(taskId);
    expect(threadOf(slack, card.ts)).toHaveLength(3);
  });

  test('that comes without an event of the end is settled as removed', async () => {
    const stage = await refusedStop('UnauthorizedOperation.SdkAppId');
    const { slack, trtc, card, handle, taskId } = stage;
    trtc.callbackTo(undefined);
    await slack.person(carol.id).press({ message: card }, 'Remove the robot');
    await cardThatSays(slack, card.ts, `is not live · its robot was removed by <@${carol.id}>`);
    expect((await toldInThread(slack, card.ts, 3))[2]).toMatch(
      new RegExp(
        `^🧹 <@${carol.id}> had the robot \`robot123\` removed from the room after .*: the stream is off air\\.$`,
      ),
    );
    expect(await say(stage, 'list')).toContain('Nothing runs');
    const status = await say(stage, `status ${handle}`);
    expect(status).toContain('robot removed');
    expect(status).toContain(taskId);
    // An event that comes late brings nothing back.
    const EventInfo = { EventMsTs: Date.now() + 1_000, TaskId: taskId, Status: 0 };
    trtc.callbackTo({ url: `http://127.0.0.1:${stage.port}/trtc/events`, key });
    for (const EventType of [701, 702])
      expect(await trtc.sendEvent({ EventGroupId: 7, EventType, CallbackMsTs: 1, EventInfo })).toMatchObject({
        status: 200,
      });
    expect(await say(stage, `status ${handle}`)).toContain('robot removed');
    expect(threadOf(slack, card.ts)).toHaveLength(3);
  });

  test('that is not there settles the task as well', async () => {
    const stage = await refusedStop('UnauthorizedOperation.SdkAppId');
    const { slack, trtc, card, taskId } = stage;
    trtc.source(taskId).loseRobot();
    await slack.person(carol.id).press({ message: card }, 'Remove the robot');
    await cardThatSays(slack, card.ts, `<@${carol.id}> had its robot looked for, and it was not there`);
    expect(await say(stage, 'list')).toContain('Nothing runs');
  });

  test('stays where the removal fails too, and whoever asked is told', async () => {
    const stage = await refusedStop('UnauthorizedOperation.SdkAppId');
    const { slack, trtc, card } = stage;
    trtc.fail({ kind: 'error', code: 'UnauthorizedOperation.SdkAppId' }, { action: 'RemoveUserByStrRoomId' });
    await slack.person(carol.id).press({ message: card }, 'Remove the robot');
    const answer = await whispered(slack, 2);
    expect(answer).toMatchObject({ user: carol.id, text: expect.stringContaining('was not taken off air') });
    expect(answer.text).toContain('allow it in CAM');
    expect(trtc.tasks).toMatchObject([{ state: 'running' }]);
    expect(await say(stage, 'list')).toContain('🟢');
  });

  test('is not removed by strangers, nor by those who may only look', async () => {
    const stage = await refusedStop('UnauthorizedOperation.SdkAppId');
    const { slack, trtc, card } = stage;
    const calls = trtc.calls.length;
    await slack.person(mallory.id).press({ message: card }, 'Remove the robot');
    expect((await whispered(slack, 2)).text).toContain('not on the list');
    await slack.person(carol.id).command(`allow <@${mallory.id}> --role viewer`);
    await whispered(slack, 3);
    await slack.person(mallory.id).press({ message: card }, 'Remove the robot');
    expect((await whispered(slack, 4)).text).toContain('takes the role of an operator');
    expect(trtc.calls).toHaveLength(calls);
    expect(trtc.tasks).toMatchObject([{ state: 'running' }]);
  });
});

describe('a start of which nobody knows how it ended', () => {
  async function unknownStart(): Promise<Stage & Awaited<ReturnType<typeof answered>>> {
    const stage = await stageFor();
    stage.trtc.fail({ kind: 'reset' }, { action: 'StartStreamIngest' });
    await stage.slack.person(alice.id).command('start room1 https://a.b/1.mp4');
    return { ...stage, ...(await answered(stage.slack)) };
  }

  // The codes of the removals' own pages (34268, 39630) and of the list of all codes (34270).
  test.each(['FailedOperation.RoomNotExist', 'FailedOperation.UserNotExist', 'InternalError.UserNotExist'])(
    'is settled as not running by %s',
    async (code) => {
      const stage = await unknownStart();
      const { slack, trtc, card } = stage;
      trtc.fail({ kind: 'error', code }, { action: 'RemoveUserByStrRoomId' });
      await slack.person(bob.id).press({ message: card }, 'Remove the robot');
      await cardThatSays(
        slack,
        card.ts,
        `is not live · <@${bob.id}> had its robot looked for, and it was not there`,
      );
      expect((await toldInThread(slack, card.ts, 2))[1]).toContain('it is not in the room');
      expect(await say(stage, 'list')).toContain('Nothing runs');
      expect(await say(stage, 'history')).toContain(`<@${bob.id}> looked for the robot, which was not there`);
      expect(trtc.calls.filter(({ action }) => action === 'RemoveUserByStrRoomId')).toHaveLength(1);
    },
  );

  test('is dismissed by a person, who is named in the thread and in the history', async () => {
    const stage = await unknownStart();
    const { slack, trtc, card } = stage;
    const calls = trtc.calls.length;
    await slack.person(bob.id).press({ message: card }, 'Dismiss');
    await cardThatSays(slack, card.ts, `was dismissed by <@${bob.id}>`);
    expect((await toldInThread(slack, card.ts, 2))[1]).toMatch(
      new RegExp(`^🗑 <@${bob.id}> dismissed this task`),
    );
    expect(await say(stage, 'history')).toContain(`<@${bob.id}> dismissed`);
    expect(await say(stage, 'list')).toContain('Nothing runs');
    expect(trtc.calls).toHaveLength(calls);
  });

  test('is dismissed by nobody who may not run streams', async () => {
    const stage = await unknownStart();
    const { slack, card } = stage;
    await slack.person(mallory.id).press({ message: card }, 'Dismiss');
    expect((await whispered(slack)).text).toContain('not on the list');
    expect(cardNow(slack, card.ts)?.text).toContain('may or may not be live');
    expect(replies(slack)).toHaveLength(1);
  });
});
