import { describe, expect, test } from '@jest/globals';
import type { Message } from '../../sandbox/slack/index.ts';
import { channels, people, type Stage, stageFor, whispered } from '../support/bot-stage.ts';
import { boardOf, gathersSoon, rowsOf, saveShow } from '../support/shows.ts';

const alice = people.alice.id;
const bob = people.bob.id;
const live = channels.live.id;

/** A show of so many rows that alice has just begun to start. */
async function starting(rows: number) {
  const stage = await stageFor({ unpaced: true, runtime: gathersSoon });
  const { slack, trtc } = stage;
  await saveShow(stage, rowsOf(rows));
  await whispered(slack);
  await slack.person(alice).command('show late-show');
  const board = await slack.until(() => boardOf(stage));
  await slack.person(alice).press({ message: board }, 'Start all');
  await trtc.until(({ calls }) => calls.length > 2);
  return { ...stage, stage, board };
}

const startsOf = ({ trtc }: Stage) =>
  trtc.calls.filter(({ action }) => action === 'StartStreamIngest').length;

const until = (stage: Stage, headline: string): Promise<Message> =>
  stage.slack.until(() => {
    const board = boardOf(stage);
    return board?.text.startsWith(headline) && board;
  });

const askedAboutAll = async ({ slack }: Stage) => {
  await slack.person(bob).command('stop --all');
  return slack.until(({ ephemerals }) => ephemerals.findLast(({ text }) => text.includes('being started*')));
};

const ways: [string, (stage: Stage) => Promise<unknown>][] = [
  [
    'the button of its board',
    async (stage) => {
      const board = await stage.slack.until(() => {
        const now = boardOf(stage);
        return JSON.stringify(now).includes('Stop all') && now;
      });
      await stage.slack.person(bob).press({ message: board }, 'Stop all');
    },
  ],
  ['show stop', ({ slack }) => slack.person(bob).command('show stop late-show')],
  [
    'stop --all',
    async (stage) => {
      const ephemeral = await askedAboutAll(stage);
      await stage.slack.person(bob).press({ ephemeral }, 'Stop all 60');
    },
  ],
];

describe('A show that is stopped while its rows start', () => {
  test.each(ways)('by %s ends what has started, and starts nothing more', async (_, stop) => {
    const { slack, trtc, board, stage } = await starting(60);
    await stop(stage);
    const over = await until(stage, '⏹ 60 of 60');
    expect(startsOf(stage)).toBeLessThan(60);
    expect(trtc.tasks).toHaveLength(startsOf(stage));
    expect(new Set(trtc.tasks.map(({ state }) => state))).toEqual(new Set(['ended']));
    expect(over.text).toContain('⏹ start cancelled: ');
    const thread = () => JSON.stringify(slack.thread(live, board.ts));
    await slack.until(() => thread().includes(`<@${bob}> cancelled the start`));
    await slack.until(() => trtc.tasks.every(({ taskId }) => thread().includes(taskId)));
    expect(JSON.stringify(slack.ephemerals)).not.toContain('Not stopped');
  });

  test('leaves the rows alone that were not named', async () => {
    const { slack, trtc, stage } = await starting(40);
    await slack.person(bob).command('show stop late-show room39');
    await until(stage, '🟡 39 · ⏹ 1 of 40');
    await trtc.until(({ tasks }) => tasks.length === 39);
    expect(trtc.tasks.map(({ roomId }) => roomId)).not.toContain('room39');
  });

  test('has nothing on in the end if its board was still being posted', async () => {
    const stage = await stageFor({ unpaced: true, runtime: gathersSoon });
    const { slack, trtc } = stage;
    await saveShow(stage, rowsOf(3));
    await whispered(slack);
    slack.fail({ kind: 'rate-limited', retryAfterSeconds: 1 }, { method: 'chat.postMessage' });
    await slack.person(alice).command('show start late-show');
    await slack.until(({ calls }) => calls.some(({ status }) => status === 429));
    await slack.person(bob).command('show stop late-show');
    await until(stage, '⏹ 3 of 3');
    expect(trtc.tasks.filter(({ state }) => state !== 'ended')).toEqual([]);
    expect(JSON.stringify(slack.ephemerals)).not.toContain('Nothing of it is on');
  });

  test('can be started again, all of it', async () => {
    const { slack, trtc, stage } = await starting(40);
    await slack.person(bob).command('show stop late-show');
    await until(stage, '⏹ 40 of 40');
    const before = trtc.tasks.length;
    await slack.person(alice).command('show start late-show');
    await trtc.until(({ tasks }) => tasks.length === before + 40);
  });
});

describe('A start whose answer is being waited for', () => {
  test.each([
    ['stop --room room1', 'The start of `room1`'],
    ['stop --all', '🟡'],
  ])('is stopped by %s once TRTC has answered', async (typed, said) => {
    const stage = await stageFor({ unpaced: true });
    const { slack, trtc } = stage;
    trtc.fail({ kind: 'stall' }, { action: 'StartStreamIngest' });
    await slack.person(alice).command('start room1 https://a.b/1.mp4');
    await trtc.until(({ calls }) => calls.some(({ outcome }) => outcome.kind === 'stalled'));
    if (typed === 'stop --all') {
      const ephemeral = await askedAboutAll(stage);
      await slack.person(bob).press({ ephemeral }, 'Stop it');
    } else await slack.person(bob).command(typed);
    await slack.until(({ ephemerals }) =>
      ephemerals.some(({ text }) => text.includes('TRTC has not answered yet') && text.includes(said)),
    );
    trtc.release();
    await trtc.until(({ tasks }) => tasks[0]?.state === 'ended');
    await slack.until(({ ephemerals }) =>
      ephemerals.some(({ text }) => text.includes('is stopped; its thread')),
    );
    expect(trtc.tasks).toHaveLength(1);
  });

  test('is one of several, of which is said how many are waited for', async () => {
    const stage = await stageFor({ unpaced: true });
    const { slack, trtc } = stage;
    trtc.fail({ kind: 'stall' }, { action: 'StartStreamIngest', times: 2 });
    for (const n of [1, 2]) await slack.person(alice).command(`start room${n} https://a.b/${n}.mp4`);
    await trtc.until(({ calls }) => calls.filter(({ outcome }) => outcome.kind === 'stalled').length === 2);
    const ephemeral = await askedAboutAll(stage);
    await slack.person(bob).press({ ephemeral }, 'Stop all 2');
    await slack.until(({ ephemerals }) =>
      ephemerals.some(({ text }) => text.includes('2 starts are under way, and stopped as soon as it has.')),
    );
    trtc.release();
    await trtc.until(({ tasks }) => tasks.length === 2 && tasks.every(({ state }) => state === 'ended'));
    await slack.until(({ ephemerals }) => ephemerals.some(({ text }) => text.includes('2 of 2 stopped')));
  });
});
