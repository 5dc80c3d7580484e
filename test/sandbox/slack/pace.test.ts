import { describe, expect, test } from '@jest/globals';
import { WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import { slackPages } from '../../../sandbox/slack/error-codes.ts';
import { slackReason } from '../../../src/slack/api/slack-error.ts';
import { alice, live, slackStage } from '../../support/slack-stage.ts';

/** A workspace whose time goes on when the test says so, and what comes of calls. */
async function stage(pace?: { postsPerSecond: number; postBurst: number; editsPerMinute: number }) {
  const time = { now: 1_700_000_000_000 };
  const base = await slackStage({ now: () => time.now, ...(pace === undefined ? {} : { pace }) });
  const { chat } = base.web.posting;
  const outcome = async (call: Promise<unknown>) => {
    try {
      await call;
      return 'taken';
    } catch (error) {
      return error instanceof WebAPIRateLimitedError ? error.retryAfter : error;
    }
  };
  return {
    ...base,
    time,
    post: (channel = live) => outcome(chat.postMessage({ channel, text: 'x' })),
    edit: (ts: string) => outcome(chat.update({ channel: live, ts, text: 'y' })),
    first: async () => (await chat.postMessage({ channel: live, text: 'x' })).ts ?? '',
  };
}

async function times<T>(count: number, work: () => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  for (let n = 0; n < count; n += 1) all.push(await work());
  return all;
}

describe('Slack takes', () => {
  test('ten messages at once in a channel, then one a second, and says how long to wait', async () => {
    const { post, time } = await stage();
    expect(await times(12, post)).toEqual([...Array(10).fill('taken'), 1, 1]);
    time.now += 1_000;
    expect(await times(2, post)).toEqual(['taken', 1]);
    time.now += 3_500;
    expect(await times(4, post)).toEqual(['taken', 'taken', 'taken', 1]);
    time.now += 60_000;
    expect(await times(11, post)).toEqual([...Array(10).fill('taken'), 1]);
  });

  test('messages in other channels and to people, however full one is', async () => {
    const { post } = await stage();
    await times(11, post);
    expect(await post(alice)).toBe('taken');
    expect(await post()).toBe(1);
  });

  test('nothing more in a channel for as long as it told one message to wait', async () => {
    const { post, edit, first, time, slack } = await stage();
    const ts = await first();
    slack.fail({ kind: 'rate-limited', retryAfterSeconds: 30 }, { method: 'chat.postMessage' });
    expect(await times(2, post)).toEqual([30, 30]);
    expect([await post(alice), await edit(ts)]).toEqual(['taken', 'taken']);
    time.now += 29_500;
    expect(await post()).toBe(1);
    time.now += 500;
    expect(await post()).toBe('taken');
  });

  test('no edit of any message for as long as it told one to wait', async () => {
    const { post, edit, first, time, slack } = await stage();
    const ts = await first();
    slack.fail({ kind: 'rate-limited', retryAfterSeconds: 30 }, { method: 'chat.update' });
    expect([await edit(ts), await edit(ts), await post()]).toEqual([30, 30, 'taken']);
    time.now += 30_000;
    expect(await edit(ts)).toBe('taken');
  });

  test('fifty edits in any minute in the whole workspace', async () => {
    const { edit, first, time } = await stage();
    const ts = await first();
    expect(await times(50, () => edit(ts))).toEqual(Array(50).fill('taken'));
    time.now += 20_000;
    expect(await edit(ts)).toBe(40);
    time.now += 40_000;
    expect(await edit(ts)).toBe('taken');
  });

  test('no two messages in one second, where that is set', async () => {
    const { post, time } = await stage({ postsPerSecond: 1, postBurst: 1, editsPerMinute: 50 });
    expect(await times(2, post)).toEqual(['taken', 1]);
    time.now += 999;
    expect(await post()).toBe(1);
    time.now += 1;
    expect(await post()).toBe('taken');
  });
});

describe('A reply to a root that was deleted', () => {
  test('is posted into the channel, and nothing says so but the answer', async () => {
    const { web, slack, first } = await stage();
    const root = await first();
    slack.person(alice).delete({ channel: live, ts: root });
    const posted = await web.posting.chat.postMessage({ channel: live, text: 'y', thread_ts: root });
    expect(posted.message?.thread_ts).toBeUndefined();
    expect(slack.messages(live).map(({ text, thread_ts }) => [text, thread_ts])).toEqual([['y', undefined]]);
  });

  test('and had replies before is posted below what is left of it', async () => {
    const { web, slack, first } = await stage();
    const root = await first();
    const reply = () => web.posting.chat.postMessage({ channel: live, text: 'y', thread_ts: root });
    await reply();
    slack.person(alice).delete({ channel: live, ts: root });
    expect((await reply()).message?.thread_ts).toBe(root);
    expect(slack.messages(live).map(({ subtype }) => subtype)).toEqual(['tombstone', undefined, undefined]);
    const edited = web.posting.chat.update({ channel: live, ts: root, text: 'z' });
    await expect(edited).rejects.toMatchObject({ data: { error: 'message_not_found' } });
  });

  test('is not found by whoever reads the thread', async () => {
    const { web, slack, first } = await stage();
    const root = await first();
    await web.posting.chat.delete({ channel: live, ts: root });
    expect(slack.messages(live)).toEqual([]);
    const read = web.posting.conversations.replies({ channel: live, ts: root });
    await expect(read).rejects.toMatchObject({ data: { error: 'thread_not_found' } });
  });
});

describe('In the place of an answer Slack shows', () => {
  const all = Object.entries(slackPages).flatMap(([name, body]) =>
    [false, true].map((isDone) => [name, isDone ? 'and' : 'but not', body, isDone] as const),
  );

  test.each(all)('%s, %s the message in the channel', async (_, __, body, isDone) => {
    const { post, slack } = await stage();
    slack.fail({ kind: 'page', body, isDone });
    const error = await post();
    expect(error).not.toBeInstanceOf(WebAPIPlatformError);
    expect(slackReason(error)).toBe('slack_unreachable');
    expect(slack.messages(live)).toHaveLength(isDone ? 1 : 0);
  });

  test('plain words where it takes no more, without saying for how long', async () => {
    const { post, slack } = await stage();
    slack.fail({ kind: 'rate-limited' });
    expect(await post()).toBe(5);
  });
});
