import { describe, expect, test } from '@jest/globals';
import { channels, people, stageFor, whispered } from '../support/bot-stage.ts';
import { boardOf, gathersSoon, rowsOf, saveShow } from '../support/shows.ts';

const alice = people.alice.id;
const bob = people.bob.id;
const elsewhere = { channel: channels.stage.id };

/** A show of so many rows that is saved, of which nothing is started. */
async function saved(rows: number) {
  const stage = await stageFor({ unpaced: true, runtime: gathersSoon });
  await saveShow(stage, rowsOf(rows));
  await whispered(stage.slack);
  const headline = (text: string) =>
    stage.slack.until(() => {
      const board = boardOf(stage);
      return board?.text.startsWith(text) && board;
    });
  return { ...stage, stage, headline };
}

describe('Whoever starts or stops a show', () => {
  test('from another channel is told what was done, and where its board stands', async () => {
    const { slack } = await saved(2);
    await slack.person(alice).command('show start late-show', elsewhere);
    expect((await whispered(slack, 2)).text).toMatch(
      /^Started 2 rows\. The board of `late-show` stands in <#C0LIVEOPS>: <\S+\|go to it>\.$/,
    );
    await slack.person(alice).command('show stop late-show room1', elsewhere);
    expect((await whispered(slack, 3)).text).toMatch(/^Stopped 1 row\. The board of `late-show` stands in /);
  });

  test('from Home is told so in person', async () => {
    const { slack, trtc } = await saved(3);
    trtc.fail({ kind: 'error', code: 'LimitExceeded' }, { action: 'StartStreamIngest' });
    await slack.person(alice).openHome();
    const view = await slack.until(({ homes }) =>
      homes.find((home) => home.user === alice && JSON.stringify(home.view).includes('late-show')),
    );
    await slack.person(alice).press({ view }, 'Start all');
    const [said] = await slack.until((now) => {
      const all = now.messages(now.directMessages(alice).id);
      return all.length > 0 && all;
    });
    expect(said?.text).toMatch(/^Started 2 of 3 rows\. The board of `late-show` stands in <#C0LIVEOPS>/);
  });

  test('by rows that are not on is told that others are', async () => {
    const { slack, headline } = await saved(3);
    await slack.person(alice).command('show start late-show room0');
    await headline('🟡 1 · ⚪ 2 of 3');
    await slack.person(alice).command('show stop late-show room1');
    expect((await whispered(slack, 2)).text).toBe(
      'What you named is not on, so nothing was stopped: 1 of 3 is on.',
    );
  });

  test('is not alarmed if somebody else stops it at the same moment', async () => {
    const { slack, trtc, headline } = await saved(3);
    await slack.person(alice).command('show start late-show');
    await trtc.until(({ tasks }) => tasks.length === 3);
    const board = await headline('🟡 3 of 3');
    await Promise.all([alice, bob].map((each) => slack.person(each).press({ message: board }, 'Stop all')));
    await headline('⏹ 3 of 3');
    await slack.person(bob).command('show stop late-show');
    const answers = [await whispered(slack, 2), ...slack.ephemerals.slice(2)].map(({ text }) => text);
    expect(answers.at(-1)).toBe('Nothing of it is on, so nothing was stopped.');
    expect(answers.join()).not.toContain('Not stopped');
  });

  test('is told of rows whose answer was lost that they were not started again, and why', async () => {
    const { slack, trtc, headline } = await saved(2);
    trtc.fail({ kind: 'lose-answer' }, { action: 'StartStreamIngest' });
    await slack.person(alice).command('show start late-show');
    const board = await headline('🟡 1 · ❓ 1 of 2');
    const [lost] = /`room\d`/.exec(board.text.split('\n').find((line) => line.startsWith('❓')) ?? '') ?? [];
    await slack.person(alice).command('show start late-show');
    const { text } = await whispered(slack, 2);
    expect(text).toContain('All that was to be started is on already.');
    expect(text).toContain(`Of ${lost} nobody knows`);
    expect(text).toContain('Remove the robot');
  });

  test('or retries it at the same moment as somebody else is told so, and each row starts once', async () => {
    const { slack, trtc, headline } = await saved(2);
    trtc.fail({ kind: 'error', code: 'InvalidParameter.StreamUrl' }, { action: 'StartStreamIngest' });
    await slack.person(alice).command('show start late-show');
    const board = await headline('🟡 1 · ❌ 1 of 2');
    await Promise.all(
      [alice, bob].map((each) => slack.person(each).press({ message: board }, 'Retry failed')),
    );
    expect((await whispered(slack, 2)).text).toMatch(
      /^Nothing was started\. (All that was to be started is on already\.|What was to be started is on by now, or)/,
    );
    await headline('🟡 2 of 2');
    expect(trtc.calls.filter(({ action }) => action === 'StartStreamIngest')).toHaveLength(3);
  });
});

describe('The board of a show that was deleted while it was being posted', () => {
  test('stops what runs of it', async () => {
    const stage = await stageFor({ unpaced: true, runtime: gathersSoon });
    const { slack, trtc } = stage;
    await saveShow(stage, rowsOf(2));
    await whispered(slack);
    await slack.person(alice).command('show delete late-show');
    const asked = await whispered(slack, 2);
    slack.fail({ kind: 'rate-limited', retryAfterSeconds: 1 }, { method: 'chat.postMessage' });
    await slack.person(alice).command('show start late-show');
    await slack.until(({ calls }) => calls.some(({ status }) => status === 429));
    await slack.person(alice).press({ ephemeral: asked }, 'Delete the show');
    await slack.until(({ ephemerals }) => ephemerals.some(({ text }) => text.startsWith('Deleted')));
    const board = await slack.until(() => {
      const now = boardOf(stage);
      return now?.text.startsWith('🟡 2 of 2') && now;
    });
    await slack.person(alice).press({ message: board }, 'Stop all');
    await slack.until(() => boardOf(stage)?.text.startsWith('⏹ 2 of 2'));
    // What had not left yet was cancelled.
    expect(trtc.tasks.filter(({ state }) => state !== 'ended')).toEqual([]);
  });
});

describe('More than a name behind show', () => {
  test.each([
    ['show strat late-show', 'Did you mean `/ingest show start late-show`?'],
    ['show stpo late-show room1 #2', 'Did you mean `/ingest show stop late-show room1 #2`?'],
    ['show late-show start', 'Did you mean `/ingest show start late-show`?'],
    ['show late-show Stop room1', 'Did you mean `/ingest show stop late-show room1`?'],
    ['show late-show room1', '`late-show` is none of start, stop, list'],
    ['show check late-show', 'a name that stands alone opens the board of a show'],
  ])('is answered with what may have been meant, and does nothing: %s', async (typed, said) => {
    const { slack, trtc, stage } = await saved(2);
    await slack.person(alice).command(typed);
    const { text } = await whispered(slack, 2);
    expect(text).toContain('Nothing was done.');
    expect(text).toContain(said);
    expect([boardOf(stage), trtc.calls]).toEqual([undefined, []]);
  });
});

describe('Several rows in one word', () => {
  test.each([
    ['room1,room2', 'room1 room2'],
    ['room1，#3', 'room1 #3'],
    ['#1-#3', '#1 #2 #3'],
    ['#2..3', '#2 #3'],
    ['2-3', '#2 #3'],
    ['3', '#3'],
  ])('%s are none, and how to name them is said', async (typed, meant) => {
    const { slack, trtc } = await saved(3);
    await slack.person(alice).command(`show start late-show ${typed}`);
    const { text } = await whispered(slack, 2);
    expect(text).toContain(`Nothing was started. There is no row \`${typed}\`. Did you mean \`${meant}\`?`);
    expect(trtc.calls).toEqual([]);
  });

  test.each(['#1-#9', 'room1,room9', '0', '3-1'])(
    'that are not all there get no such hint: %s',
    async (typed) => {
      const { slack } = await saved(3);
      await slack.person(alice).command(`show start late-show ${typed}`);
      expect((await whispered(slack, 2)).text).not.toMatch(/#\d #|room1 room/);
    },
  );
});
