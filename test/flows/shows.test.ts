import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { deliverTo, noPaceOfOurs, settingsOf, startBot } from '../../sandbox/stage.ts';
import {
  cards,
  channels,
  formOf,
  people,
  replies,
  stageFor,
  threadOf,
  whispered,
} from '../support/bot-stage.ts';
import { boardOf, gathersSoon, rowsOf, saveShow } from '../support/shows.ts';

const stageForShows = () => stageFor({ unpaced: true, runtime: gathersSoon });

const alice = people.alice.id;
const live = channels.live.id;

describe('A show', () => {
  test('is filled in, shown on its board, started once, and stopped', async () => {
    const stage = await stageForShows();
    const { slack, trtc } = stage;
    await saveShow(stage, rowsOf(3), { defaults: '--volume 70' });
    expect((await whispered(slack)).text).toContain('Saved. *`late-show`* · 3 rows');
    await slack.person(alice).command('show late-show');
    const board = await slack.until(() => boardOf(stage));
    expect(board.text).toMatch(/^⚪ 3 of 3 · \*`late-show`\* · <@U0ALICE>\n/);
    expect(trtc.calls).toEqual([]);
    await slack.person(alice).press({ message: board }, 'Start all');
    await trtc.until((api) => api.tasks.length === 3);
    await slack.until(() => {
      const thread = JSON.stringify(slack.thread(live, board.ts));
      return trtc.tasks.every(({ taskId }) => thread.includes(taskId));
    });
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

  test.each([
    [
      'a link to it',
      [],
      /^The board of `late-show` stands in <#C0LIVEOPS>: <https:\/\/\S+\/p\d+\|go to it>\.$/,
    ],
    [
      'its channel alone, if Slack does not say the link',
      ['chat.getPermalink'],
      /^The board of `late-show` stands in <#C0LIVEOPS>\.$/,
    ],
  ])('says where its board stands, with %s', async (_, failing, said) => {
    const stage = await stageForShows();
    const { slack } = stage;
    for (const method of failing) slack.fail({ kind: 'error', error: 'internal_error' }, { method });
    await saveShow(stage, rowsOf(1));
    await whispered(slack);
    await slack.person(alice).command('show late-show');
    expect((await whispered(slack, 2)).text).toMatch(said);
    const again = await slack.person(alice).command('show late-show');
    expect(again.status).toBe(200);
    expect((await whispered(slack, 3)).text).toContain('go to it');
    expect(slack.messages(live)).toHaveLength(1);
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
    expect(JSON.stringify(slack.person(alice).form?.view.blocks)).toContain('Line 2, column 2: `--url`');
  });

  test('starts what failed again with Retry failed, and nothing else', async () => {
    // What is gathered for 20 ms alone may come as two messages.
    const stage = await stageFor({ unpaced: true });
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
    await trtc.until((api) => api.tasks.length === 3);
    await slack.until(() => boardOf(stage)?.text.startsWith('🟡 3 of 3'));
    expect(trtc.calls.filter(({ action }) => action === 'StartStreamIngest')).toHaveLength(5);
  });

  test('of thirty rows is thirty calls and three posts at most, where Slack takes one a second', async () => {
    const stage = await stageFor();
    const { slack, trtc } = stage;
    await saveShow(stage, rowsOf(30));
    await whispered(slack);
    await slack.person(alice).command('show start late-show');
    const board = await slack.until(() => {
      const seen = boardOf(stage);
      return seen?.text.startsWith('🟡 30 of 30') && seen;
    });
    await trtc.until((api) => api.tasks.length === 30);
    await slack.until(() => {
      const thread = JSON.stringify(slack.thread(live, board.ts));
      return trtc.tasks.every(({ taskId }) => thread.includes(taskId));
    });
    expect(new Set(trtc.tasks.map(({ roomId }) => roomId)).size).toBe(30);
    expect(trtc.tasks).toHaveLength(30);
    expect(slack.calls.filter(({ method }) => method === 'chat.postMessage').length).toBeLessThanOrEqual(3);
  });

  test('whose board cannot be posted starts nothing, and says why', async () => {
    const stage = await stageForShows();
    const { slack, trtc } = stage;
    await saveShow(stage, rowsOf(2));
    await whispered(slack);
    slack.fail({ kind: 'error', error: 'is_archived' }, { method: 'chat.postMessage' });
    await slack.person(alice).command('show start late-show');
    expect((await whispered(slack, 2)).text).toContain('is archived');
    expect(trtc.calls).toEqual([]);
  });

  test('whose board is deleted has a new one, once, that says so', async () => {
    const stage = await stageForShows();
    const { slack } = stage;
    await saveShow(stage, rowsOf(2));
    await whispered(slack);
    await slack.person(alice).command('show start late-show');
    const first = await slack.until(() => {
      const seen = boardOf(stage);
      return seen?.text.startsWith('🟡 2 of 2') && threadOf(slack, seen.ts).length > 0 && seen;
    });
    slack.person(people.carol.id).delete(first);
    await slack.person(alice).command('show stop late-show');
    const next = await slack.until((now) =>
      now.messages(live).find(({ text }) => text.startsWith('⏹ 2 of 2')),
    );
    expect(next.ts).not.toBe(first.ts);
    await slack.until(() => threadOf(slack, next.ts).some((text) => text.includes('deleted the board')));
  });

  test('is copied, listed, exported and deleted, and not while it is on', async () => {
    const stage = await stageForShows();
    const { slack } = stage;
    await saveShow(stage, 'room,url,volume\nroom1,https://a.b/1.mp4,80\n"room, two",https://a.b/2.mp4,', {
      defaults: '--repeat 2',
    });
    const said = async (n: number) => (await whispered(slack, n)).text;
    await said(1);
    await slack.person(alice).command('show copy late-show early-show');
    expect(await said(2)).toMatch(/^Copied\. .*\n\*`early-show`\* · 2 rows/);
    await slack.person(alice).command('show list');
    expect(await said(3)).toMatch(/early-show.*\n.*late-show/);
    await slack.person(alice).command('show export late-show');
    expect(await said(4)).toBe(
      '```\nroom,url,repeat,volume\nroom1,https://a.b/1.mp4,2,80\n"room, two",https://a.b/2.mp4,2,\n```',
    );
    await slack.person(alice).command('show start early-show room1');
    await slack.until(() => boardOf(stage)?.text.startsWith('🟡 1 · ⚪ 1 of 2'));
    await slack.person(alice).command('show delete early-show');
    expect(await said(5)).toContain('Nothing was deleted: 1 of `early-show` is on');
    await slack.person(alice).command('show delete late-show');
    expect(await said(6)).toContain('Its 2 rows and its options are lost');
    await slack.person(alice).press({ ephemeral: await whispered(slack, 6) }, 'Delete the show');
    await slack.until((now) => now.ephemerals.some(({ text }) => text === 'Deleted the show `late-show`.'));
    await slack.person(alice).command('show late-shw');
    expect(await said(7)).toContain('There is no show `late-shw`');
  });

  test('shows the card of a row to whoever chooses it, and to nobody else', async () => {
    const stage = await stageForShows();
    const { slack } = stage;
    await saveShow(stage, rowsOf(2));
    await whispered(slack);
    await slack.person(alice).command('show start late-show');
    const board = await slack.until(() => {
      const seen = boardOf(stage);
      return seen?.text.startsWith('🟡 2 of 2') && seen;
    });
    await slack.until(() => threadOf(slack, board.ts).join().includes('room1'));
    await slack.person(alice).press({ message: board }, 'show-row', { choose: '🟡 room1' });
    const told = await whispered(slack, 2);
    expect(told.user).toBe(alice);
    expect(told.text).toContain('`room1`');
    await slack.person(alice).press({ ephemeral: told }, 'Pause');
    await slack.until(() => boardOf(stage)?.text.includes('⏸ 1'));
  });

  test('says of the card of a row that failed why, and starts it on the board', async () => {
    const stage = await stageForShows();
    const { slack, trtc } = stage;
    await saveShow(stage, rowsOf(2));
    await whispered(slack);
    trtc.fail({ kind: 'error', code: 'InvalidParameter.StreamUrl' }, { action: 'StartStreamIngest' });
    await slack.person(alice).command('show start late-show');
    const board = await slack.until(() => {
      const seen = boardOf(stage);
      return seen?.text.startsWith('🟡 1 · ❌ 1') && seen;
    });
    const [failed] = /room\d/.exec(board.text.split('\n').find((line) => line.startsWith('❌')) ?? '') ?? [];
    await slack.person(alice).press({ message: board }, 'show-row', { choose: `❌ ${failed}` });
    const told = await whispered(slack, 2);
    expect(JSON.stringify(told.blocks)).toContain('`InvalidParameter.StreamUrl`');
    expect(JSON.stringify(told.blocks)).not.toContain('edit-and-retry');
    await slack.person(alice).press({ ephemeral: told }, 'Start this row');
    await trtc.until(({ tasks }) => tasks.length === 2);
    await slack.until(() => boardOf(stage)?.text.startsWith('🟡 2 of 2'));
    expect(cards(slack)).toHaveLength(1);
  });

  test('offers to start the row that is chosen, if it was not started yet', async () => {
    const stage = await stageForShows();
    const { slack, trtc } = stage;
    await saveShow(stage, rowsOf(2));
    await whispered(slack);
    await slack.person(alice).command('show late-show');
    await whispered(slack, 2);
    const board = await slack.until(() => boardOf(stage));
    await slack.person(alice).press({ message: board }, 'show-row', { choose: '⚪ room1' });
    await slack.person(alice).press({ ephemeral: await whispered(slack, 3) }, 'Start this row');
    await slack.until(() => boardOf(stage)?.text.startsWith('🟡 1 · ⚪ 1'));
    await trtc.until(({ tasks }) => tasks[0]?.roomId === 'room1');
  });

  test('is opened and started from Home', async () => {
    const stage = await stageForShows();
    const { slack, trtc } = stage;
    await saveShow(stage, rowsOf(2));
    await whispered(slack);
    await slack.person(alice).openHome();
    const home = await slack.until((now) =>
      now.homes.find(({ user, view }) => user === alice && JSON.stringify(view).includes('late-show')),
    );
    await slack.person(alice).press({ view: home }, 'Open');
    await slack.until(() => boardOf(stage));
    expect(trtc.calls).toEqual([]);
    await slack.person(alice).press({ view: home }, 'Start all');
    await trtc.until((api) => api.tasks.length === 2);
  });
});

const restarted: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(restarted.splice(0).map((stop) => stop()));
});

describe('A show with a row that the settings do not allow any more', () => {
  /** Its second row is at a source that was allowed when it was saved. */
  async function started(command: string) {
    const folder = mkdtempSync(join(tmpdir(), 'shows-'));
    const settings = { STORE_URL: `file:${join(folder, 'store')}` };
    const stage = await stageFor({
      unpaced: true,
      settings: { ...settings, INGEST_PROBE_ALLOW: '10.0.0.7' },
    });
    const { slack } = stage;
    await saveShow(stage, 'room0 https://a.b/0.mp4\nroom1 http://10.0.0.7/1.mp4\nroom2 https://a.b/2.mp4');
    await whispered(slack);
    await stage.app.stop();
    const bot = await startBot({ ...settingsOf(stage), ...settings }, { slackPace: noPaceOfOurs });
    deliverTo(slack, bot.port);
    restarted.push(async () => {
      await bot.app.stop();
      rmSync(folder, { recursive: true });
    });
    await slack.person(alice).command(command);
    return { ...stage, said: await whispered(slack, 2) };
  }

  test('starts nothing, and the others if the person says so', async () => {
    const { slack, trtc, said } = await started('show start late-show');
    expect(said.text).toContain('Nothing was started. `room1`: `--url`');
    expect(trtc.calls).toEqual([]);
    await slack.person(alice).press({ ephemeral: said }, 'Start the other 2');
    await trtc.until(({ tasks }) => tasks.length === 2);
    expect(trtc.tasks.map(({ roomId }) => roomId).toSorted()).toEqual(['room0', 'room2']);
  });

  test('offers of the rows that were named those that can be started', async () => {
    const { slack, trtc, said } = await started('show start late-show room1 room2');
    await slack.person(alice).press({ ephemeral: said }, 'Start the other 1');
    await trtc.until(({ tasks }) => tasks.length === 1);
    expect(trtc.tasks.map(({ roomId }) => roomId)).toEqual(['room2']);
  });
});
