import { describe, expect, test } from '@jest/globals';
import { noPace } from '../../../sandbox/stage.ts';
import { createMarkedMessages } from '../../../src/slack/answers/marked-messages.ts';
import { message } from '../../../src/slack/format/message.ts';
import { alice, callsOf, live, slackStage } from '../../support/slack-stage.ts';

const hello = message('Hello.');
const channel = { channel: live };

async function stage(options: Parameters<typeof slackStage>[0] = {}) {
  const base = await slackStage(options);
  return { ...base, messages: createMarkedMessages(base.web.posting, base.pace, base.logger) };
}

describe('Messages with an id', () => {
  test('are found by it in their channel', async () => {
    const { messages, web } = await stage();
    const since = Date.now();
    const posted = [await messages.post('a-0', channel, hello), await messages.post('b-0', channel, hello)];
    await web.posting.chat.postMessage({ channel: live, text: 'Without an id.' });
    expect([...(await messages.find(channel, since))]).toEqual([
      ['b-0', [posted[1]?.ts]],
      ['a-0', [posted[0]?.ts]],
    ]);
  });

  test('are found in their thread, and not those of the channel or of other threads', async () => {
    const { messages, slack } = await stage();
    const since = Date.now();
    const { ts: thread } = await messages.post('a-0', channel, hello);
    const { ts: other } = await messages.post('b-0', channel, hello);
    const broadcast = { broadcast: true };
    const told = [
      await messages.post('a-1', { channel: live, thread }, hello),
      await messages.post('a-2', { channel: live, thread }, hello, broadcast),
    ];
    await messages.post('b-1', { channel: live, thread: other }, hello);
    expect(new Map(await messages.find({ channel: live, thread }, since))).toEqual(
      new Map([
        ['a-0', [thread]],
        ['a-1', [told[0]?.ts]],
        ['a-2', [told[1]?.ts]],
      ]),
    );
    expect(slack.thread(live, thread).map((reply) => reply.reply_broadcast === true)).toEqual([
      false,
      false,
      true,
    ]);
  });

  test('are found however many came after them', async () => {
    const { messages, web } = await stage({ pace: noPace });
    const since = Date.now();
    const { ts: thread } = await messages.post('a-0', channel, hello);
    const broadcast = { channel: live, text: 'x', thread_ts: thread, reply_broadcast: true } as const;
    await Promise.all(Array.from({ length: 201 }, () => web.posting.chat.postMessage(broadcast)));
    await messages.post('a-1', { channel: live, thread }, hello);
    expect((await messages.find(channel, since)).get('a-0')).toEqual([thread]);
    expect((await messages.find({ channel: live, thread }, since)).has('a-1')).toBe(true);
  });

  test('are looked for since the moment that is named, and five minutes before, since clocks differ', async () => {
    const then = 1_700_000_000_000;
    let now = then;
    const { messages } = await stage({ now: () => now });
    await messages.post('a-0', channel, hello);
    now += 60_000;
    await messages.post('b-0', channel, hello);
    expect([...(await messages.find(channel, then + 5 * 60_000 - 1)).keys()]).toEqual(['b-0', 'a-0']);
    expect([...(await messages.find(channel, then + 5 * 60_000 + 1)).keys()]).toEqual(['b-0']);
  });

  test('whose answer was lost are there', async () => {
    const { messages, slack } = await stage();
    slack.fail({ kind: 'lose-answer' });
    await expect(messages.post('a-0', channel, hello)).rejects.toThrow();
    expect([...(await messages.find(channel, Date.now())).keys()]).toEqual(['a-0']);
  });

  test('show no previews of streams', async () => {
    const stageOfThis = await stage();
    await stageOfThis.messages.post('a-0', channel, hello);
    expect(stageOfThis.slack.calls.at(-1)?.args).toMatchObject({
      unfurl_links: 'false',
      unfurl_media: 'false',
    });
  });
});

test('Where the bot may not read the channel, nothing is found, and the log says what to do', async () => {
  const stageOfThis = await stage({ without: 'channels:history' });
  await stageOfThis.messages.post('a-0', channel, hello);
  expect((await stageOfThis.messages.find(channel, 0)).size).toBe(0);
  expect(stageOfThis.logged).toMatchObject([{ level: 'warn' }]);
  expect(callsOf(stageOfThis, 'conversations.history')).toBe(1);
});

describe('In group messages that the bot is in, its own messages', () => {
  const group = { id: 'G0TRIO', name: 'mpdm-alice--bob--ingest-1', group: true };

  async function inGroup(options: Parameters<typeof slackStage>[0] = {}) {
    const base = await stage(options);
    base.slack.channels.push({ ...group, members: [alice], botIsMember: true });
    const { ts } = await base.messages.post('a-0', { channel: group.id }, hello);
    return { ...base, ts };
  }

  test('are found, in their channel and in their thread', async () => {
    const { messages, ts } = await inGroup();
    const expected = new Map([['a-0', [ts]]]);
    expect(new Map(await messages.find({ channel: group.id }, Date.now()))).toEqual(expected);
    expect(new Map(await messages.find({ channel: group.id, thread: ts }, Date.now()))).toEqual(expected);
  });

  test('are not looked for without mpim:history, and the log names what is missing', async () => {
    const { messages, logged } = await inGroup({ without: 'mpim:history' });
    expect((await messages.find({ channel: group.id }, 0)).size).toBe(0);
    expect(logged).toMatchObject([{ level: 'warn', facts: { needed: 'mpim:history' } }]);
  });
});

test('Where Slack does not answer, nobody knows what is there', async () => {
  const { messages, slack } = await stage();
  slack.fail({ kind: 'http', status: 503 });
  await expect(messages.find(channel, 0)).rejects.toThrow();
});
