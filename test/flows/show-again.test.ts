import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { deliverTo, noPaceOfOurs, settingsOf, startBot } from '../../sandbox/stage.ts';
import { cards, channels, formOf, people, type Stage, stageFor, whispered } from '../support/bot-stage.ts';
import { boardOf, gathersSoon, rowsOf, saveShow } from '../support/shows.ts';

const stageForShows = () => stageFor({ unpaced: true, runtime: gathersSoon });
const alice = people.alice.id;

const ends: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(ends.splice(0).map((end) => end()));
});

/** The board of a show of which so many rows were started and TRTC has refused all. */
async function allRefused(stage: Stage, count: number) {
  const { slack, trtc } = stage;
  await saveShow(stage, rowsOf(count));
  await whispered(slack);
  for (let n = 0; n < count; n += 1)
    trtc.fail({ kind: 'error', code: 'FailedOperation.NotRtmpFunction' }, { action: 'StartStreamIngest' });
  await slack.person(alice).command('show start late-show');
  return slack.until(() => {
    const seen = boardOf(stage);
    return seen?.text.startsWith(`❌ ${count} of ${count}`) && seen;
  });
}

describe('A show of which nothing is on', () => {
  test('is tried again with Retry failed, on a board of its own, if all of it had failed', async () => {
    const stage = await stageForShows();
    const { slack, trtc } = stage;
    const board = await allRefused(stage, 2);
    await slack.person(alice).press({ message: board }, 'Retry failed');
    await trtc.until(({ tasks }) => tasks.length === 2);
    await slack.until(() => cards(slack).at(-1)?.text.startsWith('🟡 2 of 2'));
    expect(cards(slack)).toHaveLength(2);
  });

  test('is tried again once, if the bot ends while the new board is being posted', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'shows-'));
    const settings = { STORE_URL: `file:${join(folder, 'store')}` };
    ends.push(async () => rmSync(folder, { recursive: true }));
    const stage = await stageFor({ unpaced: true, runtime: gathersSoon, settings });
    const { slack, trtc } = stage;
    const board = await allRefused(stage, 2);
    const heal = slack.fail(
      { kind: 'rate-limited', retryAfterSeconds: 1 },
      { method: 'chat.postMessage', times: Number.POSITIVE_INFINITY },
    );
    const posts = () => slack.calls.filter(({ method }) => method === 'chat.postMessage').length;
    const before = posts();
    await slack.person(alice).press({ message: board }, 'Retry failed');
    await slack.until(() => posts() > before);
    await stage.app.stop();
    heal();
    const bot = await startBot({ ...settingsOf(stage), ...settings }, { slackPace: noPaceOfOurs });
    ends.unshift(() => bot.app.stop());
    deliverTo(slack, bot.port);
    await trtc.until(({ tasks }) => tasks.length === 2);
    expect(trtc.tasks.map(({ roomId }) => roomId).toSorted()).toEqual(['room0', 'room1']);
    expect(slack.ephemerals.filter(({ text }) => text.includes('older board'))).toEqual([]);
  });

  test('stands in the channel that was chosen last, if nothing of it has begun', async () => {
    const stage = await stageForShows();
    const { slack, trtc } = stage;
    await saveShow(stage, rowsOf(2));
    await slack.person(alice).command('show late-show');
    await slack.until(() => boardOf(stage));
    await slack.person(alice).command('show edit late-show');
    const form = await formOf(slack, alice);
    slack.person(alice).fill(form.id, { channel: channels.stage.id });
    await slack.person(alice).submit(form.id);
    await whispered(slack, 3);
    await slack.person(alice).command('show start late-show');
    await slack.until(() => cards(slack, channels.stage.id)[0]?.text.startsWith('🟡 2 of 2'));
    expect(boardOf(stage)?.text).toMatch(/^⚪ 2 of 2/);
    await trtc.until(({ tasks }) => tasks.length === 2);
  });
});
