import type { Pauses } from '../../async/pauses.ts';
import { newsId } from '../../ingest/outbox.ts';
import type { Turn } from '../../ingest/ports.ts';
import type { Clock } from '../../ingest/runtime.ts';
import type { NewsItem, Task } from '../../ingest/task.ts';
import { gatheredNews } from '../blocks/gathered-news.ts';
import type { Message } from '../format/message.ts';

/** One piece of news of a task. */
export interface Told {
  task: Task;
  news: NewsItem;
}

/** Messages that tell several pieces of news, each under the ids of what it tells. */
export interface GatheredMessage extends Message {
  ids: readonly string[];
  /** Whether the whole channel gets it too. */
  broadcast: boolean;
  /** Who is told if the thread cannot be: a person's id. */
  to: string;
}

export interface GatheredThread {
  /** Tells it together with what else comes within two seconds. Resolves when it is told; rejects with what `post` or `turn.sending` throws. */
  tell(told: Told, turn: Turn): Promise<void>;
}

/** What comes within so many ms is one message. */
export const gatherMs = 2_000;
/** The channel is disturbed at most so often. */
const broadcastMs = 60_000;

interface Waiting extends Told {
  turn: Turn;
  resolve(): void;
  reject(error: unknown): void;
}

export interface GatheredThreadDeps {
  /** Posts a message into the thread. */
  post(message: GatheredMessage): Promise<void>;
  /** Ended when the process ends: then what is gathered is told at once. */
  pauses: Pick<Pauses, 'pause'>;
  clock: Clock;
}

/** The thread of one board. */
export function createGatheredThread({ post, pauses, clock }: GatheredThreadDeps): GatheredThread {
  let gathered: Waiting[] = [];
  let broadcastAt = Number.NEGATIVE_INFINITY;

  return {
    tell(told, turn) {
      // The board need not wait for what its thread says.
      turn.waiting?.(gatherMs);
      return new Promise((resolve, reject) => {
        gathered.push({ ...told, turn, resolve, reject });
        if (gathered.length === 1) void pauses.pause(gatherMs).then(flush);
      });
    },
  };

  async function flush(): Promise<void> {
    const all = gathered;
    gathered = [];
    const ready = (await Promise.all(all.map(isStillMine))).flatMap((each) => each ?? []);
    for (const { items, broadcast, ...content } of gatheredNews(ready)) {
      const [first] = items;
      if (first === undefined) continue;
      const isLoud = broadcast && clock() - broadcastAt >= broadcastMs;
      const ids = items.map(({ task, news }) => newsId(task, news));
      try {
        await post({ ...content, ids, broadcast: isLoud, to: first.task.requestedBy });
        if (isLoud) broadcastAt = clock();
        for (const { resolve } of items) resolve();
      } catch (error) {
        for (const { reject } of items) reject(error);
      }
    }
  }

  /** Undefined, and it is told by others, if somebody else has it by now. */
  async function isStillMine(waiting: Waiting): Promise<Waiting | undefined> {
    try {
      await waiting.turn.sending?.();
      return waiting;
    } catch (error) {
      waiting.reject(error);
      return undefined;
    }
  }
}
