import { describe, expect, test } from '@jest/globals';
import { WebClient } from '@slack/web-api';
import type { Ephemeral, SlackStandIn, Where } from '../../sandbox/slack/index.ts';
import { actionIds } from '../../src/slack/blocks/buttons.ts';
import { callbackIds } from '../../src/slack/format/ids.ts';
import { button, message } from '../../src/slack/format/message.ts';
import { channels, formOf, people, replies, secrets, stageFor, startOne } from '../support/bot-stage.ts';

/**
 * A press in a thread is answered there. Documented: https://docs.slack.dev/reference/methods/chat.postEphemeral and
 * https://docs.slack.dev/interactivity/handling-user-interaction#publishing_in_thread. Reported by others: bolt-js 963, 1017
 * and 2170, bolt-python 842, java-slack-sdk 1200, slack-go 888, daimon 96, responder-oss 48.
 */
const [alice, mallory] = [people.alice.id, people.mallory.id];
const live = channels.live.id;

/** Home has its own, which are pressed in no channel. */
const ofHome: readonly string[] = [actionIds.openForm, actionIds.homeNext, actionIds.homePrevious];
const ids = Object.values(actionIds).filter((id) => !ofHome.includes(id));

/** A message with a button, wherever the bot can have one. `value` is what it says to the bot. */
function posting(slack: SlackStandIn, id: string, value: string) {
  const client = new WebClient(secrets.botToken, { slackApiUrl: slack.apiUrl });
  const content = message('Press it.', [button(id, 'Press', value)]);
  return {
    async message(channel: string, place: { thread_ts?: string; reply_broadcast?: boolean } = {}) {
      const { thread_ts, reply_broadcast = false } = place;
      const inThread = thread_ts === undefined ? {} : { thread_ts, reply_broadcast };
      const posted = await client.apiCall('chat.postMessage', { channel, ...content, ...inThread });
      return String(Reflect.get(posted, 'ts'));
    },
    async ephemeral(user: string, channel: string, place: { thread_ts?: string } = {}) {
      const { message_ts = '' } = await client.chat.postEphemeral({ channel, user, ...content, ...place });
      return message_ts;
    },
  };
}

/** Presses, and gives what the person alone was told then. */
async function answerTo(slack: SlackStandIn, user: string, where: Where): Promise<Ephemeral> {
  const before = slack.ephemerals.length;
  await slack.person(user).press(where, 'Press');
  return slack.until((now) => now.ephemerals[before]);
}

/** Strangers are refused by every button; a form that does not open is told too. */
async function stageOfRefusals() {
  const stage = await stageFor();
  stage.slack.fail({ kind: 'error', error: 'expired_trigger_id' }, { method: 'views.open', times: Infinity });
  return stage;
}

describe.each(ids)('The answer to the button %s', (id) => {
  test('comes into the thread in which it was pressed, and else into the channel', async () => {
    const { slack } = await stageOfRefusals();
    const post = posting(slack, id, 'k7f2qd');
    const direct = slack.directMessages(mallory).id;
    const root = await post.message(live);
    const directRoot = await post.message(direct);
    const places: [place: string, where: Where, thread: string | undefined][] = [
      ['a message of the channel', at(live, await post.message(live)), undefined],
      ['a reply', at(live, await post.message(live, { thread_ts: root })), root],
      [
        'a reply that the channel sees too',
        at(live, await post.message(live, { thread_ts: root, reply_broadcast: true })),
        root,
      ],
      ['the root of a thread', at(live, root), undefined],
      [
        'a reply in direct messages',
        at(direct, await post.message(direct, { thread_ts: directRoot })),
        directRoot,
      ],
      ['the root of a thread in direct messages', at(direct, directRoot), undefined],
      [
        'what one person sees in the channel',
        { ephemeral: { channel: live, ts: await post.ephemeral(mallory, live) } },
        undefined,
      ],
      [
        'what one person sees in a thread',
        { ephemeral: { channel: live, ts: await post.ephemeral(mallory, live, { thread_ts: root }) } },
        root,
      ],
    ];
    const found: Record<string, string | undefined> = {};
    for (const [place, where] of places) {
      const { user, thread_ts } = await answerTo(slack, mallory, where);
      expect(user).toBe(mallory);
      found[place] = thread_ts;
    }
    expect(found).toEqual(Object.fromEntries(places.map(([place, , thread]) => [place, thread])));
  });
});

function at(channel: string, ts: string): Where {
  return { message: { channel, ts } };
}

describe.each([
  [actionIds.page, 'running 0', 'Nothing runs.'],
  [actionIds.pageBack, 'over 0', 'No task has ended yet.'],
  [actionIds.stopAll, '1', 'None of them runs any more.'],
])('What takes the place of the message of %s', (id, value, text) => {
  test.each([
    ['a thread', true],
    ['the channel', false],
  ])('stays where that was: in %s', async (_, isInThread) => {
    const { slack } = await stageFor();
    const post = posting(slack, id, value);
    const root = await post.message(live);
    await post.message(live, { thread_ts: root });
    const place = isInThread ? { thread_ts: root } : {};
    const ts = await post.ephemeral(alice, live, place);
    await slack.person(alice).press({ ephemeral: { channel: live, ts } }, 'Press');
    const shown = await slack.until((now) => now.ephemerals.find((each) => each.text.startsWith(text)));
    expect(shown).toEqual(expect.objectContaining({ ts, channel: live, user: alice, ...place }));
    expect(shown.thread_ts).toBe(place.thread_ts);
    expect(slack.ephemerals).toHaveLength(1);
  });
});

describe('Where Slack does not take the answer to a press in a thread,', () => {
  async function stage() {
    const { slack } = await stageFor();
    const post = posting(slack, actionIds.status, 'k7f2qd');
    const root = await post.message(live);
    const reply = at(live, await post.message(live, { thread_ts: root }));
    const threads = () =>
      slack.calls
        .filter(({ method }) => ['chat.postEphemeral', 'response_url'].includes(method))
        .map(({ method, args }) => [method, args.thread_ts]);
    return { slack, root, reply, threads };
  }

  const refused = { kind: 'error', error: 'cannot_reply_to_message' } as const;
  const down = { kind: 'http', status: 500 } as const;

  test('as a message to one person, the response_url is asked, with the thread too', async () => {
    const { slack, root, reply, threads } = await stage();
    slack.fail(refused, { method: 'chat.postEphemeral' });
    expect(await answerTo(slack, mallory, reply)).toMatchObject({ via: 'response_url' });
    expect(threads()).toEqual([
      ['chat.postEphemeral', root],
      ['response_url', root],
    ]);
  });

  test('in neither way, it stands in the channel', async () => {
    const { slack, root, reply, threads } = await stage();
    slack.fail(refused, { method: 'chat.postEphemeral' });
    slack.fail(down, { method: 'response_url', times: Infinity });
    const answer = await answerTo(slack, mallory, reply);
    expect(answer).toMatchObject({ via: 'chat.postEphemeral', channel: live });
    expect(answer.thread_ts).toBeUndefined();
    expect(threads()).toEqual([
      ['chat.postEphemeral', root],
      ['response_url', root],
      ['response_url', root],
      ['chat.postEphemeral', undefined],
    ]);
  });

  test('nor in the channel, it is a direct message', async () => {
    const { slack, reply } = await stage();
    slack.fail(refused, { method: 'chat.postEphemeral', times: Infinity });
    slack.fail(down, { method: 'response_url', times: Infinity });
    await slack.person(mallory).press(reply, 'Press');
    const direct = slack.directMessages(mallory).id;
    const [told] = await slack.until((now) => now.messages(direct).length > 0 && now.messages(direct));
    expect(told?.text).toContain('not on the list');
  });
});

test('What a stranger presses in the thread of a real start is answered there', async () => {
  const { slack, trtc } = await stageFor();
  trtc.fail({ kind: 'lose-answer' });
  await slack.person(alice).command('start room1 https://a.b/1.mp4');
  const lost = await slack.until((now) => replies(now)[0]);
  await slack.person(mallory).press({ message: lost }, 'Remove the robot');
  const answer = await slack.until((now) => now.ephemerals[0]);
  expect(answer).toMatchObject({ user: mallory, thread_ts: lost.thread_ts });
  expect(answer.text).toContain('not on the list');
});

describe('The form with volume and speed is answered where it was opened,', () => {
  /** Opens it by a button there, and sends off a volume that TRTC refuses. */
  async function refusedVolume(placed: (root: string) => { thread_ts?: string }) {
    const stage = await stageFor();
    const { slack, trtc } = stage;
    const { handle, card } = await startOne(stage);
    const where = await posting(slack, actionIds.adjust, handle).message(live, placed(card.ts));
    await slack.person(alice).press(at(live, where), 'Press');
    const form = await formOf(slack, alice);
    trtc.fail({ kind: 'error', code: 'InvalidParameter.OutOfRange' }, { action: 'UpdateStreamIngest' });
    slack.person(alice).fill(form.id, { volume: '150' });
    await slack.person(alice).submit(form.id);
    return { ...stage, card };
  }

  test('in a thread', async () => {
    const { slack, card } = await refusedVolume((root) => ({ thread_ts: root }));
    const answer = await slack.until((now) => now.ephemerals[0]);
    expect(answer).toMatchObject({ user: alice, channel: live, thread_ts: card.ts });
    expect(answer.text).toContain('was not changed.\n`InvalidParameter.OutOfRange`');
  });

  test('in the channel', async () => {
    const { slack } = await refusedVolume(() => ({}));
    const answer = await slack.until((now) => now.ephemerals[0]);
    expect(answer).toMatchObject({ user: alice, channel: live });
    expect(answer.thread_ts).toBeUndefined();
  });
});

test("The message's shortcut answers in the thread of a reply, and of a root in the channel", async () => {
  const { slack } = await stageOfRefusals();
  const root = slack.person(alice).say('<https://a.b/1.mp4>');
  const reply = slack.person(alice).say('<https://a.b/2.mp4>', { thread_ts: root.ts });
  for (const each of [root, reply]) {
    await slack.person(mallory).messageShortcut(callbackIds.ingestLink, each);
    await slack.until((now) => now.ephemerals.length > (each === root ? 0 : 1));
  }
  expect(slack.ephemerals.map(({ thread_ts }) => thread_ts)).toEqual([undefined, root.ts]);
});
