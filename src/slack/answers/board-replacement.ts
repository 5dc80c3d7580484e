import type { Logger } from '../../ingest/runtime.ts';
import { type BoardLeasePorts, createBoardLease } from '../../ingest/shows/board-lease.ts';
import type { Boards } from '../../ingest/shows/boards.ts';
import type { ShowRun } from '../../ingest/shows/run.ts';
import type { RunStore } from '../../ingest/storage-ports.ts';
import type { Thread } from '../../ingest/task.ts';
import { boardMessage, plainBoard } from '../blocks/board.ts';
import { message } from '../format/message.ts';
import type { MarkedMessages } from './marked-messages.ts';

export interface BoardReplacementDeps extends BoardLeasePorts {
  messages: MarkedMessages;
  runs: Pick<RunStore, 'change' | 'find'>;
  boards: Boards;
  logger: Logger;
}

export type RunName = Pick<ShowRun, 'show' | 'id'>;

/**
 * Gives the thread of a board whose message somebody has deleted: of a new board, once; else it is gone. Of all who find
 * it deleted at the same time, here or at another instance, one posts. Throws what `messages` throws, and StoreUnavailable.
 */
export type ReplaceBoard = (run: RunName, lost: string) => Promise<Thread | undefined>;

export function createBoardReplacement(deps: BoardReplacementDeps): ReplaceBoard {
  const { messages, runs, boards, logger } = deps;
  const onePosts = createBoardLease(deps);

  return (run, lost) =>
    onePosts(
      run,
      async () => {
        const board = (await runs.find(run.show, run.id))?.board;
        // Somebody has seen to it.
        return board?.ts !== lost || board.fate === 'gone' ? { found: board } : undefined;
      },
      () => replaced(run, lost),
    );

  async function replaced({ show, id }: RunName, lost: string): Promise<Thread | undefined> {
    const board = await boards.find(show, id);
    const known = board?.run.board;
    if (board === undefined || known === undefined) return undefined;
    if (known.fate !== undefined) return moved(board.run, lost, { ...known, fate: 'gone' });
    const { channel, at } = board.run;
    const there = await messages.find({ channel }, at);
    const posted = there.get(boardId(id))?.findLast((ts) => ts !== lost);
    const ts =
      posted ??
      (
        await messages.post(boardId(id), { channel }, boardMessage(board), {
          rank: 'card',
          plain: plainBoard(board),
        })
      ).ts;
    logger.info({ show, run: id, channel }, 'The board of a show was deleted: it gets a new one');
    const thread = await moved(board.run, lost, { channel, ts, fate: 'replacement' });
    await messages.post(`${boardId(id)}-replaced`, { channel, thread: ts }, boardReplaced);
    return thread;
  }

  async function moved({ show, id }: ShowRun, lost: string, thread: Thread): Promise<Thread | undefined> {
    const changed = await runs.change(show, (now) =>
      now?.id === id && now.board?.ts === lost ? { ...now, board: thread } : undefined,
    );
    return (changed ?? (await runs.find(show, id)))?.board;
  }
}

/** The id of the message that the board of a run is. */
export function boardId(run: string): string {
  return `board-${run}`;
}

const boardReplaced = message(
  'Somebody deleted the board of this show, so it stands here anew. If this one is deleted, too, there will be no other.',
);
