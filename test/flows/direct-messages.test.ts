import { describe, expect, test } from '@jest/globals';
import type { Channel, SlackStandIn } from '../../sandbox/slack/index.ts';
import { callbackIds } from '../../src/slack/format/ids.ts';
import {
  answered,
  cards,
  channels,
  example,
  formOf,
  people,
  replies,
  stageFor,
  whispered,
} from '../support/bot-stage.ts';

const [alice, bob, carol] = [people.alice.id, people.bob.id, people.carol.id];

/** Conversations of people that the bot is in none of, as Slack has them. */
const conversations: readonly [kind: string, Channel][] = [
  ['two people', { id: 'D0PAIR', name: 'directmessage', members: [alice, bob], botIsMember: false }],
  [
    'several people',
    {
      id: 'G0TRIO',
      name: 'mpdm-alice--bob--carol-1',
      group: true,
      members: [alice, bob, carol],
      botIsMember: false,
    },
  ],
  [
    'several people with the id of a channel',
    {
      id: 'C0TRIO',
      name: 'mpdm-alice--bob--carol-2',
      group: true,
      members: [alice, bob, carol],
      botIsMember: false,
    },
  ],
];

const stageWith = (channel: Channel) =>
  stageFor({ prepare: (slack) => void slack.channels.push({ ...channel, members: [...channel.members] }) });

/** Fills in where to answer, and sends the form off. */
async function finish(slack: SlackStandIn, fields: Record<string, string>): Promise<void> {
  const form = await formOf(slack, alice);
  expect(form.state.channel).toMatchObject({ value: { selected_conversation: null } });
  slack.person(alice).fill(form.id, { ...fields, channel: channels.live.id });
  await slack.person(alice).submit(form.id);
  await answered(slack);
}

describe.each(conversations)('In a direct message between %s', (_, channel) => {
  test('a start is not begun, nobody is told to invite the bot, and the form goes on from there', async () => {
    const { slack, trtc } = await stageWith(channel);
    await slack.person(alice).command(example, { channel: channel.id });
    const told = await whispered(slack);
    expect(told.text).toBe(
      'Nothing was started. I cannot be in direct messages between people, so I cannot answer here: choose a channel that I am in, or give the command in my own messages.',
    );
    expect(trtc.calls).toEqual([]);
    expect(slack.messages(channel.id)).toEqual([]);

    await slack.person(alice).press({ ephemeral: told }, 'Open the form filled in');
    await finish(slack, {});
    expect(trtc.calls).toHaveLength(1);
  });

  test('the command opens a form that leaves the channel to be chosen', async () => {
    const { slack } = await stageWith(channel);
    await slack.person(alice).command('', { channel: channel.id });
    await finish(slack, { room: 'r', url: 'https://a.b/1.mp4' });
  });

  test('so does the shortcut on a message', async () => {
    const { slack, trtc } = await stageWith(channel);
    const message = slack.person(bob).say('<https://a.b/1.mp4>', { channel: channel.id });
    await slack.person(alice).messageShortcut(callbackIds.ingestLink, message);
    await finish(slack, { room: 'r' });
    expect(trtc.calls[0]?.params).toMatchObject({ StreamUrl: 'https://a.b/1.mp4' });
  });

  test('lists and other commands are answered', async () => {
    const { slack } = await stageWith(channel);
    await slack.person(alice).command('list', { channel: channel.id });
    expect(await whispered(slack)).toMatchObject({ channel: channel.id, via: 'response_url' });
  });
});

test("In the bot's own messages a start is answered there", async () => {
  const { slack, trtc } = await stageFor();
  const { id } = slack.directMessages(alice);
  await slack.person(alice).command(example, { channel: id });
  const { reply } = await answered(slack, id);
  expect(reply.text).toContain(trtc.tasks[0]?.taskId);
  expect(cards(slack)).toEqual([]);
});

test('In a private channel without the bot the person is told to invite it, or what else there is', async () => {
  const channel = { id: 'C0SECRET', name: 'secret', private: true, members: [alice], botIsMember: false };
  const { slack } = await stageWith(channel);
  await slack.person(alice).command(example, { channel: channel.id });
  expect((await whispered(slack)).text).toBe(
    'Nothing was started. I am not in <#C0SECRET>. If it is a private channel, invite me there with `/invite`, then start again; if it is a group message, which I cannot join, choose a channel.',
  );
  slack.person(alice).inviteBot(channel.id);
  await slack.person(alice).command(example, { channel: channel.id });
  await slack.until((now) => replies(now, channel.id).length === 1);
});
