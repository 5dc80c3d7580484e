import type { WebClient } from '@slack/web-api';
import pRetry, { type Options as RetryOptions } from 'p-retry';
import { CannotPost, IngestError } from '../../ingest/errors.ts';
import type { Logger } from '../../ingest/runtime.ts';
import type { Boards } from '../../ingest/shows/boards.ts';
import type { Board, ShowRun } from '../../ingest/shows/run.ts';
import type { RunStore } from '../../ingest/storage-ports.ts';
import type { Thread } from '../../ingest/task.ts';
import { type Pace, PaceTooSlow } from '../api/pace.ts';
import { refusalKind, slackReason } from '../api/slack-error.ts';
import { boardMessage, plainBoard } from '../blocks/board.ts';
import { message } from '../format/message.ts';
import type { MarkedMessages } from './marked-messages.ts';
import { isForSlackToSay, orLater } from './or-later.ts';

export interface BoardMessagesDeps {
  web: WebClient;
  pace: Pace;
  messages: MarkedMessages;
  runs: Pick<RunStore, 'change' | 'find'>;
  boards: Boards;
  logger: Logger;
  /** How often a board is tried to be posted. */
  retry: RetryOptions;
}

/** The messages that boards are. */
export interface BoardMessages {
  /** Posts a board; with `again` it may be there from before, and is looked for first. Throws CannotPost and Interrupted. */
  post(board: Board, again: boolean): Promise<Thread>;
  /**
   * Brings a board up to date when it may be changed, once for all who ask meanwhile. Resolves when it says what was true
   * when this was called. Throws CannotNotifyNow.
   */
  update(run: RunName): Promise<void>;
  /** The thread of a board whose message somebody has deleted: of a new board, once; else it is gone. Throws what `messages` throws. */
  replace(run: RunName, lost: string): Promise<Thread | undefined>;
}

export type RunName = Pick<ShowRun, 'show' | 'id'>;

export function createBoardMessages(deps: BoardMessagesDeps): BoardMessages {
  const { web, pace, messages, runs, boards, logger, retry } = deps;
  /** By the run's id: an update that has not begun to look, which whoever comes joins. */
  const waiting = new Map<string, Promise<void>>();
  /** By the run's id: those that Slack does not take as they are. Each try counts at Slack's pace. */
  const plain = new Set<string>();

  return {
    async post(board, again) {
      let mayBeThere = again;
      try {
        return await pRetry(() => postOnce(board, mayBeThere), {
          ...retry,
          shouldRetry: ({ error }) => isForSlackToSay(error) && refusalKind(error) === 'passing',
          onFailedAttempt: () => {
            mayBeThere = true;
          },
        });
      } catch (error) {
        if (error instanceof IngestError) throw error;
        const reason = error instanceof PaceTooSlow ? 'ratelimited' : slackReason(error);
        throw new CannotPost(board.run.channel, reason, { cause: error });
      }
    },

    update(run) {
      const known = waiting.get(run.id);
      if (known !== undefined) return known;
      const look = async () => {
        // Whoever comes from now on may know what this look does not see.
        waiting.delete(run.id);
        const board = await boards.find(run.show, run.id);
        if (board !== undefined) await edit(board);
      };
      const update = orLater(() => pace.board(run.id, look), logger)
        .then(() => {})
        .finally(() => {
          if (waiting.get(run.id) === update) waiting.delete(run.id);
        });
      waiting.set(run.id, update);
      return update;
    },

    replace,
  };

  async function postOnce(board: Board, mayBeThere: boolean): Promise<Thread> {
    const { id, channel, at } = board.run;
    const there = mayBeThere ? (await messages.find({ channel }, at)).get(boardId(id))?.at(-1) : undefined;
    if (there !== undefined) return { channel, ts: there };
    const posted = await messages.post(boardId(id), { channel }, boardMessage(board), {
      rank: 'card',
      plain: plainBoard(board),
    });
    return { channel, ts: posted.ts };
  }

  async function edit(board: Board): Promise<void> {
    const { run } = board;
    if (run.board === undefined || run.board.fate === 'gone') return;
    const { channel, ts } = run.board;
    const content = plain.has(run.id) ? plainBoard(board) : boardMessage(board);
    try {
      await web.chat.update({ channel, ts, ...content });
    } catch (error) {
      switch (refusalKind(error)) {
        case 'unfit':
          logger.error({ error, reason: slackReason(error) }, 'Slack did not take a board as it is');
          plain.add(run.id);
          await web.chat.update({ channel, ts, ...plainBoard(board) });
          return;
        case 'message-gone':
          await replace(run, ts);
          return;
        default:
          throw error;
      }
    }
  }

  async function replace({ show, id }: RunName, lost: string): Promise<Thread | undefined> {
    const board = await boards.find(show, id);
    const known = board?.run.board;
    // Somebody has seen to it.
    if (board === undefined || known === undefined || known.ts !== lost) return known;
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

/** The id of the message. */
function boardId(run: string): string {
  return `board-${run}`;
}

const boardReplaced = message(
  'Somebody deleted the board of this show, so it stands here anew. If this one is deleted, too, there will be no other.',
);
