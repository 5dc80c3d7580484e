import { setTimeout } from 'node:timers/promises';
import type { WebClient } from '@slack/web-api';
import pRetry, { type Options as RetryOptions } from 'p-retry';
import { CannotPost, CannotTellNow } from '../ingest/errors.ts';
import { newsId } from '../ingest/news.ts';
import type { Journal, Notifier } from '../ingest/ports.ts';
import type { NewsItem, Task, Thread } from '../ingest/task.ts';
import { card } from './blocks/card.ts';
import { outcome } from './blocks/outcome.ts';
import { createMarkedMessages } from './marked-messages.ts';
import { isPermanent, mayPassSoon, retryAfterMs, slackReason } from './slack-error.ts';

/** A card is posted while somebody waits for it, so it is not waited for longer than that. */
const longestWaitMs = 10_000;

/** Tells people about tasks in the channel where they were asked for. `retry` is how often a card is tried. */
export function createNotifier(web: WebClient, journal: Journal, retry: RetryOptions): Notifier {
  const messages = createMarkedMessages(web, journal);

  return {
    async announce(task, again) {
      let mayBeThere = again;
      try {
        return await pRetry(() => postCard(task, mayBeThere), {
          ...retry,
          shouldRetry: ({ error }) => mayPassSoon(error),
          onFailedAttempt: async ({ error, retriesLeft }) => {
            const pause = retryAfterMs(error);
            mayBeThere ||= pause === undefined;
            if (retriesLeft === 0 || (pause ?? 0) > longestWaitMs) throw error;
            await setTimeout(pause ?? 0);
          },
        });
      } catch (error) {
        throw new CannotPost(task.channel, slackReason(error), { cause: error });
      }
    },

    async told(task) {
      if (task.thread === undefined) return new Set();
      const { channel, ts } = task.thread;
      const found = await orLater(() => messages.find({ channel, thread: ts }, task.requestedAt));
      const items = Array.from({ length: task.newsCount ?? 0 }, (_, index) => index + 1);
      return new Set(items.filter((n) => found?.has(idOf(task, n))));
    },

    async tell(task, news) {
      if (task.thread === undefined) return;
      const { channel, ts } = task.thread;
      const { broadcast, ...content } = outcome(task, news.event);
      const id = newsId(task, news);
      const told = await orLater(() => messages.post(id, { channel, thread: ts }, content, { broadcast }));
      if (told === undefined) await tellInPerson(task, news);
    },

    async show({ thread, ...task }) {
      if (thread === undefined) return;
      await orLater(() => web.chat.update({ channel: thread.channel, ts: thread.ts, ...card(task) }));
    },
  };

  async function postCard(task: Task, mayBeThere: boolean): Promise<Thread> {
    const { channel } = task;
    const id = idOf(task, 0);
    const there = mayBeThere ? (await messages.find({ channel }, task.requestedAt)).get(id) : undefined;
    return { channel, ts: there ?? (await messages.post(id, { channel }, card(task))) };
  }

  /** The thread may be gone while the stream runs: whoever asked for it must still get the TaskId. */
  async function tellInPerson(task: Task, news: NewsItem): Promise<void> {
    const { broadcast: _, ...content } = outcome(task, news.event);
    const told = await orLater(() =>
      messages.post(newsId(task, news), { channel: task.requestedBy }, content),
    );
    if (told === undefined)
      journal.error({ task: task.handle, event: news.event }, 'Nobody could be told of a task');
  }

  /** Undefined where Slack will never take it. Throws CannotTellNow where it may take it later. */
  async function orLater<T>(call: () => Promise<T>): Promise<T | undefined> {
    try {
      return await call();
    } catch (error) {
      if (!isPermanent(error))
        throw new CannotTellNow(slackReason(error), { retryAfterMs: retryAfterMs(error) }, { cause: error });
      journal.warn({ error, reason: slackReason(error) }, 'Slack will not take a message');
      return undefined;
    }
  }
}

/** The card is message 0 of its task, its news are 1 and more. */
function idOf({ handle }: Task, n: number): string {
  return `${handle}-${n}`;
}
