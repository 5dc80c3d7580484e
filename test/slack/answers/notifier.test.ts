import { describe, expect, test } from '@jest/globals';
import type { Fault } from '../../../sandbox/slack/index.ts';
import { CannotNotifyNow } from '../../../src/ingest/errors.ts';
import type { NewsItem, Task } from '../../../src/ingest/task.ts';
import { createMarkedMessages } from '../../../src/slack/answers/marked-messages.ts';
import { createNotifier } from '../../../src/slack/answers/notifier.ts';
import { failure, live as liveState, taskIn } from '../../support/samples.ts';
import { alice, callsOf, live, slackStage } from '../../support/slack-stage.ts';

const retry = { retries: 3, minTimeout: 1, factor: 1, randomize: false };
const started = { type: 'started', at: 1, taskId: 'task-1', requestId: 'request-1' } as const;
const first: NewsItem = { n: 1, event: started };
const second: NewsItem = { n: 2, event: { type: 'paused', at: 2, by: 'U0CAROL' } };

async function stage(options: Parameters<typeof slackStage>[0] = {}) {
  const base = await slackStage(options);
  const notifier = createNotifier({
    ...base,
    web: base.web.posting,
    messages: createMarkedMessages(base.web.posting, base.pace, base.logger),
    retry,
    checks: false,
  });
  const { thread: _, ...task } = taskIn({ name: 'queued' }, { channel: live, requestedAt: Date.now() });
  const inChannel = (channel: string) => base.slack.messages(channel).map(({ text }) => text);
  /** The task with a card. */
  const announced = async (more: Partial<Task> = {}): Promise<Task> => ({
    ...task,
    state: liveState,
    newsCount: 2,
    thread: await notifier.announce(task, false),
    ...more,
  });
  /** The direct messages that alice has. */
  const toAlice = () =>
    base.slack.channels.filter(({ id }) => id.startsWith('D')).flatMap(({ id }) => inChannel(id));
  return { ...base, notifier, task, announced, inChannel, toAlice };
}

describe('A card', () => {
  test('is posted, and is the thread', async () => {
    const { notifier, task, slack } = await stage();
    const thread = await notifier.announce(task, false);
    expect(slack.messages(live)).toMatchObject([
      { ts: thread.ts, text: expect.stringContaining('is starting') },
    ]);
    expect(slack.calls).toHaveLength(1);
  });

  test('that may be there from before is looked for, and posted where it is not', async () => {
    const { notifier, task, slack } = await stage();
    const thread = await notifier.announce(task, true);
    expect(await notifier.announce(task, true)).toEqual(thread);
    await notifier.announce({ ...task, handle: 'm3xw9a' }, true);
    expect(slack.messages(live)).toHaveLength(2);
  });

  test.each<[string, Fault]>([
    ['whose answer was lost', { kind: 'lose-answer' }],
    ['that Slack answered with an error page', { kind: 'http', status: 503 }],
    ['that Slack could not take', { kind: 'error', error: 'internal_error' }],
  ])('%s is in the channel once', async (_, fault) => {
    const { notifier, task, slack } = await stage();
    slack.fail(fault, { method: 'chat.postMessage', times: 2 });
    const thread = await notifier.announce(task, false);
    expect(slack.messages(live).map(({ ts }) => ts)).toEqual([thread.ts]);
  });

  test('that Slack refused for its limit is not looked for: it was not posted', async () => {
    const base = await stage();
    base.slack.fail({ kind: 'rate-limited', retryAfterSeconds: 0 }, { method: 'chat.postMessage' });
    await base.notifier.announce(base.task, false);
    expect(callsOf(base, 'conversations.history')).toBe(0);
    expect(base.slack.messages(live)).toHaveLength(1);
  });

  test('is waited for only as long as somebody has for it', async () => {
    const base = await stage();
    base.slack.fail({ kind: 'rate-limited', retryAfterSeconds: 11 }, { method: 'chat.postMessage' });
    const posted = base.notifier.announce(base.task, false, { until: Date.now() + 10_000 });
    await expect(posted).rejects.toMatchObject({ code: 'cannot_post', reason: 'ratelimited' });
    expect(callsOf(base, 'chat.postMessage')).toBe(1);
  });

  test.each([
    ['C0ELSE', 'not_in_channel'],
    ['C0OLD', 'is_archived'],
    ['C0NONE', 'channel_not_found'],
  ])('cannot be posted to %s, and that is tried once', async (channel, reason) => {
    const base = await stage();
    const posted = base.notifier.announce({ ...base.task, channel }, false);
    await expect(posted).rejects.toMatchObject({ code: 'cannot_post', channel, reason });
    expect(callsOf(base, 'chat.postMessage')).toBe(1);
  });

  test('that Slack never takes is tried as often as is said', async () => {
    const base = await stage();
    base.slack.fail({ kind: 'http', status: 503 }, { method: 'chat.postMessage', times: Infinity });
    const posted = base.notifier.announce(base.task, false);
    await expect(posted).rejects.toMatchObject({ channel: live, reason: 'slack_unreachable' });
    expect(callsOf(base, 'chat.postMessage')).toBe(4);
  });

  test('is brought up to date', async () => {
    const { notifier, announced, inChannel } = await stage();
    const task = await announced();
    await notifier.show(task, async () => task);
    expect(inChannel(live)).toEqual([expect.stringContaining('is live')]);
  });
});

describe('A thread', () => {
  test('is told, and knows what it was told', async () => {
    const { notifier, announced, slack } = await stage();
    const task = await announced();
    expect(await notifier.delivered(task)).toEqual(new Set());
    await notifier.notify(task, first);
    expect(await notifier.delivered(task)).toEqual(new Set([1]));
    await notifier.notify(task, second);
    expect(await notifier.delivered(task)).toEqual(new Set([1, 2]));
    expect(slack.thread(live, task.thread?.ts ?? '').map(({ text }) => text.split(' ')[0])).toEqual([
      '🟡',
      '✅',
      '⏸',
    ]);
  });

  test('knows what it was told where the answer was lost', async () => {
    const { notifier, announced, slack } = await stage();
    const task = await announced();
    slack.fail({ kind: 'lose-answer' }, { method: 'chat.postMessage' });
    await expect(notifier.notify(task, first)).rejects.toThrow(CannotNotifyNow);
    expect(await notifier.delivered(task)).toEqual(new Set([1]));
  });

  test('gets only what somebody has to do something about into the channel', async () => {
    const { notifier, announced, slack } = await stage();
    const task = await announced({ source: 'failed' });
    await notifier.notify(task, first);
    await notifier.notify(task, { n: 2, event: { type: 'source', at: 5, source: 'failed' } });
    expect(slack.messages(live).map(({ reply_broadcast }) => reply_broadcast === true)).toEqual([
      false,
      false,
      true,
    ]);
  });

  test('that was never begun is told nothing', async () => {
    const { notifier, task, slack } = await stage();
    await notifier.notify(task, first);
    await notifier.show(task, async () => task);
    expect(await notifier.delivered(task)).toEqual(new Set());
    expect(slack.calls).toEqual([]);
  });

  test('that is gone for good is told to whoever asked for the task', async () => {
    const { notifier, announced, slack, toAlice, logged } = await stage();
    const task = await announced();
    slack.channels.splice(0, 1);
    await notifier.notify(task, first);
    await notifier.show(task, async () => task);
    expect(await notifier.delivered(task)).toEqual(new Set());
    expect(toAlice()).toEqual([expect.stringContaining('TaskId `task-1`')]);
    expect(logged.map(({ level, facts }) => [level, facts.reason])).toEqual(
      Array(3).fill(['warn', 'channel_not_found']),
    );
  });

  test('of which nobody is left is in the log', async () => {
    const { notifier, announced, slack, logged } = await stage();
    const task = await announced({ requestedBy: 'U0NOBODY' });
    slack.channels.splice(0, 1);
    await notifier.notify(task, first);
    expect(logged.at(-1)).toEqual({ level: 'error', facts: { task: 'k7f2qd', event: started } });
  });

  test('and a person that Slack does not take now are told later', async () => {
    const { notifier, announced, slack, toAlice } = await stage();
    const task = await announced();
    slack.fail({ kind: 'http', status: 503 }, { channel: alice });
    slack.channels.splice(0, 1);
    await expect(notifier.notify(task, first)).rejects.toThrow(CannotNotifyNow);
    expect(toAlice()).toEqual([]);
  });
});

describe('Where Slack does not take it now', () => {
  const calls: [string, (stage: Awaited<ReturnType<typeof staged>>) => Promise<unknown>][] = [
    ['telling', ({ notifier, task }) => notifier.notify(task, first)],
    ['looking', ({ notifier, task }) => notifier.delivered(task)],
    ['showing', ({ notifier, task }) => notifier.show(task, async () => task)],
  ];
  async function staged() {
    const base = await stage();
    return { ...base, task: await base.announced({ state: { name: 'failed', at: 1, failure } }) };
  }

  test.each(calls)('%s is for later', async (_, call) => {
    const base = await staged();
    base.slack.fail({ kind: 'error', error: 'internal_error' });
    await expect(call(base)).rejects.toMatchObject({ code: 'cannot_tell_now', retryAfterMs: undefined });
    const made = base.slack.calls.length;
    await call(base);
    expect(base.slack.calls).toHaveLength(made + 1);
  });

  test.each(calls)('for its limit, %s is done as soon as Slack says', async (_, call) => {
    const base = await staged();
    base.slack.fail({ kind: 'rate-limited', retryAfterSeconds: 0 });
    const made = base.slack.calls.length;
    await call(base);
    expect(base.slack.calls).toHaveLength(made + 2);
  });
});
