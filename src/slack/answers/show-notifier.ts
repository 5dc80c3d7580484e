import type { Pauses } from '../../async/pauses.ts';
import { newsId } from '../../ingest/outbox.ts';
import type { Notifier } from '../../ingest/ports.ts';
import type { Clock, Logger } from '../../ingest/runtime.ts';
import type { Boards } from '../../ingest/shows/boards.ts';
import type { NewsEvent, Task, TaskRow, Thread } from '../../ingest/task.ts';
import type { BoardMessages } from './board-messages.ts';
import { createGatheredThread, type GatheredMessage, type GatheredThread } from './gathered-thread.ts';
import type { MarkedMessages } from './marked-messages.ts';
import { orLater } from './or-later.ts';

export interface ShowNotifierDeps {
  /** Tells of tasks that are no rows of shows. */
  alone: Notifier;
  boardMessages: BoardMessages;
  boards: Boards;
  messages: MarkedMessages;
  pauses: Pick<Pauses, 'pause'>;
  logger: Logger;
  clock: Clock;
}

/** The same for the rows of shows: their board is their card, and what its thread tells of them is gathered. */
export function createShowNotifier(deps: ShowNotifierDeps): Notifier {
  const { alone, boardMessages, boards, messages, pauses, logger, clock } = deps;
  /** By the run's id; those that are over cost little. */
  const threads = new Map<string, GatheredThread>();

  return {
    ...alone,

    async delivered(task) {
      const thread = task.row && (await threadOf(task.row));
      if (thread === undefined) return alone.delivered(task);
      const place = { channel: thread.channel, thread: thread.ts };
      const found = await orLater(() => messages.find(place, task.requestedAt), logger);
      const items = Array.from({ length: task.newsCount ?? 0 }, (_, index) => index + 1);
      return new Set(items.filter((n) => found.ok && found.value.has(newsId(task, { n }))));
    },

    async notify(task, news, turn = {}) {
      const { row } = task;
      if (row === undefined) return alone.notify(task, news, turn);
      if (isForBoardAlone(news.event)) return undefined;
      await gathering(row).tell({ task, news }, turn);
      return movedFrom(task, row);
    },

    async show(task, current) {
      const { row } = task;
      if (row === undefined) return alone.show(task, current);
      await current();
      await boardMessages.update({ show: row.show, id: row.run });
      return movedFrom(task, row);
    },
  };

  function gathering(row: TaskRow): GatheredThread {
    const known = threads.get(row.run);
    if (known !== undefined) return known;
    const thread = createGatheredThread({ post: (message) => post(row, message), pauses, clock });
    threads.set(row.run, thread);
    return thread;
  }

  async function threadOf({ show, run }: TaskRow): Promise<Thread | undefined> {
    const thread = (await boards.find(show, run))?.run.board;
    return thread?.fate === 'gone' ? undefined : thread;
  }

  async function movedFrom(task: Task, row: TaskRow): Promise<Thread | undefined> {
    const thread = await threadOf(row);
    return thread === undefined || thread.ts === task.thread?.ts ? undefined : thread;
  }

  /** Into the thread; if its board is deleted, into that of the new one; if there is none, or no such place, to whoever asked. */
  async function post(row: TaskRow, message: GatheredMessage): Promise<void> {
    const thread = await threadOf(row);
    const posted = thread === undefined ? 'refused' : await postInto(thread, message);
    if (posted === 'done') return;
    const other = posted === 'lost' && thread !== undefined ? await newThread(row, thread) : undefined;
    if (other === undefined || (await postInto(other, message)) !== 'done') await postInPerson(message);
  }

  async function newThread({ show, run }: TaskRow, { ts }: Thread): Promise<Thread | undefined> {
    const replaced = await orLater(() => boardMessages.replace({ show, id: run }, ts), logger);
    return replaced.ok && replaced.value?.fate !== 'gone' ? replaced.value : undefined;
  }

  /** If a root is deleted that nobody had answered, Slack puts the answer into the channel, or refuses it. */
  async function postInto(
    { channel, ts }: Thread,
    message: GatheredMessage,
  ): Promise<'done' | 'lost' | 'refused'> {
    const { ids, broadcast, text, blocks } = message;
    const place = { channel, thread: ts };
    const posted = await orLater(() => messages.post(ids, place, { text, blocks }, { broadcast }), logger);
    if (!posted.ok) return posted.isMessageGone ? 'lost' : 'refused';
    if (posted.value.thread === ts) return 'done';
    await messages.remove({ channel, ts: posted.value.ts });
    return 'lost';
  }

  async function postInPerson({ ids, to, text, blocks }: GatheredMessage): Promise<void> {
    const told = await orLater(() => messages.post(ids, { channel: to }, { text, blocks }), logger);
    if (!told.ok) logger.error({ news: ids }, 'Nobody could be told of the rows of a show');
  }
}

/** That all is well is said by the board; the thread has what a person has to know. */
function isForBoardAlone(event: NewsEvent): boolean {
  return event.type === 'source' && event.source === 'fine' && event.first === true;
}
