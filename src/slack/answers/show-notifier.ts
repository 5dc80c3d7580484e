import type { Pauses } from '../../async/pauses.ts';
import type { Wait } from '../../async/wait.ts';
import { StoreUnavailable } from '../../ingest/errors.ts';
import { createLeaseHolder } from '../../ingest/lease.ts';
import type { Notifier, Turn } from '../../ingest/ports.ts';
import type { Logger, Random } from '../../ingest/runtime.ts';
import type { Boards } from '../../ingest/shows/boards.ts';
import { createSharedNews, type SharedNewsPorts } from '../../ingest/shows/shared-news.ts';
import type { Leases } from '../../ingest/storage-ports.ts';
import type { NewsEvent, Task, TaskRow, Thread } from '../../ingest/task.ts';
import type { BoardMessages } from './board-messages.ts';
import { createGatheredThread, type GatheredMessage, type GatheredThread } from './gathered-thread.ts';
import type { MarkedMessages } from './marked-messages.ts';
import { orLater } from './or-later.ts';

export interface ShowNotifierDeps extends SharedNewsPorts {
  /** Tells of tasks that are no rows of shows. */
  alone: Notifier;
  boardMessages: BoardMessages;
  boards: Boards;
  messages: MarkedMessages;
  leases: Leases;
  /** What comes within so many ms is told in one message. */
  gatherMs: number;
  pauses: Pick<Pauses, 'pause'>;
  wait: Wait;
  logger: Logger;
  random: Random;
}

/** Longer than Slack can take over one message: three calls of ten seconds at most. */
const leaseMs = 40_000;
const renewMs = 10_000;

/** The same for the rows of shows: their board is their card, and what its thread tells of them is gathered. */
export function createShowNotifier(deps: ShowNotifierDeps): Notifier {
  const { alone, boardMessages, boards, messages, logger } = deps;
  const underLease = createLeaseHolder(deps, { leaseMs, renewMs });
  /** By the run's id; those that are over cost little. */
  const threads = new Map<string, GatheredThread>();

  return {
    ...alone,

    async delivered(task) {
      // Its thread is looked at when it is told, by the one who tells then: until then others may tell it.
      return task.row === undefined ? alone.delivered(task) : new Set();
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
    const thread = createGatheredThread({
      ...deps,
      shared: createSharedNews(row.run, deps),
      underLease: (work) => underLease(`thread:${row.run}`, work, async () => {}),
      post: (message, turn) => post(row, message, turn),
      find: () => find(row),
    });
    threads.set(row.run, thread);
    return thread;
  }

  async function threadOf({ show, run }: TaskRow): Promise<Thread | undefined> {
    const thread = (await boards.find(show, run))?.run.board;
    return thread?.fate === 'gone' ? undefined : thread;
  }

  /** When each piece of news was posted into the thread, as Slack says; nothing if there is no thread. */
  async function find(row: TaskRow): Promise<ReadonlyMap<string, number>> {
    const thread = await threadOf(row);
    if (thread === undefined) return new Map();
    const place = { channel: thread.channel, thread: thread.ts };
    const found = await orLater(() => messages.find(place, 0), logger);
    const all = found.ok ? [...found.value] : [];
    return new Map(all.map(([id, [ts]]) => [id, Number(ts) * 1000]));
  }

  async function movedFrom(task: Task, row: TaskRow): Promise<Thread | undefined> {
    const thread = await threadOrLastKnown(row, task);
    return thread === undefined || thread.ts === task.thread?.ts ? undefined : thread;
  }

  /** Into the thread; if its board is deleted, into that of the new one; if there is none, or no such place, to whoever asked. */
  async function post(row: TaskRow, message: GatheredMessage, turn: Turn): Promise<void> {
    const thread = await threadOrLastKnown(row, message.task);
    const posted = thread === undefined ? 'refused' : await postInto(thread, message, turn);
    if (posted === 'done') return;
    const other = posted === 'lost' && thread !== undefined ? await newThread(row, thread) : undefined;
    if (other === undefined || (await postInto(other, message, turn)) !== 'done')
      await postInPerson(message, turn);
  }

  /** What the store could not take is told while it is away. */
  async function threadOrLastKnown(row: TaskRow, task: Task): Promise<Thread | undefined> {
    try {
      return await threadOf(row);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      return task.thread;
    }
  }

  async function newThread({ show, run }: TaskRow, { ts }: Thread): Promise<Thread | undefined> {
    const replaced = await orLater(() => boardMessages.replace({ show, id: run }, ts), logger);
    return replaced.ok && replaced.value?.fate !== 'gone' ? replaced.value : undefined;
  }

  /** If a root is deleted that nobody had answered, Slack puts the answer into the channel, or refuses it. */
  async function postInto(
    { channel, ts }: Thread,
    message: GatheredMessage,
    turn: Turn,
  ): Promise<'done' | 'lost' | 'refused'> {
    const { ids, broadcast, text, blocks } = message;
    const place = { channel, thread: ts };
    const posted = await orLater(
      () => messages.post(ids, place, { text, blocks }, { broadcast, turn }),
      logger,
    );
    if (!posted.ok) return posted.isMessageGone ? 'lost' : 'refused';
    if (posted.value.thread === ts) return 'done';
    await messages.remove({ channel, ts: posted.value.ts });
    return 'lost';
  }

  async function postInPerson({ ids, task, text, blocks }: GatheredMessage, turn: Turn): Promise<void> {
    const place = { channel: task.requestedBy };
    const told = await orLater(() => messages.post(ids, place, { text, blocks }, { turn }), logger);
    if (!told.ok) logger.error({ news: ids }, 'Nobody could be told of the rows of a show');
  }
}

/** That all is well is said by the board; the thread has what a person has to know. */
function isForBoardAlone(event: NewsEvent): boolean {
  return event.type === 'source' && event.source === 'fine' && event.first === true;
}
