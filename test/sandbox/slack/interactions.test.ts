import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import bolt from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { SlackStandIn } from '../../../sandbox/slack/index.ts';
import {
  alice,
  bob,
  closeAll,
  general,
  listenOnHttp,
  newApp,
  newClient,
  newSlack,
} from '../../support/workspace.ts';

let slack: SlackStandIn;
let client: WebClient;
let clock = Date.now();
let heard: Record<string, unknown>[] = [];

const stop = {
  type: 'button' as const,
  action_id: 'stop',
  text: { type: 'plain_text' as const, text: 'Stop' },
  value: 'k7',
};
const menu = {
  type: 'overflow' as const,
  action_id: 'menu',
  options: [{ text: { type: 'plain_text' as const, text: 'Remove' }, value: 'remove' }],
};
const card = {
  text: 'card',
  blocks: [{ type: 'actions' as const, block_id: 'card', elements: [stop, menu] }],
};

beforeAll(async () => {
  slack = await newSlack({ now: () => clock });
  client = newClient(slack);
  const app = newApp(slack);
  app.use(async ({ body, next }) => {
    heard.push({ ...body });
    await next();
  });
  app.command('/ingest', ({ ack }) => ack());
  app.action(/.*/, ({ ack }) => ack());
  app.shortcut(/.*/, ({ ack }) => ack());
  app.event('app_uninstalled', async () => {});
  await listenOnHttp(slack, app);
});
beforeEach(() => {
  slack.reset();
  heard = [];
});
afterAll(closeAll);

async function post(body: object = card): Promise<{ channel: string; ts: string }> {
  const { ts = '' } = await client.chat.postMessage({ channel: general, text: '', ...body });
  return { channel: general, ts };
}

function respond(url: unknown, body: object): Promise<Response> {
  return fetch(String(url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

describe('a button', () => {
  test('sends everything that Slack sends', async () => {
    const message = await post();
    await slack.person(alice).press({ message }, 'Stop');
    expect(heard).toMatchObject([
      {
        type: 'block_actions',
        user: { id: alice, username: 'alice', team_id: 'T0STUDIO' },
        team: { id: 'T0STUDIO', domain: 'studio' },
        api_app_id: 'A0INGEST',
        container: { type: 'message', message_ts: message.ts, channel_id: general, is_ephemeral: false },
        channel: { id: general, name: 'general' },
        message: { type: 'message', ts: message.ts, text: 'card', bot_id: 'B0INGEST' },
        state: { values: {} },
        trigger_id: expect.any(String),
        response_url: expect.stringContaining('http://127.0.0.1:'),
        actions: [{ ...stop, block_id: 'card', action_ts: expect.any(String) }],
      },
    ]);
  });

  test('in a menu sends what was chosen', async () => {
    const message = await post();
    await slack.person(alice).press({ message }, 'menu', { choose: 'Remove' });
    expect(heard).toMatchObject([{ actions: [{ type: 'overflow', selected_option: menu.options[0] }] }]);
  });

  test('shows the team of people from elsewhere', async () => {
    const message = await post();
    slack.channels[0]?.members.push('U0AWAY');
    await slack.person('U0AWAY').press({ message }, 'Stop');
    expect(heard).toMatchObject([{ team: { id: 'T0STUDIO' }, user: { team_id: 'T0ELSEWHERE' } }]);
  });

  test('has to be there, and to be the only one of its name', async () => {
    const message = await post();
    await expect(slack.person(alice).press({ message }, 'Start')).rejects.toThrow(
      'there is no Start among [Stop] menu',
    );
    const { ts } = await post({
      text: 'two',
      blocks: [card.blocks[0], { type: 'actions', block_id: 'b', elements: [{ ...stop, value: 'x' }] }],
    });
    const two = { message: { channel: general, ts } };
    await expect(slack.person(alice).press(two, 'Stop')).rejects.toThrow('there are several Stop');
    await slack.person(alice).press(two, 'Stop', { value: 'x' });
    expect(heard).toMatchObject([{ actions: [{ block_id: 'b', value: 'x' }] }]);
  });

  test('that only one person sees is only theirs, and comes without the message', async () => {
    await client.chat.postEphemeral({ channel: general, user: alice, ...card });
    const [seen] = slack.ephemerals;
    if (seen === undefined) throw new Error('nothing is seen');
    await expect(slack.person(bob).press({ ephemeral: seen }, 'Stop')).rejects.toThrow('bob does not see');
    await slack.person(alice).press({ ephemeral: seen }, 'Stop');
    expect(heard).toMatchObject([{ container: { is_ephemeral: true, message_ts: seen.ts } }]);
    expect(heard[0]).not.toHaveProperty('message');
    await respond(heard[0]?.response_url, { delete_original: true });
    expect(slack.ephemerals).toEqual([]);
  });
});

describe('a response_url', () => {
  const url = async () =>
    (await slack.person(alice).command('', { channel: general })).request.body.response_url;

  test('takes five messages', async () => {
    const address = await url();
    for (const text of ['1', '2', '3', '4', '5']) expect((await respond(address, { text })).status).toBe(200);
    const sixth = await respond(address, { text: '6' });
    expect(sixth.status).toBe(404);
    expect(await sixth.json()).toEqual({ ok: false, error: 'used_url' });
    expect(slack.ephemerals.map((one) => one.text)).toEqual(['1', '2', '3', '4', '5']);
  });

  test('lives for thirty minutes', async () => {
    const address = await url();
    clock += 30 * 60 * 1000;
    expect((await respond(address, { text: 'a' })).status).toBe(200);
    clock += 1;
    expect(await (await respond(address, { text: 'a' })).json()).toEqual({ ok: false, error: 'expired_url' });
  });

  test('answers one person or all, even where the bot is no member', async () => {
    const { request } = await slack.person(alice).command('', { channel: 'C0OTHER' });
    await respond(request.body.response_url, { text: 'to you' });
    await respond(request.body.response_url, { text: 'to all', response_type: 'in_channel' });
    expect(slack.ephemerals).toMatchObject([
      { channel: 'C0OTHER', user: alice, via: 'response_url', text: 'to you' },
    ]);
    expect(slack.messages('C0OTHER')).toMatchObject([{ text: 'to all', bot_id: 'B0INGEST' }]);
  });

  test('replaces and deletes the message with the button', async () => {
    const message = await post();
    const { request } = await slack.person(alice).press({ message }, 'Stop');
    await respond(request.body.response_url, { replace_original: true, text: 'stopped' });
    expect(slack.messages(general)).toMatchObject([{ ts: message.ts, text: 'stopped', edited: {} }]);
    expect(slack.messages(general)[0]?.blocks).toBeUndefined();
    await respond(request.body.response_url, { delete_original: true });
    expect(slack.messages(general)).toEqual([]);
  });

  test('checks messages like the Web API, and Bolt throws on a refusal', async () => {
    const wrong = await respond(await url(), { text: 'a', blocks: [{ type: 'section' }] });
    expect(wrong.status).toBe(400);
    expect(await wrong.json()).toMatchObject({ error: 'invalid_blocks' });
    expect((await respond(await url(), {})).status).toBe(400);
    expect(slack.calls.filter((call) => call.method === 'response_url')).toHaveLength(2);
  });
});

describe('shortcuts and events', () => {
  test('a shortcut comes with a trigger, one on a message with the message too', async () => {
    const { ts } = slack.person(bob).say('look at this');
    await slack.person(alice).shortcut('start');
    await slack.person(alice).messageShortcut('ingest_this', { channel: general, ts });
    expect(heard).toMatchObject([
      { type: 'shortcut', callback_id: 'start', user: { id: alice }, trigger_id: expect.any(String) },
      {
        type: 'message_action',
        callback_id: 'ingest_this',
        message: { text: 'look at this', user: bob },
        channel: { id: general },
      },
    ]);
  });

  test('what people write has the blocks that Slack makes of it, and what was forwarded stands in an attachment', async () => {
    const said = slack.person(bob).say('see <https://a.b/1?x=1&amp;y=2|this> &lt;now&gt; <@U1>', {
      files: [{ id: 'F1' }],
    });
    const message = slack.person(alice).forward(said, { channel: general, text: 'fyi' });
    await slack.person(alice).messageShortcut('ingest_this', said);
    await slack.person(alice).messageShortcut('ingest_this', message);
    const elements = [
      { type: 'text', text: 'see ' },
      { type: 'link', url: 'https://a.b/1?x=1&y=2', text: 'this' },
      { type: 'text', text: ' <now> ' },
      { type: 'user', user_id: 'U1' },
    ];
    const blocks = [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }];
    expect(heard).toMatchObject([
      { message: { text: said.text, blocks, files: [{ id: 'F1' }] } },
      {
        message: {
          text: 'fyi',
          blocks: [{ type: 'rich_text' }],
          attachments: [
            {
              is_share: true,
              is_msg_unfurl: true,
              text: said.text,
              message_blocks: [{ channel: general, message: { blocks } }],
              files: [{ id: 'F1' }],
            },
          ],
        },
      },
    ]);
  });

  test('any event can be sent', async () => {
    const { status } = await slack.sendEvent({ type: 'app_uninstalled' });
    expect(status).toBe(200);
    expect(heard).toMatchObject([
      { type: 'event_callback', team_id: 'T0STUDIO', event: { type: 'app_uninstalled' } },
    ]);
  });

  test('an invited bot can write in the channel', async () => {
    const write = () => client.chat.postMessage({ channel: 'C0OTHER', text: 'a' });
    await expect(write()).rejects.toThrow('not_in_channel');
    slack.person(alice).inviteBot('C0OTHER');
    expect((await write()).ok).toBe(true);
  });

  test.each([
    ['two people', { id: 'D0PAIR', name: 'directmessage' }, 'directmessage'],
    [
      'several people',
      { id: 'C0TRIO', name: 'mpdm-alice--bob--carol-1', group: true },
      'mpdm-alice--bob--carol-1',
    ],
  ])('direct messages of %s are hidden from the bot, and it cannot be invited', async (_, kind, name) => {
    slack.channels.push({ ...kind, members: [alice, bob], botIsMember: false });
    const post = client.chat.postMessage({ channel: kind.id, text: 'a' });
    await expect(post).rejects.toThrow('channel_not_found');
    expect(() => slack.person(alice).inviteBot(kind.id)).toThrow('invite anybody to direct messages');
    await slack.person(alice).command('list', { channel: kind.id });
    expect(heard).toMatchObject([{ channel_id: kind.id, channel_name: name }]);
    expect(slack.directMessages(alice).id).not.toBe(kind.id);
  });

  test('commands and shortcuts need the scope of commands', async () => {
    const other = await newSlack({ botScopes: ['chat:write'] });
    await expect(other.person(alice).command('')).rejects.toThrow('the app has no scope commands');
    await expect(other.person(alice).shortcut('start')).rejects.toThrow('the app has no scope commands');
  });

  test("Bolt's respond goes to the response_url", async () => {
    const other = await newSlack();
    const app = newApp(other);
    let failed: (error: unknown) => void = () => {};
    const failure = new Promise((resolve) => {
      failed = resolve;
    });
    app.command('/ingest', async ({ ack, respond }) => {
      await ack();
      await respond({ text: 'fine' });
      await respond({ text: 'wrong', blocks: [{ type: 'divider', block_id: '' }] }).catch(failed);
    });
    await listenOnHttp(other, app);
    await other.person(alice).command('');
    expect(await failure).toBeInstanceOf(bolt.RespondError);
    expect(other.ephemerals).toMatchObject([{ via: 'response_url', text: 'fine' }]);
  });
});
