import { describe, expect, test } from '@jest/globals';
import {
  answered,
  cards,
  channels,
  example,
  formOf,
  group,
  people,
  secrets,
  stageFor,
  whispered,
} from '../support/bot-stage.ts';

describe('rights', () => {
  test('a member of an allowed group may start, as read before the first command came', async () => {
    const { slack, trtc } = await stageFor();
    const asked = () => slack.calls.filter((call) => call.method === 'usergroups.users.list').length;
    expect(asked()).toBe(1);
    await slack.person(people.bob.id).command(example);
    await answered(slack);
    expect(trtc.tasks).toHaveLength(1);
    expect(asked()).toBe(1);
  });

  test('somebody who was added to the group a moment ago is let in', async () => {
    let now = Date.now();
    const { slack } = await stageFor({ runtime: { clock: () => now } });
    slack.groups[0]?.users.push(people.mallory.id);
    now += 60_000;
    await slack.person(people.mallory.id).command(example);
    await answered(slack);
  });

  test('an admin may start without being on the allowlist', async () => {
    const { slack } = await stageFor();
    await slack.person(people.carol.id).command(example);
    await answered(slack);
  });

  test.each([[example], ['start room1']])(
    'a stranger who types "%s" is told why and who can help',
    async (typed) => {
      const { slack, trtc } = await stageFor();
      await slack.person(people.mallory.id).command(typed);
      const answer = await whispered(slack);
      expect(answer.user).toBe(people.mallory.id);
      expect(answer.text).toBe(
        `🚫 You are not on the list of people who may start streams. <@${people.carol.id}> can change that.`,
      );
      expect(cards(slack)).toHaveLength(0);
      expect(trtc.calls).toHaveLength(0);
    },
  );

  test.each([[''], ['start']])(
    'a stranger who types "%s" sees the reason in place of the form',
    async (typed) => {
      const { slack } = await stageFor();
      await slack.person(people.mallory.id).command(typed);
      await slack.until(() => {
        const view = slack.person(people.mallory.id).form?.view;
        return JSON.stringify(view?.blocks ?? '').includes('not on the list') && view?.submit === undefined;
      });
    },
  );

  test('a stranger is told in words where no group has to be asked', async () => {
    const { slack } = await stageFor({ settings: { INGEST_ALLOWLIST: people.alice.id } });
    await slack.person(people.mallory.id).command('');
    expect((await whispered(slack)).text).toContain('not on the list');
    expect(slack.person(people.mallory.id).form).toBeUndefined();
  });

  test('rights that are gone when the form is sent off are gone', async () => {
    let now = Date.now();
    const { slack, trtc } = await stageFor({ runtime: { clock: () => now } });
    const bob = slack.person(people.bob.id);
    await bob.command('');
    const form = await formOf(slack, people.bob.id);
    bob.fill(form.id, { room: 'r', url: 'https://a.b/1.mp4' });
    slack.groups.splice(0, 1, { ...group, users: [] });
    now += 60_000;
    // Somebody else's refusal makes the bot read the group again.
    await slack.person(people.mallory.id).command(example);
    await whispered(slack);
    await bob.submit(form.id);
    const answer = await whispered(slack, 2);
    expect(answer).toMatchObject({ user: people.bob.id, text: expect.stringContaining('not on the list') });
    expect(trtc.calls).toHaveLength(0);
  });

  test('a stranger who presses Edit and retry sees the reason in place of the form', async () => {
    const { slack, trtc } = await stageFor();
    trtc.fail({ kind: 'error', code: 'FailedOperation.NotAllowed' });
    await slack.person(people.alice.id).command(example);
    const { reply } = await answered(slack);
    await slack.person(people.mallory.id).press({ message: reply }, 'Edit and retry');
    const view = await slack.until(() => {
      const form = slack.person(people.mallory.id).form;
      return form !== undefined && JSON.stringify(form.view.blocks).includes('not on the list') && form;
    });
    expect(view.view.submit).toBeUndefined();
  });

  test('outside of INGEST_CHANNELS nothing is done, by command or by form', async () => {
    const { slack, trtc } = await stageFor({ settings: { INGEST_CHANNELS: channels.stage.id } });
    const alice = slack.person(people.alice.id);
    await alice.command(example, { channel: channels.live.id });
    expect((await whispered(slack)).text).toContain(
      `\`/ingest\` may be used only in <#${channels.stage.id}>`,
    );

    await alice.command('', { channel: channels.stage.id });
    const form = await formOf(slack, people.alice.id);
    alice.fill(form.id, { room: 'r', url: 'https://a.b/1.mp4', channel: channels.live.id });
    await alice.submit(form.id);
    expect(alice.form?.errors).toEqual({
      channel: 'The bot may not be used in this channel: choose another.',
    });
    expect(trtc.calls).toHaveLength(0);
  });

  test('a group that cannot be read keeps people out, with a reason, until it can', async () => {
    let now = Date.now();
    const { slack } = await stageFor({
      runtime: { clock: () => now },
      prepare: (workspace) =>
        workspace.fail(
          { kind: 'error', error: 'internal_error' },
          { method: 'usergroups.users.list', times: 2 },
        ),
    });
    const bob = slack.person(people.bob.id);
    now += 60_000;
    await bob.command(example);
    expect((await whispered(slack)).text).toBe(
      '🚫 Slack did not say just now whether you may start streams, so nothing was done. Try again in a minute.',
    );
    now += 60_000;
    await bob.command(example);
    await answered(slack);
  });
});

describe('with an allowlist of *', () => {
  const settings = { INGEST_ALLOWLIST: '*' };

  test('every full member may start, and the form opens for them', async () => {
    const { slack } = await stageFor({ settings });
    const mallory = slack.person(people.mallory.id);
    await mallory.command('');
    const form = await formOf(slack, people.mallory.id);
    mallory.fill(form.id, { room: 'r', url: 'https://a.b/1.mp4', channel: channels.live.id });
    await mallory.submit(form.id);
    await answered(slack);
  });

  test.each([
    [people.guest.id, 'you are a guest'],
    [people.visitor.id, 'you belong to another organisation'],
  ])('%s may not', async (user, why) => {
    const { slack, trtc } = await stageFor({ settings });
    await slack.person(user).command(example, { channel: channels.live.id });
    expect((await whispered(slack)).text).toContain(why);
    expect(trtc.calls).toHaveLength(0);
  });
});

test('requests that are not signed by Slack are refused', async () => {
  const { slack, trtc, port } = await stageFor();
  slack.deliverTo({
    mode: 'http',
    url: `http://127.0.0.1:${port}/slack/events`,
    signingSecret: secrets.signingSecret.replaceAll('0', '1'),
  });
  const delivery = await slack.person(people.alice.id).command(example);
  expect(delivery.status).toBe(401);
  expect(cards(slack)).toHaveLength(0);
  expect(trtc.calls).toHaveLength(0);
});
