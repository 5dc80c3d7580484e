import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { callbackIds } from '../../src/slack/action-ids.ts';
import { textsIn } from '../slack/slack-limits.ts';
import { answered, channels, formOf, people, replies, stageFor } from './stage.ts';

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
