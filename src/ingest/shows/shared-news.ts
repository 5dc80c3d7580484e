import type { TaskStore } from '../ports.ts';
import type { Clock } from '../runtime.ts';
import type { RunNewsStore } from '../storage-ports.ts';
import type { NewsItem, Task } from '../task.ts';
import {
  inDoubt,
  type Piece,
  pieceId,
  type RunNews,
  untold,
  without,
  withPieces,
  withTold,
} from './run-news.ts';

export interface SharedNewsPorts {
  runNews: RunNewsStore;
  tasks: Pick<TaskStore, 'get'>;
  clock: Clock;
}

/** A piece of news of a task, by its id. */
export interface Told {
  id: string;
  task: Task;
  news: NewsItem;
}

/** What all instances have to tell in the thread of one board. Every method throws StoreUnavailable. */
export interface SharedNews {
  get(): Promise<RunNews>;
  /** Puts pieces down for whoever tells next. */
  put(pieces: readonly Piece[]): Promise<void>;
  /**
   * To be called right before all that is untold is told, with what is wanted here: from then on whoever comes after this process
   * has to look whether it is. Gives what there was before.
   */
  begin(wanted: readonly Piece[]): Promise<RunNews>;
  /**
   * What is untold but for these ids, as its tasks' outboxes say it. What is in no outbox was told, or could not be
   * written: that is left to whoever wants it told.
   */
  ofOthers(now: RunNews, own: ReadonlySet<string>): Promise<readonly Told[]>;
  /** Notes that these were told. `broadcastAt` is when the whole channel was told last, in ms since the epoch. */
  noteTold(ids: readonly string[], broadcastAt: number): Promise<void>;
  /** Leaves these to whoever wants them told. */
  leave(ids: readonly string[]): Promise<void>;
}

export function createSharedNews(run: string, { runNews, tasks, clock }: SharedNewsPorts): SharedNews {
  return {
    get: () => runNews.get(run),
    async put(pieces) {
      await runNews.change(run, (now) => withPieces(now, pieces, clock()));
    },
    async begin(wanted) {
      let before: RunNews = { pieces: [] };
      await runNews.change(run, (now) => {
        before = now;
        return inDoubt(withPieces(now, wanted, clock()));
      });
      return before;
    },
    async ofOthers(now, own) {
      const theirs = untold(now).filter((piece) => !own.has(pieceId(piece)));
      const found = await Promise.all(theirs.map(toldBy));
      const gone = theirs.filter((_, at) => found[at] === undefined).map(pieceId);
      if (gone.length > 0) await leave(gone);
      return found.flatMap((told) => told ?? []);
    },
    async noteTold(ids, broadcastAt) {
      await runNews.change(run, (now) => withTold(now, ids, clock(), broadcastAt));
    },
    leave,
  };

  async function leave(ids: readonly string[]): Promise<void> {
    await runNews.change(run, (now) => without(now, ids));
  }

  async function toldBy(piece: Piece): Promise<Told | undefined> {
    const task = await tasks.get(piece.handle);
    const news = task?.outbox?.items.find(({ n }) => n === piece.n);
    return task && news && { id: pieceId(piece), task, news };
  }
}
