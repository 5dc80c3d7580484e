import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { WebClient } from '@slack/web-api';
import type { SlackStandIn, Where } from '../../../sandbox/slack/index.ts';
import { renderChannel } from '../../../sandbox/slack/render.ts';
import {
  alice,
  closeAll,
  general,
  listenOnHttp,
  newApp,
  newClient,
  newSlack,
} from '../../support/workspace.ts';

let slack: SlackStandIn;
let client: WebClient;
let heard: Record<string, unknown>[] = [];

const content = {
  text: 'card',
  blocks: [
    {
      type: 'actions' as const,
      elements: [
        { type: 'button' as const, action_id: 'go', text: { type: 'plain_text' as const, text: 'Go' } },
      ],
    },
  ],
};

beforeAll(async () => {
  slack = await newSlack();
  client = newClient(slack);
  const app = newApp(slack);
  app.use(async ({ body, next }) => {
    heard.push({ ...body });
    await next();
  });
  app.action(/.*/, ({ ack }) => ack());
  app.shortcut(/.*/, ({ ack }) => ack());
  await listenOnHttp(slack, app);
});
beforeEach(() => {
  slack.reset();
  heard = [];
});
afterAll(closeAll);

async function post(thread_ts?: string): Promise<string> {
  const place = { channel: general, ...content };
  const { ts = '' } = await client.chat.postMessage(
    thread_ts === undefined ? place : { ...place, thread_ts },
  );
  return ts;
}

async function whisper(thread_ts?: string): Promise<string> {
  const place = { channel: general, user: alice, ...content };
  const { message_ts = '' } = await client.chat.postEphemeral(
    thread_ts === undefined ? place : { ...place, thread_ts },
  );
  return message_ts;
}

/** What the press sends of where it was. */
async function pressed(where: Where) {
  await slack.person(alice).press(where, 'Go');
  return heard.at(-1) as { container: object; message?: object; response_url: string };
}

async function respond(url: string, body: object): Promise<number> {
  const { status } = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return status;
}

const at = (ts: string): Where => ({ message: { channel: general, ts } });

describe('A press says in which thread it was (slack-go 888, java-slack-sdk 1200)', () => {
  test('of a reply the root, of a root that was answered itself, and else nothing', async () => {
    const root = await post();
    expect((await pressed(at(root))).container).not.toHaveProperty('thread_ts');
    const reply = await post(root);
    for (const ts of [root, reply]) {
      expect(await pressed(at(ts))).toMatchObject({
        container: { message_ts: ts, thread_ts: root },
        message: { ts, thread_ts: root },
      });
    }
  });

  test('of what one person sees too, in the container alone', async () => {
    const root = await post();
    await post(root);
    const inChannel = { ephemeral: { channel: general, ts: await whisper() } };
    const inThread = { ephemeral: { channel: general, ts: await whisper(root) } };
    expect((await pressed(inChannel)).container).not.toHaveProperty('thread_ts');
    const sent = await pressed(inThread);
    expect(sent.container).toMatchObject({ is_ephemeral: true, thread_ts: root });
    expect(sent).not.toHaveProperty('message');
  });

  test('and so does a shortcut on a message', async () => {
    const root = slack.person(alice).say('root');
    const reply = slack.person(alice).say('reply', { channel: general, thread_ts: root.ts });
    for (const message of [root, reply]) {
      await slack.person(alice).messageShortcut('look', message);
      expect(heard.at(-1)).toMatchObject({ message: { ts: message.ts, thread_ts: root.ts } });
    }
  });
});

describe('A response_url', () => {
  test('overlooks thread_ts in what one person sees (bolt-js 963), and takes it with in_channel', async () => {
    const root = await post();
    const { response_url } = await pressed(at(await post(root)));
    expect(await respond(response_url, { text: 'to you', thread_ts: root })).toBe(200);
    expect(slack.ephemerals).toEqual([expect.not.objectContaining({ thread_ts: expect.anything() })]);
    await respond(response_url, { text: 'to all', response_type: 'in_channel', thread_ts: root });
    expect(slack.thread(general, root).at(-1)).toMatchObject({ text: 'to all' });
  });

  test('keeps what it replaces in its thread only with thread_ts', async () => {
    const root = await post();
    await post(root);
    const ts = await whisper(root);
    const { response_url } = await pressed({ ephemeral: { channel: general, ts } });
    await respond(response_url, { text: 'second', replace_original: true, thread_ts: root });
    expect(slack.ephemerals).toEqual([expect.objectContaining({ ts, text: 'second', thread_ts: root })]);
    await respond(response_url, { text: 'third', replace_original: true });
    expect(slack.ephemerals).toEqual([expect.objectContaining({ ts, text: 'third' })]);
    expect(slack.ephemerals[0]?.thread_ts).toBeUndefined();
  });
});

describe('chat.postEphemeral', () => {
  test('shows in a thread, to that person alone, and not in the channel', async () => {
    const root = await post();
    await post(root);
    await whisper(root);
    expect(slack.ephemerals).toMatchObject([{ thread_ts: root }]);
    const shown = renderChannel(slack, general, alice).split('\n');
    expect(shown.filter((line) => line.includes('Only visible to you'))).toEqual([
      expect.stringMatching(/^ +↳ /),
    ]);
    expect(renderChannel(slack, general)).not.toContain('Only visible');
  });

  test('is answered with ok and shows nothing where nobody has answered yet, as documented', async () => {
    const unanswered = await post();
    expect(await whisper(unanswered)).toMatch(/^\d+\.\d+$/);
    expect(await whisper('1700000000.000001')).toMatch(/^\d+\.\d+$/);
    expect(slack.ephemerals).toEqual([]);
  });

  test('shows in a thread whose root is deleted, since that goes on', async () => {
    const root = await post();
    await post(root);
    slack.person(alice).delete({ channel: general, ts: root });
    await whisper(root);
    expect(slack.ephemerals).toMatchObject([{ thread_ts: root }]);
  });

  test.each<[string, () => Promise<string>, string]>([
    ['nothing', async () => '', 'invalid_thread_ts'],
    ['no ts', async () => 'root', 'invalid_thread_ts'],
    ['a reply', async () => post(await post()), 'thread_not_found'],
    ['what one person sees', () => whisper(), 'cannot_reply_to_message'],
  ])('refuses as thread_ts %s', async (_, threadTs, error) => {
    const ts = await threadTs();
    await expect(whisper(ts)).rejects.toMatchObject({ data: { error } });
  });
});
