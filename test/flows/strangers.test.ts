import { describe, expect, test } from '@jest/globals';
import type { Delivery } from '../../sandbox/slack/index.ts';
import { actionIds } from '../../src/slack/blocks/buttons.ts';
import { cardNow, formOf, people, type Stage, stageFor, startOne } from '../support/bot-stage.ts';

const { mallory } = people;

/** The delivery of a button as if this person had pressed a button of that id, value and all, whether or not it was shown. */
function forged(delivery: Delivery, user: string, action_id: string, value: string): Delivery {
  const { request } = delivery;
  const body = JSON.parse(JSON.stringify(request.body));
  body.user.id = user;
  body.actions = body.actions.map((action: object) => ({ ...action, action_id, value }));
  return { ...delivery, request: { ...request, body } };
}

async function stageWithPress(): Promise<{ stage: Stage; press: Delivery; handle: string; ts: string }> {
  const stage = await stageFor();
  const { card, handle } = await startOne(stage);
  const press = await stage.slack.person(people.alice.id).press({ message: card }, 'Status');
  await stage.slack.until((now) => now.ephemerals.length === 1);
  return { stage, press, handle, ts: card.ts };
}

/** That of a form is pressed in one alone: doors.test.ts does. */
const ofMessages = Object.values(actionIds).filter((id) => id !== actionIds.checkForm);

describe('a stranger', () => {
  test.each(ofMessages)('who presses %s changes nothing and is told why', async (id) => {
    const { stage, press, handle, ts } = await stageWithPress();
    const { slack, trtc } = stage;
    const calls = trtc.calls.length;
    const [before, seen] = [JSON.stringify(cardNow(slack, ts)), slack.calls.length];
    await slack.redeliver(forged(press, mallory.id, id, id === 'stop-all' ? String(Date.now()) : handle));
    const refusedWith = await slack.until((now) =>
      now.calls.slice(seen).find((call) => JSON.stringify(call.args).includes('not on the list')),
    );
    expect(refusedWith).toBeDefined();
    expect(trtc.calls).toHaveLength(calls);
    expect(JSON.stringify(cardNow(slack, ts))).toBe(before);
  });

  test.each(['start', 'adjust'])(
    'who sends off the form %s changes nothing and is told why',
    async (form) => {
      const { stage, ts } = await stageWithPress();
      const { slack, trtc } = stage;
      const alice = slack.person(people.alice.id);
      const card = cardNow(slack, ts);
      if (card === undefined) throw new Error('no card');
      if (form === 'start') await alice.command('');
      else await alice.press({ message: card }, 'Volume & speed');
      const open = await formOf(slack, people.alice.id);
      alice.fill(open.id, form === 'start' ? { room: 'r', url: 'ftp://no' } : { volume: 'loud' });
      const sent = await alice.submit(open.id);
      const body = JSON.parse(
        JSON.stringify(sent.request.body).replace('ftp://no', 'https://a.b/1').replace('"loud"', '"5"'),
      );
      const [calls, seen] = [trtc.calls.length, slack.calls.length];
      await slack.redeliver({
        ...sent,
        request: { ...sent.request, body: { ...body, user: { ...body.user, id: mallory.id } } },
      });
      await slack.until((now) =>
        now.calls.slice(seen).some((call) => JSON.stringify(call.args).includes('not on the list')),
      );
      expect(trtc.calls).toHaveLength(calls);
    },
  );
});
