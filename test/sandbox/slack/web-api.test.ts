import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { WebClient } from '@slack/web-api';
import { WebAPIPlatformError } from '@slack/web-api';
import type { SlackStandIn } from '../../../sandbox/slack/index.ts';
import {
  alice,
  appToken,
  bob,
  botToken,
  closeAll,
  general,
  newClient,
  newSlack,
} from '../../support/workspace.ts';

let slack: SlackStandIn;
let client: WebClient;

function clientWith(token: string | undefined): WebClient {
  return newClient(slack, token ?? '');
}

/** What Slack refused the call with. */
async function refusal(call: Promise<unknown>): Promise<Record<string, unknown>> {
  try {
    await call;
  } catch (error) {
    if (error instanceof WebAPIPlatformError) return { ...error.data };
    throw error;
  }
  return { error: 'nothing' };
}

beforeAll(async () => {
  slack = await newSlack();
  client = clientWith(botToken);
});
beforeEach(() => slack.reset());
afterAll(closeAll);

describe('Web API', () => {
  test('auth.test says who the bot is and which scopes it has', async () => {
    const answer = await client.auth.test();
    expect(answer).toMatchObject({ ok: true, team_id: 'T0STUDIO', user_id: 'U0INGEST', bot_id: 'B0INGEST' });
    expect(answer.response_metadata?.scopes).toContain('chat:write');
  });

  test.each([
    ['no token', undefined, 'not_authed'],
    ['an unknown token', 'xoxb-other', 'invalid_auth'],
    ['the app token', appToken, 'not_allowed_token_type'],
  ])('refuses %s', async (_, token, error) => {
    expect(await refusal(clientWith(token).auth.test())).toMatchObject({ ok: false, error });
  });

  test('a token given as an argument counts, and is not written down', async () => {
    await clientWith(undefined).auth.test({ token: botToken });
    expect(slack.calls).toMatchObject([{ method: 'auth.test', token: 'bot', args: {}, status: 200 }]);
    expect(JSON.stringify(slack.calls)).not.toContain(botToken);
  });

  test('says which scope is missing', async () => {
    const other = await newSlack({ botScopes: ['commands', 'chat:write'] });
    const answer = await refusal(
      newClient(other).usergroups.users.list({
        usergroup: 'S0OPS',
      }),
    );
    expect(answer).toMatchObject({
      error: 'missing_scope',
      needed: 'usergroups:read',
      provided: 'commands,chat:write',
    });
  });

  const long = (length: number) => 'x'.repeat(length);
  const refused: [string, string, Record<string, unknown>, string][] = [
    ['an unknown method', 'chat.shout', {}, 'unknown_method'],
    ['a message to nowhere', 'chat.postMessage', { text: 'a' }, 'invalid_arguments'],
    ['an unknown channel', 'chat.postMessage', { channel: 'C0NONE', text: 'a' }, 'channel_not_found'],
    [
      'a private channel without the bot',
      'chat.postMessage',
      { channel: 'G0SECRET', text: 'a' },
      'channel_not_found',
    ],
    [
      'a public channel without the bot',
      'chat.postMessage',
      { channel: 'C0OTHER', text: 'a' },
      'not_in_channel',
    ],
    ['an archived channel', 'chat.postMessage', { channel: 'C0OLD', text: 'a' }, 'is_archived'],
    ['a message without text', 'chat.postMessage', { channel: general }, 'no_text'],
    [
      'blocks without fallback',
      'chat.postMessage',
      { channel: general, blocks: [{ type: 'divider' }] },
      'no_text',
    ],
    ['a text that is too long', 'chat.postMessage', { channel: general, text: long(40_001) }, 'msg_too_long'],
    [
      'a thread_ts that is none',
      'chat.postMessage',
      { channel: general, text: 'a', thread_ts: '0' },
      'invalid_thread_ts',
    ],
    [
      'blocks that are no JSON',
      'chat.postMessage',
      { channel: general, text: 'a', blocks: '[' },
      'invalid_blocks_format',
    ],
    ['a message to a bot', 'chat.postMessage', { channel: 'U0ROBOT', text: 'a' }, 'cannot_dm_bot'],
    [
      'a message to somebody who left',
      'chat.postMessage',
      { channel: 'U0GONE', text: 'a' },
      'channel_not_found',
    ],
    [
      'an update of nothing',
      'chat.update',
      { channel: general, ts: '1.000001', text: 'a' },
      'message_not_found',
    ],
    [
      'an ephemeral to an outsider',
      'chat.postEphemeral',
      { channel: general, user: 'U0AWAY', text: 'a' },
      'user_not_in_channel',
    ],
    [
      'a link to nothing',
      'chat.getPermalink',
      { channel: general, message_ts: '1.000001' },
      'message_not_found',
    ],
    ['an unknown user', 'users.info', { user: 'U0NONE' }, 'user_not_found'],
    ['an unknown group', 'usergroups.users.list', { usergroup: 'S0NONE' }, 'no_such_subteam'],
    ['a disabled group', 'usergroups.users.list', { usergroup: 'S0OLD' }, 'no_such_subteam'],
    ['direct messages with a bot', 'conversations.open', { users: 'U0ROBOT' }, 'cannot_dm_bot'],
    ['direct messages with somebody who left', 'conversations.open', { users: 'U0GONE' }, 'user_disabled'],
    ['a form without a trigger', 'views.open', { view: {} }, 'invalid_arguments'],
    ['a socket with the bot token', 'apps.connections.open', {}, 'not_allowed_token_type'],
    ['a bot that is not there', 'bots.info', { bot: 'B0NONE' }, 'bot_not_found'],
  ];
  test.each(refused)('refuses %s', async (_, method, args, error) => {
    expect(await refusal(client.apiCall(method, args))).toMatchObject({ ok: false, error });
  });

  test('refuses blocks with too much text in all, and says where a block is wrong', async () => {
    const section = (length: number) => ({ type: 'section', text: { type: 'mrkdwn', text: long(length) } });
    const post = (...blocks: object[]) =>
      refusal(client.apiCall('chat.postMessage', { channel: general, text: 'a', blocks }));
    expect(await post(...Array.from({ length: 5 }, () => section(3000)))).toMatchObject({
      error: 'msg_blocks_too_long',
    });
    expect(await post(section(3001))).toMatchObject({
      error: 'invalid_blocks',
      response_metadata: {
        messages: ['[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]'],
      },
    });
  });

  test('replies hang on roots only, and may be shown in the channel too', async () => {
    const root = await client.chat.postMessage({ channel: general, text: 'root' });
    const reply = await client.chat.postMessage({
      channel: general,
      text: 'reply',
      thread_ts: root.ts ?? '',
      reply_broadcast: true,
    });
    expect(slack.thread(general, root.ts ?? '')[1]).toMatchObject({ text: 'reply', reply_broadcast: true });
    const nested = client.chat.postMessage({ channel: general, text: 'a', thread_ts: reply.ts ?? '' });
    expect(await refusal(nested)).toMatchObject({ error: 'thread_not_found' });
  });

  test('an update edits the text, keeps blocks that are not given, and is limited to 4000 bytes', async () => {
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'a' } }];
    const { ts = '' } = await client.chat.postMessage({ channel: general, text: 'old', blocks });
    await client.chat.update({ channel: general, ts, text: 'new' });
    expect(slack.messages(general)).toMatchObject([{ text: 'new', blocks, edited: { user: 'U0INGEST' } }]);
    await client.chat.update({ channel: general, ts, text: 'new', blocks: [] });
    expect(slack.messages(general)[0]?.blocks).toEqual([]);
    const tooLong = client.chat.update({ channel: general, ts, text: 'é'.repeat(2001) });
    expect(await refusal(tooLong)).toMatchObject({ error: 'msg_too_long' });
  });

  test("does not edit somebody else's message", async () => {
    const { ts } = slack.person(alice).say('mine');
    expect(await refusal(client.chat.update({ channel: general, ts, text: 'a' }))).toMatchObject({
      error: 'cant_update_message',
    });
  });

  test('a message to a user opens the direct messages with them', async () => {
    const { channel = '' } = await client.chat.postMessage({ channel: alice, text: 'psst' });
    const opened = await client.conversations.open({ users: alice });
    expect(channel).toMatch(/^D/);
    expect(opened.channel?.id).toBe(channel);
    expect(slack.messages(channel)).toHaveLength(1);
  });

  test('says what kind of person somebody is', async () => {
    const kinds = async (user: string) => (await client.users.info({ user })).user;
    expect(await kinds(alice)).toMatchObject({
      is_restricted: false,
      is_bot: false,
      deleted: false,
      team_id: 'T0STUDIO',
    });
    expect(await kinds(bob)).toMatchObject({ is_restricted: true, is_ultra_restricted: true });
    expect(await kinds('U0GONE')).toMatchObject({ deleted: true });
    expect(await kinds('U0AWAY')).toMatchObject({ is_stranger: true, team_id: 'T0ELSEWHERE' });
    expect(await kinds('U0INGEST')).toMatchObject({ is_bot: true });
  });

  test('lists groups and their users, disabled ones on demand', async () => {
    expect((await client.usergroups.list()).usergroups).toMatchObject([{ id: 'S0OPS', handle: 'ops' }]);
    expect((await client.usergroups.list({ include_disabled: true })).usergroups).toHaveLength(2);
    expect((await client.usergroups.users.list({ usergroup: 'S0OPS' })).users).toEqual([alice]);
  });

  test('pages through the members of a channel', async () => {
    const members: string[] = [];
    for await (const page of client.paginate('conversations.members', { channel: general, limit: 2 })) {
      members.push(...((page as { members?: string[] }).members ?? []));
    }
    expect(members).toEqual([alice, bob, 'U0INGEST']);
  });

  test('takes JSON and multipart bodies too', async () => {
    const authorization = `Bearer ${botToken}`;
    const body = { channel: general, text: 'a', blocks: [{ type: 'divider' }] };
    const json = await fetch(`${slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
    });
    const form = new FormData();
    for (const [name, value] of Object.entries(body))
      form.append(name, typeof value === 'string' ? value : JSON.stringify(value));
    const multipart = await fetch(`${slack.apiUrl}chat.postMessage`, {
      method: 'POST',
      headers: { authorization },
      body: form,
    });
    expect(await json.json()).toMatchObject({ ok: true });
    expect(await multipart.json()).toMatchObject({ ok: true });
    expect(slack.messages(general)).toMatchObject([{ blocks: body.blocks }, { blocks: body.blocks }]);
  });
});
