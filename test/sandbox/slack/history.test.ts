import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ConversationsHistoryResponse, WebClient } from '@slack/web-api';
import type { SlackStandIn } from '../../../sandbox/slack/index.ts';
import { alice, bob, closeAll, general, newClient, newSlack, options } from '../../support/workspace.ts';

let slack: SlackStandIn;
let client: WebClient;

const clientOf = ({ apiUrl }: SlackStandIn) => newClient({ apiUrl });

beforeAll(async () => {
  slack = await newSlack();
  client = clientOf(slack);
});
beforeEach(() => slack.reset());
afterAll(closeAll);

async function post(text: string, more: object = {}): Promise<string> {
  const { ts = '' } = await client.chat.postMessage({ channel: general, text, ...more });
  return ts;
}

const texts = (answer: { messages?: { text?: string }[] }) => answer.messages?.map(({ text }) => text);
const history = async (more: object = {}) =>
  texts(await client.conversations.history({ channel: general, ...more }));
const replies = async (ts: string, more: object = {}) =>
  texts(await client.conversations.replies({ channel: general, ts, ...more }));

/** The texts of each page, to the last. */
async function pages(method: string, args: object): Promise<(string | undefined)[][]> {
  const all = [];
  for await (const page of client.paginate(method, { channel: general, limit: 2, ...args }))
    all.push(texts(page as ConversationsHistoryResponse) ?? []);
  return all;
}

describe('the history of a channel', () => {
  test('has the newest first, and of replies only those that were shown in the channel', async () => {
    const root = await post('root');
    await post('quiet', { thread_ts: root });
    await post('loud', { thread_ts: root, reply_broadcast: true });
    await post('psst', { channel: alice });
    await post('last');
    expect(await history()).toEqual(['last', 'loud', 'root']);
  });

  test('has each message as Slack keeps it', async () => {
    const root = await post('root');
    slack.person(alice).say('thanks', { channel: general, thread_ts: root });
    const loud = await post('loud', { thread_ts: root, reply_broadcast: true });
    const answer = await client.conversations.history({ channel: general });
    expect(answer).toMatchObject({ ok: true, has_more: false, pin_count: 0 });
    expect(answer.response_metadata?.next_cursor).toBeUndefined();
    expect(answer.messages).toMatchObject([
      {
        type: 'message',
        subtype: 'thread_broadcast',
        ts: loud,
        thread_ts: root,
        parent_user_id: 'U0INGEST',
        root: { ts: root, text: 'root' },
      },
      {
        type: 'message',
        user: 'U0INGEST',
        bot_id: 'B0INGEST',
        app_id: 'A0INGEST',
        bot_profile: { id: 'B0INGEST', app_id: 'A0INGEST' },
        team: 'T0STUDIO',
        ts: root,
        thread_ts: root,
        reply_count: 2,
        reply_users_count: 2,
        reply_users: [alice, 'U0INGEST'],
        latest_reply: loud,
      },
    ]);
  });

  test('lies between oldest and latest, which belong to it on demand', async () => {
    const [oldest, , latest] = [await post('a'), await post('b'), await post('c')];
    expect(await history({ oldest, latest })).toEqual(['b']);
    expect(await history({ oldest, latest, inclusive: true })).toEqual(['c', 'b', 'a']);
    expect(await history({ oldest })).toEqual(['c', 'b']);
    expect(await history({ latest })).toEqual(['b', 'a']);
    expect(await history({ inclusive: true })).toEqual(['c', 'b', 'a']);
  });

  test('comes in pages that end, and a message that comes meanwhile moves nothing', async () => {
    for (const text of ['a', 'b', 'c', 'd']) await post(text);
    expect(await pages('conversations.history', {})).toEqual([
      ['d', 'c'],
      ['b', 'a'],
    ]);
    const first = await client.conversations.history({ channel: general, limit: 3 });
    expect(first.has_more).toBe(true);
    await post('e');
    expect(await history({ cursor: first.response_metadata?.next_cursor })).toEqual(['a']);
  });

  test('is empty where nothing was said', async () => {
    expect(await history()).toEqual([]);
  });
});

describe('the replies of a thread', () => {
  test('come oldest first after their root, whoever wrote them, and from no other thread', async () => {
    const root = await post('root');
    const other = await post('other');
    await post('elsewhere', { thread_ts: other });
    await post('first', { thread_ts: root });
    slack.person(bob).say('second', { channel: general, thread_ts: root });
    const { messages, has_more } = await client.conversations.replies({ channel: general, ts: root });
    expect(messages).toMatchObject([
      { text: 'root', thread_ts: root, reply_count: 2 },
      { text: 'first', thread_ts: root, parent_user_id: 'U0INGEST' },
      { text: 'second', thread_ts: root, parent_user_id: 'U0INGEST' },
    ]);
    expect(has_more).toBe(false);
  });

  test('are those in the range, always with the root', async () => {
    const root = await post('root');
    const oldest = await post('a', { thread_ts: root });
    await post('b', { thread_ts: root });
    const latest = await post('c', { thread_ts: root });
    expect(await replies(root, { oldest, latest })).toEqual(['root', 'b']);
    expect(await replies(root, { oldest, inclusive: true })).toEqual(['root', 'a', 'b', 'c']);
  });

  test('come in pages that end', async () => {
    const root = await post('root');
    for (const text of ['a', 'b', 'c', 'd']) await post(text, { thread_ts: root });
    expect(await pages('conversations.replies', { ts: root })).toEqual([['root', 'a'], ['b', 'c'], ['d']]);
  });

  test('of a message without any are that message, and so is a reply by itself', async () => {
    const root = await post('root');
    expect(await replies(root)).toEqual(['root']);
    const reply = await post('reply', { thread_ts: root });
    expect(await replies(reply)).toEqual(['reply']);
  });
});

describe('metadata', () => {
  const metadata = { event_type: 'task_started', event_payload: { handle: 'k7f2qd' } };

  test.each(['history', 'replies'])('is whole in %s where all of it is asked for', async (name) => {
    const ts = await post('root', { metadata });
    const read = (more: object): Promise<ConversationsHistoryResponse> =>
      client.apiCall(`conversations.${name}`, { channel: general, ts, ...more });
    expect(await read({ include_all_metadata: true })).toMatchObject({ messages: [{ metadata }] });
    expect((await read({})).messages?.[0]?.metadata).toEqual({ event_type: 'task_started' });
  });
});

describe('reading is refused', () => {
  const ts = '1.000001';
  test.each<[string, string, object, string]>([
    ['in a channel that is not there', 'history', { channel: 'C0NONE' }, 'channel_not_found'],
    ['in a private channel without the bot', 'history', { channel: 'G0SECRET' }, 'channel_not_found'],
    ['in a public channel without the bot', 'history', { channel: 'C0OTHER' }, 'not_in_channel'],
    ['without a channel', 'history', {}, 'invalid_arguments'],
    ['from a time that is none', 'history', { channel: general, oldest: 'noon' }, 'invalid_ts_oldest'],
    ['until a time that is none', 'history', { channel: general, latest: '-1' }, 'invalid_ts_latest'],
    ['from a cursor that is none', 'history', { channel: general, cursor: '2' }, 'invalid_cursor'],
    ['with a limit that is none', 'history', { channel: general, limit: 0 }, 'invalid_arguments'],
    ['of replies in no channel', 'replies', { channel: 'C0NONE', ts }, 'channel_not_found'],
    ['of replies without the bot', 'replies', { channel: 'C0OTHER', ts }, 'not_in_channel'],
    ['of a thread that is not there', 'replies', { channel: general, ts }, 'thread_not_found'],
    ['of no thread', 'replies', { channel: general }, 'invalid_arguments'],
  ])('%s', async (_, name, args, error) => {
    const call = client.apiCall(`conversations.${name}`, { ...args });
    await expect(call).rejects.toMatchObject({ data: { ok: false, error } });
  });

  test.each([
    ['channels:history', general],
    ['groups:history', 'G0SECRET'],
    ['im:history', 'D0ALICE'],
    ['mpim:history', 'G0TRIO'],
  ])('without the scope %s', async (scope, channel) => {
    const { botScopes, channels } = options();
    const known = channels.map((one) => ({ ...one, botIsMember: true }));
    const dm = { id: 'D0ALICE', name: 'directmessage', members: [alice], botIsMember: true };
    const mpim = { ...dm, id: 'G0TRIO', name: 'mpdm-alice--bob--ingest-1', group: true };
    const start = (scopes: string[]) => newSlack({ botScopes: scopes, channels: [...known, dm, mpim] });
    const lacking = clientOf(await start(botScopes.filter((one) => one !== scope)));
    await expect(lacking.conversations.history({ channel })).rejects.toMatchObject({
      data: { error: 'missing_scope', needed: scope },
    });
    await expect(lacking.conversations.replies({ channel, ts })).rejects.toThrow('missing_scope');
    expect(await clientOf(await start([scope])).conversations.history({ channel })).toMatchObject({
      ok: true,
    });
  });
});
