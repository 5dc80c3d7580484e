import type { WebClient } from '@slack/web-api';
import pRetry, { type Options as RetryOptions } from 'p-retry';
import { CannotNotifyNow, CannotPost, IngestError, Interrupted } from '../../ingest/errors.ts';
import type { Clock } from '../../ingest/runtime.ts';
import type { Board, ShowRun } from '../../ingest/shows/run.ts';
import type { Thread } from '../../ingest/task.ts';
import { type Pace, PaceTooSlow, slackPace } from '../api/pace.ts';
import { refusalKind, slackReason } from '../api/slack-error.ts';
import { boardMessage, plainBoard } from '../blocks/board.ts';
import {
  type BoardReplacementDeps,
  boardId,
  createBoardReplacement,
  type ReplaceBoard,
  type RunName,
} from './board-replacement.ts';
import { isForSlackToSay, orLater } from './or-later.ts';

export interface BoardMessagesDeps extends BoardReplacementDeps {
  web: WebClient;
  pace: Pace;
  clock: Clock;
  /** How often a board is tried to be posted. */
  retry: RetryOptions;
}

/** The messages that boards are. */
export interface BoardMessages {
  /** Posts a board; with `again` it may be there from before, and is looked for first. Throws CannotPost and Interrupted. */
  post(board: Board, again: boolean): Promise<Thread>;
  /**
   * Changes a board at once, and waits for no turn: it is not held up, and Slack's pace is not asked. Throws CannotPost if the bot is
   * not let into its channel; whatever else Slack says is none of that.
   */
  look(board: Board): Promise<void>;
  /**
   * Brings a board up to date when it may be changed, once for all who ask meanwhile. Resolves when it says what was true
   * when this was called. Throws CannotNotifyNow.
   */
  update(run: RunName): Promise<void>;
  /** The same, tried again for as long as a call of Slack is; does not throw. */
  show(run: RunName): Promise<void>;
  replace: ReplaceBoard;
}

/** Slack may do first what was sent last: if it takes longer to answer than half of what lies between two edits of a board. */
const overtakenMs = slackPace.board.intervalMs / 2;

export function createBoardMessages(deps: BoardMessagesDeps): BoardMessages {
  const { web, pace, messages, runs, boards, logger, retry, clock } = deps;
  const replace = createBoardReplacement(deps);
  /** By the run's id: an update that has not begun to look, which whoever comes joins. */
  const waiting = new Map<string, Promise<void>>();
  /** By the run's id: which edit was begun last, as long as that is on its way. */
  const lastBegun = new Map<string, symbol>();
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

    async look(board) {
      const { board: there, channel } = board.run;
      if (there === undefined) return;
      try {
        await web.chat.update({ channel: there.channel, ts: there.ts, ...boardMessage(board) });
      } catch (error) {
        if (refusalKind(error) === 'place-gone')
          throw new CannotPost(channel, slackReason(error), { cause: error });
        logger.warn({ error, run: board.run.id }, 'A look at a board said nothing of its channel');
      }
    },

    update,

    async show(run) {
      try {
        await pRetry(() => update(run), {
          ...retry,
          unref: true,
          shouldRetry: ({ error }) =>
            error instanceof CannotNotifyNow && !(error.cause instanceof Interrupted),
        });
      } catch (error) {
        logger.warn({ error, run: run.id }, 'A board could not be brought up to date');
      }
    },

    replace,
  };

  function update(run: RunName): Promise<void> {
    const known = waiting.get(run.id);
    if (known !== undefined) return known;
    let after = async () => {};
    const look = async (turnAt: number) => {
      // Whoever comes from now on may know what this look does not see.
      waiting.delete(run.id);
      const me = Symbol(run.id);
      lastBegun.set(run.id, me);
      try {
        const board = await boards.find(run.show, run.id);
        if (board === undefined) return;
        const done = await edit(board);
        const isOvertaken = lastBegun.get(run.id) !== me || clock() - turnAt >= overtakenMs;
        // Whoever has posted the new one may have known less.
        if (done === 'replaced') after = () => update(run);
        else if (isOvertaken) after = () => onceMore(board);
      } finally {
        if (lastBegun.get(run.id) === me) lastBegun.delete(run.id);
      }
    };
    const updated = orLater(() => pace.board(run.id, look), logger)
      .then(() => after())
      .finally(() => {
        if (waiting.get(run.id) === updated) waiting.delete(run.id);
      });
    waiting.set(run.id, updated);
    return updated;
  }

  /** What was said may have arrived after what was said later, here or at another instance. */
  async function onceMore(said: Board): Promise<void> {
    const now = await boards.find(said.run.show, said.run.id);
    if (now === undefined || JSON.stringify(boardMessage(now)) === JSON.stringify(boardMessage(said))) return;
    await update(now.run);
  }

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

  async function edit(board: Board): Promise<'edited' | 'replaced' | undefined> {
    const { run } = board;
    if (run.board === undefined || run.board.fate === 'gone') return undefined;
    const { channel, ts } = run.board;
    const content = plain.has(run.id) ? plainBoard(board) : boardMessage(board);
    try {
      await web.chat.update({ channel, ts, ...content });
      if (run.isShut) await note(run, false);
      return 'edited';
    } catch (error) {
      switch (refusalKind(error)) {
        case 'unfit':
          logger.error({ error, reason: slackReason(error) }, 'Slack did not take a board as it is');
          plain.add(run.id);
          await web.chat.update({ channel, ts, ...plainBoard(board) });
          return 'edited';
        case 'message-gone':
          await replace(run, ts);
          return 'replaced';
        case 'place-gone':
          if (!run.isShut) await note(run, true);
          throw error;
        default:
          throw error;
      }
    }
  }

  /** The next start asks Slack once more before it starts anything. */
  async function note({ show, id }: ShowRun, isShut: boolean): Promise<void> {
    await runs.change(show, (now) => (now?.id === id ? { ...now, isShut } : undefined));
  }
}
