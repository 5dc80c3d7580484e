import type { WebClient } from '@slack/web-api';
import pRetry, { type Options as RetryOptions } from 'p-retry';
import { CannotPost, IngestError } from '../../ingest/errors.ts';
import { newsId } from '../../ingest/outbox.ts';
import type { Notifier, Turn } from '../../ingest/ports.ts';
import type { Logger } from '../../ingest/runtime.ts';
import type { NewsItem, Task, Thread } from '../../ingest/task.ts';
import { type Pace, PaceTooSlow } from '../api/pace.ts';
import { refusalKind, slackReason } from '../api/slack-error.ts';
import { card, cardId } from '../blocks/card.ts';
import { newsInPerson, threadNews } from '../blocks/thread-news.ts';
import { type Message, plainMessage } from '../format/message.ts';
import { replaceThread } from './lost-thread.ts';
import type { MarkedMessages } from './marked-messages.ts';
import { isForSlackToSay, orLater as orLaterOf } from './or-later.ts';

type TaskWithThread = Task & { thread: Thread };

export interface NotifierDeps {
  web: WebClient;
  pace: Pace;
  messages: MarkedMessages;
  logger: Logger;
  /** How often a card is tried. */
  retry: RetryOptions;
  /** Whether sources are looked at here. */
  checks: boolean;
}

/** Tells people about tasks in the channel where they were asked for. */
export function createNotifier({ web, pace, messages, logger, retry, checks }: NotifierDeps): Notifier {
  const orLater = <T>(call: () => Promise<T>) => orLaterOf(call, logger);

  return {
    async announce(task, again, turn = {}) {
      let mayBeThere = again;
      try {
        return await pRetry(() => postCard(task, mayBeThere, turn), {
          ...retry,
          shouldRetry: ({ error }) => isForSlackToSay(error) && refusalKind(error) === 'passing',
          onFailedAttempt: () => {
            mayBeThere = true;
          },
        });
      } catch (error) {
        if (error instanceof IngestError) throw error;
        const reason = error instanceof PaceTooSlow ? 'ratelimited' : slackReason(error);
        throw new CannotPost(task.channel, reason, { cause: error });
      }
    },

    async delivered(task) {
      if (!hasThread(task)) return new Set();
      const { channel, ts } = task.thread;
      const found = await orLater(() => messages.find({ channel, thread: ts }, task.requestedAt));
      const items = Array.from({ length: task.newsCount ?? 0 }, (_, index) => index + 1);
      return new Set(items.filter((n) => found.ok && found.value.has(newsId(task, { n }))));
    },

    async notify(task, news, turn = {}) {
      if (task.thread === undefined) return undefined;
      if (!hasThread(task)) return notifyInPerson(task, news);
      const posted = await postNews(task, news, turn);
      if (posted.ok && posted.value.thread === task.thread.ts) return undefined;
      if (!posted.ok && !posted.isMessageGone) return notifyInPerson(task, news);
      return notifyElsewhere(task, news, posted.ok ? posted.value.ts : undefined);
    },

    async notifyInPerson(task, news) {
      await notifyInPerson(task, news);
    },

    async show(_, current) {
      let task: Task | undefined;
      const shown = await orLater(() =>
        pace.edit(async () => {
          task = await current();
          if (hasThread(task)) await editCard(task);
        }),
      );
      if (shown.ok || !shown.isMessageGone || task === undefined || !hasThread(task)) return undefined;
      return newThread(task, undefined);
    },
  };

  async function postCard(task: Task, mayBeThere: boolean, turn: Turn): Promise<Thread> {
    const { channel } = task;
    const id = cardId(task);
    const there = mayBeThere
      ? (await messages.find({ channel }, task.requestedAt)).get(id)?.at(-1)
      : undefined;
    const ts = there ?? (await messages.post(id, { channel }, card(task, checks), { rank: 'card', turn })).ts;
    return { channel, ts };
  }

  async function editCard(task: TaskWithThread): Promise<void> {
    const { channel, ts } = task.thread;
    const edit = (message: Message) => web.chat.update({ channel, ts, ...message });
    const content = card(task, checks);
    try {
      await edit(content);
    } catch (error) {
      if (refusalKind(error) !== 'unfit') throw error;
      logger.error({ error, reason: slackReason(error) }, 'Slack did not take a card as it is');
      await edit(plainMessage(content));
    }
  }

  function postNews(task: TaskWithThread, news: NewsItem, turn: Turn) {
    const { broadcast, ...content } = threadNews(task, news.event, checks);
    const place = { channel: task.thread.channel, thread: task.thread.ts };
    return orLater(() => messages.post(newsId(task, news), place, content, { broadcast, turn }));
  }

  /** If a root is deleted that nobody had answered, Slack puts the answer into the channel, or refuses it. */
  async function notifyElsewhere(
    task: TaskWithThread,
    news: NewsItem,
    stray: string | undefined,
  ): Promise<Thread> {
    const thread = await newThread(task, stray);
    const moved = { ...task, thread };
    const posted = hasThread(moved) ? await postNews(moved, news, {}) : undefined;
    if (posted?.ok === true && posted.value.thread === thread.ts) return thread;
    await notifyInPerson(task, news);
    return { ...thread, fate: 'gone' };
  }

  async function newThread(task: TaskWithThread, stray: string | undefined): Promise<Thread> {
    const replaced = await orLater(() => replaceThread(task, stray, { messages, logger, checks }));
    return replaced.ok ? replaced.value : { ...task.thread, fate: 'gone' };
  }

  /** The thread may be gone while the stream runs: whoever asked for it must still get the TaskId. */
  async function notifyInPerson(task: Task, news: NewsItem): Promise<undefined> {
    const content = newsInPerson(task, news.event, checks);
    const told = await orLater(() =>
      messages.post(newsId(task, news), { channel: task.requestedBy }, content),
    );
    if (!told.ok) logger.error({ task: task.handle, event: news.event }, 'Nobody could be told of a task');
  }
}

function hasThread(task: Task): task is TaskWithThread {
  return task.thread !== undefined && task.thread.fate !== 'gone';
}
