import { describe, expect, test } from '@jest/globals';
import {
  cardNow,
  cards,
  formOf,
  group,
  people,
  stageFor,
  startOne,
  threadOf,
  toldInThread,
  whispered,
} from '../support/bot-stage.ts';

const mallory = people.mallory.id;
const bob = people.bob.id;

describe('the buttons of a card', () => {
  test('pause, resume and stop, and the thread says who pressed them', async () => {
    const stage = await stageFor();
    const { slack, trtc } = stage;
    const { card } = await startOne(stage);
    await slack.person(bob).press({ message: card }, 'Pause');
    await slack.until((now) => cardNow(now, card.ts)?.text.includes('is paused'));
    await slack.person(bob).press({ message: card }, 'Resume');
    await slack.until((now) => cardNow(now, card.ts)?.text.includes('source not confirmed yet'));
    await slack.person(bob).press({ message: card }, 'Stop');
    await slack.until((now) => cardNow(now, card.ts)?.text.includes('has ended'));
    expect(threadOf(slack, card.ts).slice(1)).toEqual([
      expect.stringContaining(`Paused by <@${bob}>`),
      `▶️ Resumed by <@${bob}>.`,
      expect.stringContaining(`Stopped by <@${bob}>`),
    ]);
    expect(trtc.tasks[0]?.state).toBe('ended');
    expect(slack.ephemerals).toHaveLength(0);
  });

  test('volume and speed are set on a form, which says what is wrong at the field', async () => {
    const stage = await stageFor();
    const { slack, trtc } = stage;
    const { card } = await startOne(stage);
    await slack.person(bob).press({ message: card }, 'Volume & speed');
    const form = await formOf(slack, bob);
    slack.person(bob).fill(form.id, { volume: 'loud' });
    await slack.person(bob).submit(form.id);
    expect(slack.person(bob).form?.errors).toEqual({
      volume: 'Takes a whole number from 0 to 200, in digits alone.',
    });
    slack.person(bob).fill(form.id, { volume: '\u200B４０\uFE0F', tempo: '2' });
    await slack.person(bob).submit(form.id);
    expect((await toldInThread(slack, card.ts, 2))[1]).toBe(
      `🎚 <@${bob}> changed the volume to \`40\` and the speed to \`2\`.`,
    );
    expect(trtc.tasks[0]).toMatchObject({ volume: 40, tempo: 2 });
    await slack.until(
      (now) =>
        cardNow(now, card.ts)?.edited &&
        JSON.stringify(cardNow(now, card.ts)?.blocks).includes('volume `40`'),
    );
  });

  test('an ended task can be started again with all that it had', async () => {
    const stage = await stageFor();
    const { slack, trtc } = stage;
    const { card, handle } = await startOne(stage, 'start room7 https://a.b/7.mp4 --volume 70');
    await slack.person(bob).command(`stop ${handle}`);
    await slack.until((now) => cardNow(now, card.ts)?.text.includes('has ended'));
    await slack.person(bob).press({ message: card }, 'Start again');
    const form = await formOf(slack, bob);
    await slack.person(bob).submit(form.id);
    await trtc.until((api) => api.tasks.length === 2);
    expect(trtc.tasks[1]).toMatchObject({ roomId: 'room7', volume: 70 });
  });

  test('status asks TRTC and is for the person alone', async () => {
    const stage = await stageFor();
    const { slack } = stage;
    const { card, taskId } = await startOne(stage);
    await slack.person(bob).press({ message: card }, 'Status');
    const answer = await whispered(slack);
    expect(answer).toMatchObject({ user: bob, text: expect.stringContaining(taskId) });
  });

  test.each(['Stop', 'Pause', 'Status'])(
    '%s pressed by a stranger changes nothing, and says so',
    async (label) => {
      const stage = await stageFor();
      const { slack, trtc } = stage;
      const { card } = await startOne(stage);
      const calls = trtc.calls.length;
      await slack.person(mallory).press({ message: card }, label);
      expect(await whispered(slack)).toMatchObject({
        user: mallory,
        text: expect.stringContaining('not on the list'),
      });
      expect(trtc.calls).toHaveLength(calls);
      expect(threadOf(slack, card.ts)).toHaveLength(1);
    },
  );

  test('the form of volume and speed is not for strangers, and what they send off is not done', async () => {
    let now = Date.now();
    const stage = await stageFor({ runtime: { clock: () => now } });
    const { slack, trtc } = stage;
    const { card } = await startOne(stage);
    await slack.person(bob).press({ message: card }, 'Volume & speed');
    const form = await formOf(slack, bob);
    slack.groups.splice(0, 1, { ...group, users: [] });
    now += 60_000;
    await slack.person(mallory).press({ message: card }, 'Volume & speed');
    await slack.until(() => {
      const view = slack.person(mallory).form?.view;
      return JSON.stringify(view?.blocks ?? '').includes('not on the list') && view?.submit === undefined;
    });
    slack.person(bob).fill(form.id, { volume: '1' });
    await slack.person(bob).submit(form.id);
    expect(await whispered(slack)).toMatchObject({
      user: bob,
      text: expect.stringContaining('not on the list'),
    });
    expect(trtc.tasks[0]?.volume).toBe(100);
  });
});

test('a callback, a button and a command at once: one winner, one message', async () => {
  const key = 'callbackKey123';
  const stage = await stageFor({ settings: { TRTC_CALLBACK_KEY: key } });
  const { slack, trtc, port } = stage;
  trtc.callbackTo({ url: `http://127.0.0.1:${port}/trtc/events`, key });
  const { card, handle, taskId } = await startOne(stage);
  await Promise.all([
    slack.person(bob).press({ message: card }, 'Stop'),
    slack.person(people.alice.id).command(`stop ${handle}`),
    Promise.resolve(trtc.source(taskId).finish()),
  ]);
  await slack.until((now) => cardNow(now, card.ts)?.text.includes('has ended'));
  await slack.person(people.alice.id).command(`status ${handle}`);
  await slack.until((now) => now.ephemerals.some((each) => each.text.startsWith('⏹')));
  expect(threadOf(slack, card.ts).filter((text) => text.startsWith('⏹'))).toHaveLength(1);
  expect(cards(slack)).toHaveLength(1);
});
