import { describe, expect, test } from '@jest/globals';
import { answered, example, formOf, people, replies, stageFor } from './stage.ts';

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

describe('sixty commands at once', () => {
  test('are all answered with their TaskIds, none refused for the limit', async () => {
    const { slack, trtc } = await stageFor({ settings: { LOG_LEVEL: 'info' } });
    const alice = slack.person(people.alice.id);
    const deliveries = await Promise.all(
      Array.from({ length: 60 }, (_, n) => alice.command(`start room${n} https://a.b/${n}.mp4`)),
    );
    expect(deliveries.every((delivery) => delivery.status === 200)).toBe(true);
    await slack.until((now) => replies(now).length === 60);
    const told = replies(slack).map((reply) => /TaskId `([^`]+)`/.exec(reply.text)?.[1]);
    expect(new Set(told)).toEqual(new Set(trtc.tasks.map((task) => task.taskId)));
    expect(told).toHaveLength(60);
    expect(trtc.calls.filter((call) => call.outcome.kind !== 'answered')).toEqual([]);
  });
});
