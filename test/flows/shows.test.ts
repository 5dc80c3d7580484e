import { describe, expect, test } from '@jest/globals';
import { realRuntime } from '../../src/runtime.ts';
import { gatherMs } from '../../src/slack/answers/gathered-thread.ts';
import {
  channels,
  formOf,
  people,
  replies,
  type Stage,
  stageFor,
  threadOf,
  whispered,
} from '../support/bot-stage.ts';

/** What is gathered is told soon. */
const runtime = {
  wait: (ms: number, signal: AbortSignal) => realRuntime.wait(ms === gatherMs ? 20 : ms, signal),
};
const stageForShows = () => stageFor({ unpaced: true, runtime });

const alice = people.alice.id;
const live = channels.live.id;

const rowsOf = (count: number) =>
  Array.from({ length: count }, (_, n) => `room${n} https://a.b/${n}.mp4`).join('\n');

/** Fills in the form of a show and sends it off. */
async function saveShow({ slack }: Stage, rows: string, more: Record<string, string> = {}): Promise<void> {
  await slack.person(alice).command('show');
  const form = await formOf(slack, alice);
  slack.person(alice).fill(form.id, { name: 'late-show', channel: live, 'rows-0': rows, ...more });
  await slack.person(alice).submit(form.id);
}

const boardOf = ({ slack }: Stage) => slack.messages(live).find(({ thread_ts }) => thread_ts === undefined);

describe('A show', () => {
  test('is filled in, shown on its board, started once, and stopped', async () => {
    const stage = await stageForShows();
    const { slack, trtc } = stage;
    await saveShow(stage, rowsOf(3), { defaults: '--volume 70' });
    expect((await whispered(slack)).text).toContain('Saved. *`late-show`* · 3 rows');
    await slack.person(alice).command('show late-show');
    const board = await slack.until(() => boardOf(stage));
    expect(board.text.split('\n')[0]).toBe(`⚪ 3 of 3 · *\`late-show\`* · <@${alice}>`);
    expect(trtc.calls).toEqual([]);
    await slack.person(alice).press({ message: board }, 'Start all');
    await slack.until(() => boardOf(stage)?.text.startsWith('🟡 3 of 3'));
    await slack.until(() => trtc.tasks.length === 3);
    for (const { taskId } of trtc.tasks)
      await slack.until(() => threadOf(slack, board.ts).some((text) => text.includes(taskId)));
    expect(trtc.tasks.map(({ roomId, volume }) => [roomId, volume]).toSorted()).toEqual([
      ['room0', 70],
      ['room1', 70],
      ['room2', 70],
    ]);
    await slack.person(alice).command('show start late-show');
    expect((await whispered(slack, 3)).text).toContain('All that was to be started is on already');
    const now = boardOf(stage) ?? board;
    await slack.person(alice).press({ message: now }, 'Stop all');
    await slack.until(() => boardOf(stage)?.text.startsWith('⏹ 3 of 3'));
    expect(trtc.tasks.map(({ state }) => state)).toEqual(['ended', 'ended', 'ended']);
    await slack.until((now) => replies(now).at(-1)?.text.includes(`Stopped by <@${alice}>`));
  });

  test('says all that is wrong with its rows over the form, which keeps what was typed', async () => {
    const stage = await stageForShows();
    const { slack } = stage;
    await saveShow(stage, 'room1 https://a.b/1.mp4\nroom2\nroom3 ftp://a.b/3.mp4');
    const shown = JSON.stringify(slack.person(alice).form?.view.blocks);
    expect(shown).toContain('Line 2');
    slack.person(alice).close(slack.person(alice).form?.id ?? '');
    const form = await formOf(slack, alice);
    slack.person(alice).fill(form.id, { 'rows-0': 'room1 https://a.b/1.mp4\nroom3 ftp://a.b/3.mp4' });
    await slack.person(alice).submit(form.id);
    expect(JSON.stringify(slack.person(alice).form?.view.blocks)).toContain('Line 2: `--url`');
  });

  test('starts what failed again with Retry failed, and nothing else', async () => {
    const stage = await stageForShows();
    const { slack, trtc } = stage;
    await saveShow(stage, rowsOf(3));
    await whispered(slack);
    trtc.fail({ kind: 'error', code: 'InvalidParameter.StreamUrl' });
    trtc.fail({ kind: 'error', code: 'InvalidParameter.StreamUrl' });
    await slack.person(alice).command('show start late-show');
    const board = await slack.until(() => {
      const seen = boardOf(stage);
      return seen?.text.includes('❌ 2') && seen;
    });
    const [told] = await slack.until(() => {
      const all = threadOf(slack, board.ts);
      return all.some((text) => text.includes('InvalidParameter.StreamUrl')) && all;
    });
    expect(told).toContain('*2 rooms:*');
    await slack.person(alice).press({ message: board }, 'Retry failed');
    await slack.until(() => trtc.tasks.length === 3);
    await slack.until(() => boardOf(stage)?.text.startsWith('🟡 3 of 3'));
    expect(trtc.tasks).toHaveLength(3);
  });
});
