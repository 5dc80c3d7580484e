import type { WebClient } from '@slack/web-api';
import { CannotPost } from '../ingest/errors.ts';
import type { Journal, Notifier } from '../ingest/ports.ts';
import type { Task, Thread } from '../ingest/task.ts';
import type { TaskEvent } from '../ingest/task-event.ts';
import { card } from './blocks/card.ts';
import { type News, outcome } from './blocks/outcome.ts';
import { slackReason } from './slack-error.ts';

/** Tells people about tasks in the channel where they were asked for. */
export function createNotifier(web: WebClient, journal: Journal): Notifier {
  /** The last message under way for each task: the next one waits for it, so that threads read in order. */
  const underWay = new Map<string, Promise<void>>();

  return {
    async announce(task) {
      try {
        const posted = await web.chat.postMessage({ channel: task.channel, ...card(task), ...quiet });
        return { channel: posted.channel ?? task.channel, ts: tsOf(posted.ts) };
      } catch (error) {
        throw new CannotPost(task.channel, slackReason(error), { cause: error });
      }
    },

    async tell(task, event) {
      const { thread } = task;
      if (thread === undefined) return;
      const before = underWay.get(task.handle) ?? Promise.resolve();
      const mine = before.then(() => tellNow(task, event, thread));
      underWay.set(task.handle, mine);
      await mine;
      if (underWay.get(task.handle) === mine) underWay.delete(task.handle);
    },
  };

  async function tellNow(task: Task, event: TaskEvent, thread: Thread): Promise<void> {
    await tellThread(task, event, thread);
    await update(task, thread);
  }

  async function tellThread(task: Task, event: TaskEvent, { channel, ts }: Thread): Promise<void> {
    const news = outcome(task, event);
    if (news === undefined) return;
    const { broadcast, ...message } = news;
    try {
      await web.chat.postMessage({
        channel,
        ...message,
        ...quiet,
        ...(broadcast ? { thread_ts: ts, reply_broadcast: true } : { thread_ts: ts }),
      });
    } catch (error) {
      journal.error(
        { error, task: task.handle, state: task.state },
        'A thread could not be told of its task',
      );
      await tellInPerson(task, news);
    }
  }

  /** The thread may be gone while the stream runs: whoever asked for it must still get the TaskId. */
  async function tellInPerson(task: Task, { broadcast: _, ...message }: News): Promise<void> {
    try {
      await web.chat.postMessage({ channel: task.requestedBy, ...message, ...quiet });
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
