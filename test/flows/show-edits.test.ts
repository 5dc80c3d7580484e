import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { deliverTo, noPaceOfOurs, settingsOf, startBot } from '../../sandbox/stage.ts';
import { cards, channels, formOf, people, stageFor, whispered } from '../support/bot-stage.ts';
import { boardOf, gathersSoon, rowsOf, saveShow } from '../support/shows.ts';

const alice = people.alice.id;

/** A show of three rows, of which the first one is on. */
async function running(settings: Record<string, string> = {}) {
  const stage = await stageFor({ unpaced: true, runtime: gathersSoon, settings });
  const { slack, trtc } = stage;
  await saveShow(stage, rowsOf(3));
  await whispered(slack);
  await slack.person(alice).command('show start late-show room0');
  await trtc.until(({ tasks }) => tasks.length === 1);
  const board = (headline: string) =>
    slack.until(() => {
      const now = boardOf(stage);
      return now?.text.startsWith(headline) && now;
    });
  // As its menu lists them.
  const rooms = async (headline: string) =>
    JSON.stringify((await board(headline)).blocks).match(/(?:🟡|⚪) room\d/gu);
  return { ...stage, stage, board, rooms };
}

const ends: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(ends.splice(0).map((end) => end()));
});

/** What alice is told when she has changed the form of the show so. */
async function edited(
  { slack }: Awaited<ReturnType<typeof running>>,
  changes: Record<string, string>,
  place = {},
) {
  const told = slack.ephemerals.length;
  await slack.person(alice).command('show edit late-show', place);
  const form = await formOf(slack, alice);
  slack.person(alice).fill(form.id, changes);
  await slack.person(alice).submit(form.id);
  return (await whispered(slack, told + 1)).text;
}

describe('A show that is edited while it runs', () => {
  test('has on its board at once what its next start means, by room and by number', async () => {
    const stage = await running();
    const { slack, trtc, rooms } = stage;
    expect(await rooms('🟡 1 · ⚪ 2 of 3')).toEqual(['🟡 room0', '⚪ room1', '⚪ room2']);
    await edited(stage, { 'rows-0': 'room2 https://a.b/2.mp4\nroom9 https://a.b/9.mp4' });
    await slack.until(() => JSON.stringify(boardOf(stage.stage)?.blocks).includes('room9'));
    expect(await rooms('🟡 1 · ⚪ 2 of 3')).toEqual(['⚪ room2', '⚪ room9', '🟡 room0']);
    await slack.person(alice).command('show start late-show #2');
    await trtc.until(({ tasks }) => tasks.length === 2);
    expect(trtc.tasks.at(-1)?.roomId).toBe('room9');
    expect(await rooms('🟡 2 · ⚪ 1 of 3')).toEqual(['⚪ room2', '🟡 room9', '🟡 room0']);
  });

  test('says that its board stays where it is, if another channel was chosen', async () => {
    const stage = await running();
    await stage.board('🟡 1 · ⚪ 2 of 3');
    const said = await edited(stage, { channel: channels.stage.id });
    expect(said).toContain('Its board stays in <#C0LIVEOPS> until all of it is over.');
  });

  test('and gets another name is kept beside the one that it was, and says so', async () => {
    const stage = await running();
    await stage.board('🟡 1 · ⚪ 2 of 3');
    const said = await edited(stage, { name: 'later', 'rows-0': 'room0 https://a.b/0.mp4' });
    expect(said).toContain('Rooms of it are also in `late-show`');
    await stage.slack.person(alice).command('show copy later latest');
    expect((await whispered(stage.slack, 3)).text).toContain('also in `late-show`, `later`');
    const apart = await edited(stage, { name: 'apart', 'rows-0': 'room7 https://a.b/0.mp4' });
    expect(apart).not.toContain('also in');
  });

  test('starts nothing on a board in a channel that was closed meanwhile, and says how to move it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'shows-'));
    const settings = { STORE_URL: `file:${join(folder, 'store')}` };
    const stage = await running(settings);
    const { slack, trtc } = stage;
    await stage.board('🟡 1 · ⚪ 2 of 3');
    await stage.app.stop();
    const narrowed = { ...settingsOf(stage), ...settings, INGEST_CHANNELS: channels.stage.id };
    const bot = await startBot(narrowed, { slackPace: noPaceOfOurs, ...gathersSoon });
    ends.push(async () => {
      await bot.app.stop();
      rmSync(folder, { recursive: true });
    });
    deliverTo(slack, bot.port);
    const place = { channel: channels.stage.id };
    await edited(stage, { channel: channels.stage.id }, place);
    await slack.person(alice).command('show start late-show', place);
    const { text } = await whispered(slack, 3);
    expect(text).toContain('Nothing was done: the bot may not be used in <#C0LIVEOPS>');
    expect(text).toContain('`/ingest show stop late-show`: then its board stands in <#C0STAGE>.');
    expect(trtc.tasks).toHaveLength(1);
    await slack.person(alice).command('show stop late-show', place);
    await trtc.until(({ tasks }) => tasks[0]?.state === 'ended');
    await whispered(slack, 4);
    await slack.person(alice).command('show start late-show', place);
    await slack.until((now) => cards(now, channels.stage.id)[0]?.text.startsWith('🟡 3 of 3'));
  });
});

describe('A show that two people edit at once', () => {
  test.each(['room0 https://a.b/9.mp4', 'room0 https://a.b/9.mp4\nroom1 gopher://a.b/1'])(
    'is as the last of them says, who is told so and has the rows that the other one saved: %j',
    async (rows) => {
      const stage = await stageFor({ unpaced: true, runtime: gathersSoon });
      const { slack } = stage;
      await saveShow(stage, rowsOf(2));
      await whispered(slack);
      const bob = people.bob.id;
      await slack.person(alice).command('show edit late-show');
      const older = await formOf(slack, alice);
      await slack.person(bob).command('show edit late-show');
      const newer = await formOf(slack, bob);
      slack.person(bob).fill(newer.id, { 'rows-0': 'room7 https://a.b/7.mp4' });
      await slack.person(bob).submit(newer.id);
      expect((await whispered(slack, 2)).text).toMatch(/^Saved, in place of/);
      slack.person(alice).fill(older.id, { 'rows-0': rows });
      await slack.person(alice).submit(older.id);
      // The rows that are right, from the view that says what is wrong with the others.
      const over = slack.person(alice).form;
      if (over !== undefined) await slack.person(alice).submit(over.id);
      await whispered(slack, 4);
      const [told, lost] = slack.ephemerals.slice(2).map(({ text }) => text);
      expect(told).toContain(`⚠️ <@${bob}> saved it at`);
      expect(told).toContain('`room0` `https://a.b/9.mp4`');
      expect(lost).toContain('room7,https://a.b/7.mp4');
    },
  );

  test('is there again, if one of them deleted it, and that is said', async () => {
    const stage = await stageFor({ unpaced: true, runtime: gathersSoon });
    const { slack } = stage;
    await saveShow(stage, rowsOf(2));
    await whispered(slack);
    await slack.person(alice).command('show edit late-show');
    const form = await formOf(slack, alice);
    await slack.person(people.bob.id).command('show delete late-show');
    const asked = await whispered(slack, 2);
    await slack.person(people.bob.id).press({ ephemeral: asked }, 'Delete the show');
    await slack.until(({ ephemerals }) => ephemerals.some(({ text }) => text.startsWith('Deleted')));
    await slack.person(alice).submit(form.id);
    const said = 'Saved. ⚠️ Somebody had deleted it while your form was open: it is there again.';
    await slack.until(({ ephemerals }) => ephemerals.some(({ text }) => text.startsWith(said)));
  });
});
