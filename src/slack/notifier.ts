import type { WebClient } from '@slack/web-api';
import { CannotPost } from '../ingest/errors.ts';
import type { Journal, Notifier } from '../ingest/ports.ts';
import type { Task, Thread } from '../ingest/task.ts';
import { card } from './blocks/card.ts';
import { outcome } from './blocks/outcome.ts';
import { slackReason } from './slack-error.ts';

/** Tells people about tasks in the channel where they were asked for. */
export function createNotifier(web: WebClient, journal: Journal): Notifier {
  return {
    async announce(task) {
      try {
        const posted = await web.chat.postMessage({ channel: task.channel, ...card(task), ...quiet });
        return { channel: posted.channel ?? task.channel, ts: tsOf(posted.ts) };
      } catch (error) {
        throw new CannotPost(task.channel, slackReason(error), { cause: error });
      }
    },

    async tell(task) {
      if (task.thread === undefined) return;
      await tellThread(task, task.thread);
      await update(task, task.thread);
    },
  };

  async function tellThread(task: Task, thread: Thread): Promise<void> {
    const news = outcome(task);
    if (news === undefined) return;
    try {
      await web.chat.postMessage({ channel: thread.channel, thread_ts: thread.ts, ...news, ...quiet });
    } catch (error) {
      journal.error(
        { error, task: task.handle, state: task.state },
        'A thread could not be told of its task',
      );
      await tellInPerson(task, news);
    }
  }

  /** The thread may be gone while the stream runs: whoever asked for it must still get the TaskId. */
  async function tellInPerson(task: Task, news: NonNullable<ReturnType<typeof outcome>>): Promise<void> {
    try {
      await web.chat.postMessage({ channel: task.requestedBy, ...news, ...quiet });
    } catch (error) {
      journal.error({ error, task: task.handle }, 'Nobody could be told of a task');
    }
  }

  async function update(task: Task, thread: Thread): Promise<void> {
    try {
      await web.chat.update({ channel: thread.channel, ts: thread.ts, ...card(task) });
    } catch (error) {
      journal.warn({ error, task: task.handle }, 'A card could not be brought up to date');
    }
  }
}

/** Streams and error pages make poor previews. */
const quiet = { unfurl_links: false, unfurl_media: false } as const;

function tsOf(ts: string | undefined): string {
  if (ts === undefined) throw new Error('Slack took a message and gave no timestamp');
  return ts;
}
