import { describe, expect, test } from '@jest/globals';
import { answered, example, formOf, people, replies, stageFor } from '../support/bot-stage.ts';

describe('the acknowledgement', () => {
  test('of a command waits for nothing: not for Slack, whichever method hangs', async () => {
    const { slack } = await stageFor({ settings: { INGEST_ALLOWLIST: '*' } });
    slack.fail({ kind: 'stall' }, { times: 100 });
    for (const typed of [example, '', 'start', 'help', 'nonsense']) {
      expect(await slack.person(people.mallory.id).command(typed)).toMatchObject({
        status: 200,
        body: undefined,
      });
    }
    await slack.close();
  });

  test('of a form and of a button waits for nothing either', async () => {
    const { slack, trtc } = await stageFor();
    const alice = slack.person(people.alice.id);
    trtc.fail({ kind: 'error', code: 'FailedOperation.NotAllowed' });
    await alice.command(example);
    const { reply } = await answered(slack);
    await alice.command('');
    const form = await formOf(slack, people.alice.id);
    alice.fill(form.id, { room: 'r', url: 'https://a.b/1.mp4' });
    slack.fail({ kind: 'stall' }, { times: 100 });
    expect((await alice.submit(form.id)).status).toBe(200);
    expect((await alice.press({ message: reply }, 'Edit and retry')).status).toBe(200);
    await slack.close();
  });
});

describe('more commands at once than TRTC takes in two seconds', () => {
  // How soon they are acknowledged is measured by the bench: here the far side shares a process with the bot.
  const ackWithinMs = 30_000;

  test('are all answered with their TaskIds, none refused for the limit', async () => {
    const { slack, trtc } = await stageFor({
      ackWithinMs,
      settings: { LOG_LEVEL: 'info' },
      unpaced: true,
    });
    const alice = slack.person(people.alice.id);
    const rooms = Array.from({ length: 45 }, (_, n) => `room${n}`);
    await Promise.all(rooms.map((room) => alice.command(`start ${room} https://a.b/1.mp4`)));
    await slack.until((now) => replies(now).length === rooms.length);
    const told = replies(slack).map((reply) => /TaskId `([^`]+)`/.exec(reply.text)?.[1]);
    expect(new Set(told)).toEqual(new Set(trtc.tasks.map((task) => task.taskId)));
    expect(told).toHaveLength(rooms.length);
    expect(trtc.calls.filter((call) => call.outcome.kind !== 'answered')).toEqual([]);
  });
});
