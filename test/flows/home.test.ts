import { describe, expect, test } from '@jest/globals';
import type { OpenView, SlackStandIn } from '../../sandbox/slack/index.ts';
import {
  answered,
  channels,
  example,
  formOf,
  people,
  replies,
  stageFor,
  whispered,
} from '../support/bot-stage.ts';
import { textsIn } from '../support/slack-limits.ts';

const alice = people.alice.id;

/** The words on a person's Home, once they fit. */
function homeThat(slack: SlackStandIn, user: string, fits: (words: string) => boolean): Promise<OpenView> {
  return slack.until(() => {
    const home = slack.homes.find((each) => each.user === user);
    return home !== undefined && fits(wordsOf(home)) && home;
  });
}

const wordsOf = (home: OpenView) => textsIn(home.view.blocks).join('\n');
const says =
  (...wanted: string[]) =>
  (words: string) =>
    wanted.every((each) => words.includes(each));
const published = (slack: SlackStandIn) => slack.calls.filter((call) => call.method === 'views.publish');

describe.each(['http', 'socket'] as const)('Home, over %s', (mode) => {
  test('shows what runs with the buttons for it, and what did not start', async () => {
    const { slack, trtc } = await stageFor({ mode });
    await slack.person(alice).command(example);
    await answered(slack);
    trtc.fail({ kind: 'error', code: 'FailedOperation.NotAllowed' });
    await slack.person(alice).command('start other https://a.b/2.mp4');
    await slack.until((now) => replies(now).length === 2);
    const delivery = await slack.person(alice).openHome();
    expect(delivery.status).toBe(200);
    const home = await homeThat(
      slack,
      alice,
      says('`room123`* started, source not confirmed yet', '❌ `other`'),
    );
    expect(wordsOf(home)).toContain('*Running* · 1–1 of 1');
    expect(JSON.stringify(home.view.blocks)).toContain('"action_id":"stop"');
  });
});

describe('Home', () => {
  test('turns its pages, there and back', async () => {
    const { slack } = await stageFor({ unpaced: true });
    for (let n = 1; n <= 11; n += 1) {
      await slack.person(alice).command(`start room-${n} https://a.b/${n}.mp4`);
      await slack.until((now) => replies(now).length === n);
    }
    await slack.person(alice).openHome();
    const first = await homeThat(slack, alice, says('1–10 of 11'));
    await slack.person(alice).press({ view: first }, 'Next');
    const second = await homeThat(slack, alice, says('11–11 of 11', '`room-1`'));
    await slack.person(alice).press({ view: second }, 'Previous');
    await homeThat(slack, alice, says('1–10 of 11', '`room-11`'));
  });

  test('shows what a button on it has done, at the page where it was pressed', async () => {
    const { slack } = await stageFor({ unpaced: true });
    for (let n = 1; n <= 11; n += 1) {
      await slack.person(alice).command(`start room-${n} https://a.b/${n}.mp4`);
      await slack.until((now) => replies(now).length === n);
    }
    await slack.person(alice).openHome();
    const first = await homeThat(slack, alice, says('1–10 of 11'));
    await slack.person(alice).press({ view: first }, 'Next');
    const second = await homeThat(slack, alice, says('11–11 of 11'));
    await slack.person(alice).press({ view: second }, 'Pause');
    const paused = await homeThat(
      slack,
      alice,
      says('11–11 of 11', '`room-1`* is paused', 'still costs money'),
    );
    await slack.person(alice).press({ view: paused }, 'Stop');
    await homeThat(slack, alice, says('1–10 of 10', '⏹ `room-1`'));
  });

  test('opens the form, which answers in the channel that is chosen on it', async () => {
    const { slack } = await stageFor({ settings: { INGEST_CHANNELS: channels.stage.id } });
    await slack.person(alice).openHome();
    const home = await homeThat(slack, alice, says('Nothing runs.'));
    await slack.person(alice).press({ view: home }, 'Start a stream');
    const form = await formOf(slack, alice);
    slack.person(alice).fill(form.id, { room: 'r', url: 'https://a.b/1.mp4', channel: channels.stage.id });
    await slack.person(alice).submit(form.id);
    await answered(slack, channels.stage.id);
  });

  test('starts what is over again, with the form filled in', async () => {
    const { slack, trtc } = await stageFor({ settings: { INGEST_CHANNELS: channels.live.id } });
    trtc.fail({ kind: 'error', code: 'FailedOperation.NotAllowed' });
    await slack.person(alice).command(example);
    await answered(slack);
    await slack.person(alice).openHome();
    const home = await homeThat(slack, alice, says('❌ `room123`'));
    await slack.person(alice).press({ view: home }, 'Start again');
    const form = await formOf(slack, alice);
    expect(form.state.room).toMatchObject({ value: { value: 'room123' } });
  });

  test('tells a stranger why they see nothing, and who can help', async () => {
    const { slack } = await stageFor();
    await slack.person(alice).command(example);
    await answered(slack);
    await slack.person(people.mallory.id).openHome();
    const home = await homeThat(slack, people.mallory.id, says('not on the list', people.carol.id));
    expect(wordsOf(home)).not.toContain('room123');
  });

  test('does nothing where its messages are opened', async () => {
    const { slack } = await stageFor();
    await slack.person(alice).openMessages();
    await slack.person(people.carol.id).openHome();
    await homeThat(slack, people.carol.id, says('Nothing runs.'));
    expect(published(slack).map((call) => call.args.user_id)).toEqual([people.carol.id]);
  });

  test('that Slack does not take is told in a direct message', async () => {
    const { slack } = await stageFor();
    slack.fail({ kind: 'error', error: 'fatal_error' }, { method: 'views.publish' });
    await slack.person(alice).openHome();
    const told = await slack.until((now) =>
      now.calls.find(({ method, args }) => method === 'chat.postMessage' && args.channel === alice),
    );
    expect(told.args.text).toContain('`fatal_error`');
  });
});

describe('With rights that are gone, the buttons that still stand on Home', () => {
  const settings = { INGEST_ALLOWLIST: people.alice.id, INGEST_ADMINS: 'S0LIVEOPS' };

  async function homeOfBob() {
    let now = Date.now();
    const stage = await stageFor({ settings, runtime: { clock: () => now }, unpaced: true });
    const { slack } = stage;
    for (let n = 1; n <= 11; n += 1) {
      await slack.person(alice).command(`start room-${n} https://a.b/${n}.mp4`);
      await slack.until((seen) => replies(seen).length === n);
    }
    await slack.person(people.bob.id).openHome();
    const home = await homeThat(slack, people.bob.id, says('1–10 of 11'));
    slack.groups[0]?.users.splice(0);
    now += 60_000;
    // Somebody else's refusal makes the bot read the group again.
    await slack.person(people.mallory.id).command(example);
    await whispered(slack);
    return { slack, bob: slack.person(people.bob.id), home };
  }

  test('turn no page', async () => {
    const { slack, bob, home } = await homeOfBob();
    await bob.press({ view: home }, 'Next');
    const refused = await homeThat(slack, people.bob.id, says('not on the list'));
    expect(wordsOf(refused)).not.toContain('room-');
  });

  test('open no form', async () => {
    const { slack, bob, home } = await homeOfBob();
    await bob.press({ view: home }, 'Start a stream');
    await slack.until(() => JSON.stringify(bob.form?.view.blocks ?? '').includes('not on the list'));
    expect(bob.form?.view.submit).toBeUndefined();
  });
});
