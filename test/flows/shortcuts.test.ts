import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { fileOf } from '../../sandbox/slack/attachments.ts';
import type { Message, OpenView, SlackStandIn } from '../../sandbox/slack/index.ts';
import { callbackIds } from '../../src/slack/format/ids.ts';
import { answered, channels, formOf, people, replies, stageFor } from '../support/bot-stage.ts';
import { closings, placesOfLinks, placesOfWords } from '../support/message-places.ts';
import { textsIn } from '../support/slack-limits.ts';

const alice = people.alice.id;
const { startShortcut, ingestLink } = callbackIds;

test('The manifest names the shortcuts and the event as the bot does', () => {
  const { features, settings } = parse(readFileSync('manifest.yml', 'utf8'));
  expect(features.shortcuts).toMatchObject([
    { name: 'Start a stream', type: 'global', callback_id: startShortcut },
    { name: 'Ingest this link', type: 'message', callback_id: ingestLink },
  ]);
  expect(features.app_home.home_tab_enabled).toBe(true);
  expect(settings.event_subscriptions.bot_events).toEqual(['app_home_opened']);
});

describe.each(['http', 'socket'] as const)('Over %s,', (mode) => {
  test('the global shortcut opens the form, and the stream starts', async () => {
    const { slack } = await stageFor({ mode, settings: { INGEST_CHANNELS: channels.live.id } });
    expect((await slack.person(alice).shortcut(startShortcut)).status).toBe(200);
    const form = await formOf(slack, alice);
    const channel = channels.live.id;
    slack.person(alice).fill(form.id, { room: 'r', url: 'https://a.b/1.mp4', channel });
    await slack.person(alice).submit(form.id);
    await answered(slack);
  });

  test("the message's shortcut fills its link in and answers in its channel", async () => {
    const { slack, trtc } = await stageFor({ mode });
    const text = 'tonight: <https://a.b/1.mp4?x=1&amp;y=2|the show>';
    const message = slack.person(people.carol.id).say(text, { channel: channels.stage.id });
    await slack.person(alice).messageShortcut(ingestLink, message);
    const form = await formOf(slack, alice);
    slack.person(alice).fill(form.id, { room: 'r' });
    await slack.person(alice).submit(form.id);
    await slack.until((now) => replies(now, channels.stage.id).length === 1);
    expect(trtc.calls[0]?.params).toMatchObject({ StreamUrl: 'https://a.b/1.mp4?x=1&y=2' });
  });
});

test('A message without a link opens the form with a word about it', async () => {
  const { slack } = await stageFor();
  const message = slack.person(alice).say('what a show');
  await slack.person(alice).messageShortcut(ingestLink, message);
  const form = await formOf(slack, alice);
  expect(textsIn(form.view.blocks)[0]).toContain('There is no http, https or rtmp link in that message');
  expect(form.state.url).toMatchObject({ value: { value: null } });
});

/** The form that the shortcut opens on a message. */
async function formOn(slack: SlackStandIn, message: Message): Promise<OpenView> {
  const before = slack.person(alice).form?.id;
  await slack.person(alice).messageShortcut(ingestLink, message);
  return slack.until(() => {
    const form = slack.person(alice).form;
    return form?.view.submit !== undefined && form.id !== before && form;
  });
}

test('The shortcut finds the link wherever Slack keeps one, whatever follows it', async () => {
  const { slack } = await stageFor();
  const bob = slack.person(people.bob.id);
  for (const [n, [place, write]] of placesOfWords.entries()) {
    const { text, ...extras } = write(`see rtmp://a.b/live/key${closings[n % closings.length]}`);
    const form = await formOn(slack, bob.say(text, extras));
    expect([place, form.state.url]).toMatchObject([place, { value: { value: 'rtmp://a.b/live/key' } }]);
  }
  for (const [place, write] of placesOfLinks) {
    const { text, ...extras } = write('https://a.b/1.mp4?a=1&b=2');
    const form = await formOn(slack, bob.say(text, extras));
    expect([place, form.state.url]).toMatchObject([place, { value: { value: 'https://a.b/1.mp4?a=1&b=2' } }]);
  }
});

test('The shortcut on a forwarded message fills in its link, and the stream starts from it', async () => {
  const { slack, trtc } = await stageFor();
  const said = slack.person(people.bob.id).say('今晚：<https://a.b/1.mp4?x=1&amp;y=2>，谢谢');
  const message = slack.person(people.carol.id).forward(said, { channel: channels.stage.id });
  const form = await formOn(slack, message);
  slack.person(alice).fill(form.id, { room: 'r' });
  await slack.person(alice).submit(form.id);
  await slack.until((now) => replies(now, channels.stage.id).length === 1);
  expect(trtc.calls[0]?.params).toMatchObject({ StreamUrl: 'https://a.b/1.mp4?x=1&y=2' });
});

describe('The form says at its top', () => {
  test.each<[string, string, string | undefined]>([
    [
      'that there are several links',
      '<https://a.b/1.mp4> or <https://a.b/2.mp4>',
      'There are 2 links in that message: this is the first.',
    ],
    ['nothing about one link', '<https://a.b/1.mp4> is it', undefined],
    ['nothing about the same link twice', '<https://a.b/1.mp4> yes, <https://a.b/1.mp4>', undefined],
    [
      'that there is none',
      'tonight at <#C0STAGE|stage>',
      'There is no http, https or rtmp link in that message',
    ],
  ])('%s', async (_, text, words) => {
    const { slack } = await stageFor();
    const form = await formOn(slack, slack.person(people.bob.id).say(text));
    const [first] = form.view.blocks;
    if (words === undefined) expect(first?.block_id).toBe('room');
    else expect(textsIn([first])[0]).toContain(words);
  });

  test.each(['in the message', 'in one that it forwards'])('that a file %s is no source', async (where) => {
    const { slack } = await stageFor();
    const said = slack.person(people.bob.id).say('', { files: [fileOf('show.mp4')] });
    const message = where === 'in the message' ? said : slack.person(people.carol.id).forward(said);
    const form = await formOn(slack, message);
    expect(textsIn(form.view.blocks)[0]).toContain(
      'only to people who are signed in, so TRTC cannot pull it',
    );
    expect(form.state.url).toMatchObject({ value: { value: null } });
  });
});

describe('A stranger sees the reason in place of the form', () => {
  test.each([
    ['that was known at once', { INGEST_ALLOWLIST: people.alice.id }],
    ['that had to be asked for', {}],
  ])('%s', async (_, settings) => {
    const { slack, trtc } = await stageFor({ settings });
    const mallory = slack.person(people.mallory.id);
    const refused = () => {
      const form = mallory.form;
      return JSON.stringify(form?.view.blocks ?? '').includes('not on the list') && form;
    };
    await mallory.shortcut(startShortcut);
    const first = await slack.until(refused);
    expect(first.view.submit).toBeUndefined();

    await mallory.messageShortcut(ingestLink, mallory.say('<https://a.b/1.mp4>'));
    const second = await slack.until(() => {
      const form = refused();
      return form && form.id !== first.id && form;
    });
    expect(second.view.submit).toBeUndefined();
    expect(trtc.calls).toHaveLength(0);
  });
});

test('Outside of INGEST_CHANNELS the shortcut of a message opens no form', async () => {
  const { slack } = await stageFor({ settings: { INGEST_CHANNELS: channels.stage.id } });
  const message = slack.person(alice).say('<https://a.b/1.mp4>', { channel: channels.live.id });
  await slack.person(alice).messageShortcut(ingestLink, message);
  await slack.until(() => {
    const form = slack.person(alice).form;
    return JSON.stringify(form?.view.blocks ?? '').includes('may be used only in') && form;
  });
});
