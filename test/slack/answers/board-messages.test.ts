import { describe, expect, test } from '@jest/globals';
import { boardStage } from '../../support/board-stage.ts';
import { live as liveState, paused } from '../../support/samples.ts';
import { callsOf, live } from '../../support/slack-stage.ts';

const table = ['section', 'table', 'actions'];
const lines = ['section', 'actions'];
const refusal = { kind: 'error', error: 'invalid_blocks' } as const;

describe('A board', () => {
  test('is a table, and stays one when it changes', async () => {
    const { become, shown } = await boardStage();
    await become(0, liveState);
    expect(shown()).toEqual([['🟢 1 of 1', table]]);
  });

  test('that Slack does not take as a table is posted in lines, with its buttons', async () => {
    const { shown } = await boardStage({
      prepare: (slack) => slack.fail(refusal, { method: 'chat.postMessage' }),
    });
    expect(shown()).toEqual([['⚪ 1 of 1', lines]]);
  });

  test('that Slack does not take as a table any more has lines from then on, and is not tried twice each time', async () => {
    const stage = await boardStage();
    const { slack, become, shown, pass } = stage;
    slack.fail(refusal, { method: 'chat.update' });
    await become(0, liveState);
    expect(callsOf(stage, 'chat.update')).toBe(2);
    const changed = become(0, paused);
    await pass(2_000);
    await changed;
    expect(callsOf(stage, 'chat.update')).toBe(3);
    expect(shown()).toEqual([['⏸ 1 of 1', lines]]);
  });
});

/** What Slack says to an edit of a board, and what there is at once, and after the row has changed once more. */
const refusals: readonly [string, { at: number; soon: readonly unknown[]; later: readonly unknown[] }][] = [
  ['msg_too_long', { at: 2, soon: [['🟢 1 of 1', lines]], later: [['⏸ 1 of 1', lines]] }],
  ['invalid_blocks', { at: 2, soon: [['🟢 1 of 1', lines]], later: [['⏸ 1 of 1', lines]] }],
  // The message is there for everybody who sees what the bot does not.
  [
    'message_not_found',
    {
      at: 2,
      soon: [
        ['⚪ 1 of 1', table],
        ['🟢 1 of 1', table],
        [expect.stringContaining('deleted the board'), lines.slice(0, 1)],
      ],
      later: [
        ['⚪ 1 of 1', table],
        ['⏸ 1 of 1', table],
        [expect.stringContaining('deleted the board'), lines.slice(0, 1)],
      ],
    },
  ],
  ['channel_not_found', { at: 1, soon: [['⚪ 1 of 1', table]], later: [['⏸ 1 of 1', table]] }],
  ['is_archived', { at: 1, soon: [['⚪ 1 of 1', table]], later: [['⏸ 1 of 1', table]] }],
  ['cant_update_message', { at: 1, soon: [['⚪ 1 of 1', table]], later: [['⏸ 1 of 1', table]] }],
  ['ratelimited', { at: 2, soon: [['🟢 1 of 1', table]], later: [['⏸ 1 of 1', table]] }],
];

describe('A board whose edit Slack refuses with', () => {
  test.each(refusals)('%s is what it can be, and nobody waits for it', async (error, { at, soon, later }) => {
    const stage = await boardStage();
    const { slack, become, shown, pass } = stage;
    slack.fail({ kind: 'error', error }, { method: 'chat.update' });
    const first = become(0, liveState);
    await pass(10_000);
    await first;
    expect(shown()).toEqual(soon);
    expect(callsOf(stage, 'chat.update')).toBe(at);
    const second = become(0, paused);
    await pass(10_000);
    await second;
    expect(shown()).toEqual(later);
  });

  test('fatal_error is tried again later: the change is not taken for shown', async () => {
    const { slack, become, shown, at, run, pass } = await boardStage();
    slack.fail({ kind: 'error', error: 'fatal_error' }, { method: 'chat.update' });
    await expect(become(0, liveState)).rejects.toMatchObject({ code: 'cannot_tell_now' });
    const again = at(0).update(run);
    await pass(2_000);
    await again;
    expect(shown()).toEqual([['🟢 1 of 1', table]]);
  });
});

test('A board that is only to be shown is tried again by itself, and is given up without harm', async () => {
  const stage = await boardStage();
  const { slack, at, run, become, shown, pass } = stage;
  const isShown = async () => {
    let isOver = false;
    const over = at(0)
      .show(run)
      .then(() => {
        isOver = true;
      });
    while (!isOver) await pass(1_000);
    await over;
  };
  slack.fail({ kind: 'error', error: 'fatal_error' }, { method: 'chat.update', times: 3 });
  await become(0, liveState).catch(() => {});
  await isShown();
  expect(shown()).toEqual([['🟢 1 of 1', table]]);
  slack.fail(
    { kind: 'error', error: 'fatal_error' },
    { method: 'chat.update', times: Number.POSITIVE_INFINITY },
  );
  const before = callsOf(stage, 'chat.update');
  await isShown();
  expect(callsOf(stage, 'chat.update') - before).toBe(3);
});

describe('A board that somebody deletes', () => {
  test.each([1, 2])(
    'while %d instances change it and tell its thread has one new board, which is right',
    async (instances) => {
      const { slack, become, at, run, board, shown, pass } = await boardStage({ instances, rows: 2 });
      slack.person('U0ALICE').delete({ channel: live, ts: board.ts });
      const all = [
        become(0, liveState, 0),
        at(0).replace(run, board.ts),
        become(1, liveState, 1),
        at(1).replace(run, board.ts),
      ];
      await pass(10_000);
      await Promise.all(all);
      expect(shown()).toEqual([
        ['🟢 2 of 2', table],
        [expect.stringContaining('deleted the board'), ['section']],
      ]);
    },
  );
});

test('A board that Slack refused to change is known as that until a change of it goes through', async () => {
  const { slack, become, pass, run, runs } = await boardStage();
  const isShut = async () => (await runs.find(run.show, run.id))?.isShut;
  slack.fail({ kind: 'error', error: 'is_inactive' }, { method: 'chat.update' });
  await become(0, liveState);
  expect(await isShut()).toBe(true);
  const changed = become(0, paused);
  await pass(2_000);
  await changed;
  expect(await isShut()).toBe(false);
});
