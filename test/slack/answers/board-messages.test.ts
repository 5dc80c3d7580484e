import { describe, expect, test } from '@jest/globals';
import type { Board, ShowRun } from '../../../src/ingest/shows/run.ts';
import { createBoardMessages } from '../../../src/slack/answers/board-messages.ts';
import { createMarkedMessages } from '../../../src/slack/answers/marked-messages.ts';
import { draft, live as liveState, taskIn } from '../../support/samples.ts';
import { alice, callsOf, live, slackStage } from '../../support/slack-stage.ts';

const run: ShowRun = { id: 'r1', show: 'late-show', channel: live, by: alice, at: Date.now(), rows: [] };

/** A board of one row, and its messages. */
async function stage() {
  const base = await slackStage();
  let board: Board = { run, rows: [{ id: 1, draft, task: undefined }] };
  const messages = createBoardMessages({
    ...base,
    web: base.web.posting,
    pace: { ...base.pace, board: async (_run, look) => look() },
    messages: createMarkedMessages(base.web.posting, base.pace, base.logger),
    runs: { change: async () => board.run, find: async () => board.run },
    boards: { load: async () => board, find: async () => board },
    retry: { retries: 0 },
  });
  const post = async () => {
    board = { ...board, run: { ...run, board: await messages.post(board, false) } };
  };
  const becomesLive = () => {
    board = { ...board, rows: [{ id: 1, draft, task: taskIn(liveState) }] };
  };
  const shown = () =>
    base.slack
      .messages(live)
      .map(({ text, blocks = [] }) => [text.split('\n')[1], blocks.map(({ type }) => type)]);
  return { ...base, messages, post, becomesLive, shown };
}

const refusal = { kind: 'error', error: 'invalid_blocks' } as const;

describe('A board', () => {
  test('is a table, and stays one when it changes', async () => {
    const { messages, post, becomesLive, shown } = await stage();
    await post();
    becomesLive();
    await messages.update(run);
    expect(shown()).toEqual([
      [expect.stringContaining('🟢 live: `room123`'), ['section', 'table', 'actions']],
    ]);
  });

  test('that Slack does not take as a table is posted in lines, with its buttons', async () => {
    const { slack, post, shown } = await stage();
    slack.fail(refusal, { method: 'chat.postMessage' });
    await post();
    expect(shown()).toEqual([['⚪ not started: `room123`', ['section', 'actions']]]);
  });

  test('that Slack does not take as a table any more has lines from then on, and is not tried twice each time', async () => {
    const base = await stage();
    const { slack, messages, post, becomesLive, shown } = base;
    await post();
    slack.fail(refusal, { method: 'chat.update' });
    await messages.update(run);
    expect(callsOf(base, 'chat.update')).toBe(2);
    becomesLive();
    await messages.update(run);
    expect(callsOf(base, 'chat.update')).toBe(3);
    expect(shown()).toEqual([[expect.stringContaining('🟢 live: `room123`'), ['section', 'actions']]]);
  });
});
