import { describe, expect, test } from '@jest/globals';
import { allSlackErrors, slackPages } from '../../../sandbox/slack/error-codes.ts';
import type { Fault } from '../../../sandbox/slack/index.ts';
import { CannotNotifyNow, CannotPost } from '../../../src/ingest/errors.ts';
import type { NewsItem, Task } from '../../../src/ingest/task.ts';
import { createMarkedMessages } from '../../../src/slack/answers/marked-messages.ts';
import { createNotifier } from '../../../src/slack/answers/notifier.ts';
import { live as liveState, taskIn } from '../../support/samples.ts';
import { alice, live, slackStage } from '../../support/slack-stage.ts';

const retry = { retries: 3, minTimeout: 1, factor: 1, randomize: false };
const started: NewsItem = {
  n: 1,
  event: { type: 'started', at: 1, taskId: 'task-1', requestId: 'request-1' },
};

/** A live task with its card in the channel, or a queued one without. */
async function stage(options: { withCard: boolean }) {
  const base = await slackStage();
  const notifier = createNotifier({
    ...base,
    web: base.web.posting,
    messages: createMarkedMessages(base.web.posting, base.pace, base.logger),
    retry,
    checks: false,
  });
  const { thread: _, ...asked } = taskIn({ name: 'queued' }, { channel: live, requestedAt: Date.now() });
  const task: Task = options.withCard
    ? { ...asked, state: liveState, newsCount: 1, thread: await notifier.announce(asked, false) }
    : asked;
  const texts = (channel: string) => base.slack.messages(channel).map(({ text }) => text);
  const direct = () =>
    base.slack.channels.filter(({ id }) => id.startsWith('D')).flatMap(({ id }) => texts(id));
  /** As the outbox does it: what cannot be told now is told again, after a look at the thread. */
  const untilTold = async (isFirst = true): Promise<Task> => {
    try {
      if (!isFirst && (await notifier.delivered(task)).has(1)) return task;
      const thread = await notifier.notify(task, started);
      return thread === undefined ? task : { ...task, thread };
    } catch (error) {
      if (!(error instanceof CannotNotifyNow)) throw error;
      return untilTold(false);
    }
  };
  const untilShown = async (): Promise<void> => {
    try {
      await notifier.show(task, async () => task);
    } catch (error) {
      if (!(error instanceof CannotNotifyNow)) throw error;
      return untilShown();
    }
  };
  return { ...base, notifier, task, texts, direct, untilTold, untilShown };
}

const onceFaults: [string, Fault][] = [
  ...allSlackErrors.map((error): [string, Fault] => [error, { kind: 'error', error }]),
  ['an error that nobody knows yet', { kind: 'error', error: 'an_error_of_tomorrow' }],
  ...Object.entries(slackPages).flatMap(([name, body]): [string, Fault][] => [
    [name, { kind: 'page', body }],
    [`${name}, though it was done`, { kind: 'page', body, isDone: true }],
  ]),
  ['a limit', { kind: 'rate-limited', retryAfterSeconds: 0 }],
  ['a server error', { kind: 'http', status: 503 }],
  ['an answer that gets lost', { kind: 'lose-answer' }],
  ['a reset', { kind: 'reset' }],
];
/** No use in another try: the bot is not let in there. */
const closed = ['channel_not_found', 'not_in_channel', 'is_archived', 'is_inactive', 'messages_tab_disabled'];
const alsoClosed = ['channel_type_not_supported', 'duplicate_channel_not_found'];
const noPlace = [...closed, ...alsoClosed];
/** Of a root, these make no sense: a card hangs on no message. */
const ofReplies = [
  ...['cannot_reply_to_message', 'duplicate_message_not_found', 'message_not_found'],
  ...['cant_update_message', 'edit_window_closed'],
];
/** The card stays as it is, and its thread says what is so. */
const uneditable = ['cant_update_message', 'edit_window_closed'];
const unsaidLimits = ['ratelimited', 'rate_limited', 'message_limit_exceeded'];
const quick = onceFaults.filter(([name]) => !unsaidLimits.includes(name));

describe('A card that Slack refuses once', () => {
  test.each(quick)('with %s is posted once all the same, unless the place is closed', async (name, fault) => {
    const { notifier, slack, task, texts } = await stage({ withCard: false });
    slack.fail(fault, { method: 'chat.postMessage' });
    const posted = notifier.announce(task, false);
    if (noPlace.includes(name) || ofReplies.includes(name)) {
      await expect(posted).rejects.toMatchObject({ code: 'cannot_post', reason: name });
      return expect(texts(live)).toEqual([]);
    }
    await posted;
    expect(texts(live)).toEqual([expect.stringContaining('is starting')]);
  });
});

describe('News that Slack refuses once', () => {
  test.each(quick)('with %s are told once: in the thread, else in person', async (name, fault) => {
    const { slack, texts, direct, untilTold } = await stage({ withCard: true });
    slack.fail(fault, { method: 'chat.postMessage' });
    await untilTold();
    const told = [...texts(live), ...direct()].filter((text) => text.includes('TaskId `task-1`'));
    expect(told).toHaveLength(1);
    expect(direct()).toHaveLength([...noPlace, ...uneditable].includes(name) ? 1 : 0);
    expect(JSON.stringify([...texts(live), ...direct()])).not.toContain('T0PSECRET');
  });
});

describe('A card whose change Slack refuses once', () => {
  test.each(quick)('with %s says in the end what is so, unless it is closed', async (name, fault) => {
    const { slack, texts, untilShown } = await stage({ withCard: true });
    slack.fail(fault, { method: 'chat.update' });
    await untilShown();
    const says = [...noPlace, ...uneditable].includes(name) ? 'is starting' : 'is live';
    expect(texts(live).at(-1)).toContain(says);
  });
});

describe('Where Slack never takes it', () => {
  const unfit = ['invalid_blocks', 'msg_too_long', 'metadata_too_large'];

  test.each(unfit)(
    'because of %s, not even in plain words, whoever asked is told, and the log',
    async (error) => {
      const { slack, direct, untilTold, logged } = await stage({ withCard: true });
      slack.fail({ kind: 'error', error }, { channel: live, times: Infinity });
      await untilTold();
      expect(direct()).toEqual([
        expect.stringMatching(/^\*`room123`\* · task `k7f2qd`: ✅ Started\. TaskId `task-1`/),
      ]);
      expect(logged.some(({ level }) => level === 'error')).toBe(true);
    },
  );

  test.each(unfit)('as it is (%s), it takes plain words', async (error) => {
    const { slack, texts, untilTold } = await stage({ withCard: true });
    slack.fail({ kind: 'error', error }, { method: 'chat.postMessage' });
    await untilTold();
    expect(slack.messages(live).at(-1)?.blocks ?? []).toEqual([]);
    expect(texts(live).at(-1)).toContain('TaskId `task-1`');
  });

  test.each(['restricted_action', 'ekm_access_denied', 'an_error_of_tomorrow'])(
    'because of %s, a card is tried as often as is said, and the reason told',
    async (error) => {
      const { notifier, slack, task } = await stage({ withCard: false });
      slack.fail({ kind: 'error', error }, { method: 'chat.postMessage', times: Infinity });
      await expect(notifier.announce(task, false)).rejects.toEqual(new CannotPost(live, error));
      expect(slack.calls.filter(({ method }) => method === 'chat.postMessage')).toHaveLength(4);
    },
  );
});

test('A limit that does not say how long is waited for, and whoever has no time for that is told', async () => {
  for (const error of unsaidLimits) {
    const { notifier, slack, task } = await stage({ withCard: false });
    slack.fail({ kind: 'error', error }, { method: 'chat.postMessage' });
    const posted = notifier.announce(task, false, { until: Date.now() + 4_000 });
    await expect(posted).rejects.toMatchObject({ code: 'cannot_post', reason: 'ratelimited' });
  }
});

describe('A card that somebody deletes', () => {
  test('is replaced by one that takes along the stray reply, and news go on in its thread', async () => {
    const { slack, task, texts, untilTold, notifier, direct } = await stage({ withCard: true });
    slack.person(alice).delete({ channel: live, ts: task.thread?.ts ?? '' });
    const moved = await untilTold();
    expect(moved.thread).toMatchObject({ channel: live, fate: 'replacement' });
    expect(moved.thread?.ts).not.toBe(task.thread?.ts);
    expect(slack.thread(live, moved.thread?.ts ?? '').map(({ text }) => text)).toEqual([
      expect.stringContaining('is live'),
      expect.stringContaining('TaskId `task-1`'),
    ]);
    await notifier.notify(moved, { n: 2, event: { type: 'paused', at: 2, by: 'U0CAROL' } });
    await notifier.show(moved, async () => moved);
    expect(texts(live)).toHaveLength(3);
    expect(direct()).toEqual([]);
  });

  test('again gets no other: whoever asked is told, and nothing stands alone in the channel', async () => {
    const { slack, task, texts, untilTold, notifier, direct } = await stage({ withCard: true });
    slack.person(alice).delete({ channel: live, ts: task.thread?.ts ?? '' });
    const moved = await untilTold();
    for (const { ts } of slack.thread(live, moved.thread?.ts ?? '').toReversed())
      slack.person(alice).delete({ channel: live, ts });
    const lost = await notifier.notify(moved, { n: 2, event: { type: 'paused', at: 2, by: 'U0CAROL' } });
    expect(lost).toMatchObject({ fate: 'gone' });
    await notifier.notify(
      { ...moved, ...(lost && { thread: lost }) },
      { n: 3, event: { type: 'resumed', at: 3, by: alice } },
    );
    expect(texts(live)).toEqual([]);
    expect(direct()).toEqual([
      expect.stringContaining('`room123`* · task `k7f2qd`: ⏸ Paused'),
      expect.stringContaining('`room123`* · task `k7f2qd`: ▶️ Resumed'),
    ]);
    expect(task.handle).toBe('k7f2qd');
  });

  test('is posted anew by a change too, and only once by two processes of which one died', async () => {
    const { slack, task, texts, notifier } = await stage({ withCard: true });
    slack.person(alice).delete({ channel: live, ts: task.thread?.ts ?? '' });
    const first = await notifier.show(task, async () => task);
    // The process that did this dies before it is written down.
    const second = await notifier.show(task, async () => task);
    expect(second).toEqual(first);
    expect(texts(live)).toEqual([expect.stringContaining('is live')]);
  });

  test('leaves no stray replies behind where the answers to them were lost', async () => {
    const { slack, task, untilTold, texts } = await stage({ withCard: true });
    slack.person(alice).delete({ channel: live, ts: task.thread?.ts ?? '' });
    slack.fail({ kind: 'lose-answer' }, { method: 'chat.postMessage' });
    await untilTold();
    expect(texts(live)).toEqual([
      expect.stringContaining('is live'),
      expect.stringContaining('TaskId `task-1`'),
    ]);
  });

  test('after it was answered goes on in its thread, below what is left of it', async () => {
    const { slack, task, untilTold, notifier, texts } = await stage({ withCard: true });
    await untilTold();
    slack.person(alice).delete({ channel: live, ts: task.thread?.ts ?? '' });
    await notifier.notify(task, { n: 2, event: { type: 'paused', at: 2, by: 'U0CAROL' } });
    expect(texts(live).at(-1)).toContain('Paused');
    const moved = await notifier.show(task, async () => task);
    expect(moved).toMatchObject({ fate: 'replacement' });
  });
});
