import { describe, expect, test } from '@jest/globals';
import type { OpenView } from '../../sandbox/slack/index.ts';
import type { StageOptions } from '../../sandbox/stage.ts';
import {
  cards,
  channels,
  formOf,
  people,
  replies,
  type Stage,
  stageFor,
  whispered,
} from '../support/bot-stage.ts';
import { textsIn } from '../support/slack-limits.ts';

const alice = people.alice.id;
const live = channels.live.id;

type Filled = Record<string, string>;

/** Fills in the form of a show and sends it off; gives what is in front of the person then. */
async function sendShow({ slack }: Stage, filled: Filled, user = alice): Promise<OpenView | undefined> {
  await slack.person(user).command('show');
  const form = await formOf(slack, user);
  slack.person(user).fill(form.id, { name: 'late-show', channel: live, ...filled });
  await slack.person(user).submit(form.id);
  return slack.person(user).form;
}

/** A stage where a show was saved and its first answer was read. */
async function withShow(rows: string, filled: Filled = {}, options: StageOptions = {}): Promise<Stage> {
  const stage = await stageFor(options);
  expect(await sendShow(stage, { 'rows-0': rows, ...filled })).toBeUndefined();
  expect((await whispered(stage.slack)).text).toContain('Saved');
  return stage;
}

const words = (view: OpenView | undefined) => textsIn(view?.view.blocks ?? []).join('\n');
const typedIn = (view: OpenView | undefined, block: string) => view?.state[block]?.value?.value;

describe('What is wrong with a pasted list', () => {
  const rows = [
    'room1 https://a.b/1.mp4',
    'room2',
    'room3 ftp://a.b/3.mp4',
    'room4 https://a.b/4.mp4',
    'room4 https://a.b/other.mp4',
    'room6 https://a.b/6.mp4',
  ].join('\n');

  test('is all said at once, by its line and column, above the rows that are right', async () => {
    const stage = await stageFor();
    const over = await sendShow(stage, { 'rows-0': rows });
    expect(words(over)).toContain('*Nothing was saved. 3 things to mend:*');
    expect(words(over)).toContain('• Line 2, column 2: a room and a URL are needed');
    expect(words(over)).toContain('• Line 3, column 2: `--url`');
    expect(words(over)).toContain('• Line 5, column 1: the room `room4` stands in line 4 already');
    expect(over?.view.submit?.text).toBe('Save the other 2');
    expect(typedIn(over, 'rows-0')).toBe('room1 https://a.b/1.mp4\nroom6 https://a.b/6.mp4');
    expect(stage.slack.ephemerals).toEqual([]);
  });

  test('is left out if the person says so, with all else that the form says', async () => {
    const stage = await stageFor();
    const { slack } = stage;
    const over = await sendShow(stage, { 'rows-0': rows, defaults: '--volume 70' });
    await slack.person(alice).submit(over?.id ?? '');
    const saved = await whispered(slack);
    expect(saved.text).toContain('Saved. *`late-show`* · 2 rows · board in');
    expect(saved.text).toContain('All of them: `--volume` `70`');
    expect(slack.person(alice).form).toBeUndefined();
    expect(slack.complaints).toEqual([]);
  });

  test('is mended in the form, which is there again as it was typed', async () => {
    const stage = await stageFor();
    const { slack } = stage;
    const over = await sendShow(stage, { 'rows-0': rows });
    await slack.person(alice).close(over?.id ?? '');
    const form = await formOf(slack, alice);
    expect(typedIn(form, 'rows-0')).toBe(rows);
    expect(typedIn(form, 'name')).toBe('late-show');
    slack.person(alice).fill(form.id, { 'rows-0': 'room1 https://a.b/1.mp4' });
    await slack.person(alice).submit(form.id);
    expect((await whispered(slack)).text).toContain('*`late-show`* · 1 row ');
  });

  test('may come anew in the rows that are right, and is said there; what was typed stays', async () => {
    const stage = await stageFor();
    const { slack } = stage;
    const over = await sendShow(stage, { 'rows-0': rows });
    slack.person(alice).fill(over?.id ?? '', { 'rows-0': 'room1 https://a.b/1.mp4\nroom7 gopher://a.b/7' });
    await slack.person(alice).submit(over?.id ?? '');
    const again = slack.person(alice).form;
    expect(words(again)).toContain('Line 2, column 2: `--url`');
    expect(typedIn(again, 'rows-0')).toBe('room1 https://a.b/1.mp4\nroom7 gopher://a.b/7');
    slack.person(alice).fill(again?.id ?? '', { 'rows-0': 'room7 https://a.b/7' });
    await slack.person(alice).submit(again?.id ?? '');
    expect((await whispered(slack)).text).toContain('*`late-show`* · 1 row ');
    expect(slack.person(alice).form).toBeUndefined();
  });

  test.each<[string, Filled, string[]]>([
    [
      'the name',
      { name: 'late show', 'rows-0': rows },
      ['`late show` cannot be the name of a show', 'Line 2'],
    ],
    [
      'a word of the command as name',
      { name: 'List', 'rows-0': rows },
      ['`List` cannot be the name', 'Line 3'],
    ],
    [
      'the options of all',
      { defaults: '--volume 999', 'rows-0': rows },
      ['Options of all rows: `--volume`', 'Line 2'],
    ],
    ['an option that is none', { defaults: '--volum 9', 'rows-0': rows }, ['--volum', 'Line 2']],
    [
      'a preset that there is not, among the options',
      { defaults: '--preset x', 'rows-0': rows },
      ['There is no preset `x`', 'Line 2'],
    ],
    [
      'a preset that there is not, and nothing else',
      { defaults: '--preset x', 'rows-0': 'a https://a.b/1.mp4' },
      ['One thing to mend', 'There is no preset `x`'],
    ],
    [
      'a secret',
      { defaults: '--user u --user-sig eJw', 'rows-0': rows },
      ['`--user-sig` cannot be in a show'],
    ],
    ['a header', { 'rows-0': 'room,url,colour\na,https://a.b/1.mp4,red' }, ['Line 1, column 3: `colour`']],
  ])('is not offered without it if it is of all rows: %s', async (_, filled, said) => {
    const over = await sendShow(await stageFor(), filled);
    for (const part of said) expect(words(over)).toContain(part);
    expect(words(over).split('Options of all rows').length).toBeLessThan(3);
    expect(words(over)).not.toContain('eJw');
    expect(over?.view.submit).toBeUndefined();
  });

  test('is no more than Slack takes in a view, however much it is', async () => {
    const long = (n: number) => `${'r'.repeat(64)}${n} ftp://${'a'.repeat(150)}/${n}`;
    const text = (from: number) => Array.from({ length: 12 }, (_, n) => long(from + n)).join('\n');
    const stage = await stageFor();
    const over = await sendShow(stage, { 'rows-0': text(0), 'rows-1': text(12), 'rows-2': text(24) });
    expect(words(over)).toContain('Line 1, column 2: ');
    expect(stage.slack.complaints).toEqual([]);
  });
});

describe('A show that is kept', () => {
  const rows =
    '"main stage" https://a.b/1.mp4\nroom2 rtmp://u:pass@a.b/live/key1\nroom3 https://a.b/3.mp4?x=1&y=2';

  test('comes back into its form as it was saved, and takes the place of what was there', async () => {
    const stage = await withShow(rows, { defaults: '--repeat -1 --auto-push --volume 70' });
    const { slack } = stage;
    await slack.person(alice).command('show edit late-show');
    const form = await formOf(slack, alice);
    expect(typedIn(form, 'name')).toBe('late-show');
    expect(typedIn(form, 'defaults')).toBe('--repeat -1 --volume 70 --auto-push true');
    expect(form.state.channel).toMatchObject({ value: { selected_conversation: live } });
    await slack.person(alice).submit(form.id);
    const saved = await whispered(slack, 2);
    expect(saved.text).toContain(`Saved, in place of the one that <@${alice}> saved on`);
    expect(saved.text).toContain('*`late-show`* · 3 rows');
    expect(saved.text).toContain('`--repeat` `-1` · `--volume` `70` · `--auto-push` `true`');
    expect(saved.text).toContain('• `main stage` `https://a.b/1.mp4`');
    expect(saved.text).not.toMatch(/pass|key1|x=1/);
  });

  test('is exported to the person alone, so that the form takes it again', async () => {
    const stage = await withShow(rows, { defaults: '--volume 70' });
    const { slack } = stage;
    await slack.person(alice).command('show export late-show');
    const { text, user } = await whispered(slack, 2);
    expect(user).toBe(alice);
    const [, csv = ''] = /```\n([\s\S]*)\n```/.exec(text) ?? [];
    expect(csv).toContain('x=1&amp;y=2');
    expect(await sendShow(stage, { name: 'again', 'rows-0': csv.replaceAll('&amp;', '&') })).toBeUndefined();
    await whispered(slack, 3);
    await slack.person(alice).command('show export again');
    expect((await whispered(slack, 4)).text.replace('again', 'late-show')).toBe(text);
  });

  test('is exported whole, however long it is', async () => {
    const url = (n: number) => `https://a.b/${'x'.repeat(180)}?a=1&b=2&n=${n}`;
    const text = (from: number) =>
      Array.from({ length: 12 }, (_, n) => `room${from + n} ${url(from + n)}`).join('\n');
    const stage = await withShow(text(0), { 'rows-1': text(12), 'rows-2': text(24) });
    const { slack } = stage;
    await slack.person(alice).command('show export late-show');
    await slack.until((now) => now.ephemerals.some(({ text: said }) => said.includes('part 3 of 3')));
    const said = slack.ephemerals
      .slice(1)
      .map((each) => each.text)
      .join('\n');
    for (let n = 0; n < 36; n += 1) expect(said).toContain(`${url(n)}\n`.replaceAll('&', '&amp;'));
    expect(said).not.toContain('…');
  });

  test('is copied under a name that is free and may be one', async () => {
    const { slack } = await withShow(rows);
    await slack.person(alice).command('show copy late-show early-show');
    expect((await whispered(slack, 2)).text).toMatch(/^Copied\. .*\n\*`early-show`\* · 3 rows/);
    await slack.person(alice).command('show copy late-show early-show');
    expect((await whispered(slack, 3)).text).toBe(
      'Nothing was copied: there is a show `early-show` already.',
    );
    await slack.person(alice).command('show copy late-show list');
    expect((await whispered(slack, 4)).text).toContain('`list` cannot be the name of a show');
    await slack.person(alice).command('show list');
    expect((await whispered(slack, 5)).text.match(/\*`[a-z-]+`\*/g)).toEqual([
      '*`early-show`*',
      '*`late-show`*',
    ]);
  });

  test('is deleted, unless some of it is on', async () => {
    const { slack } = await withShow(rows);
    await slack.person(alice).command('show start late-show room2');
    await slack.until((now) => replies(now).length === 1);
    await slack.person(alice).command('show delete late-show');
    expect((await whispered(slack, 2)).text).toContain(
      'Nothing was deleted: 1 of `late-show` is on, and would go on, and cost money, without a board to stop it from.',
    );
    await slack.person(alice).command('show stop late-show');
    await slack.until(() => cards(slack)[0]?.text.includes('⏹ 1'));
    await slack.person(alice).command('show delete late-show');
    const asked = await whispered(slack, 3);
    expect(asked.text).toMatch(
      /^\*Delete the show `late-show`\?\* Its \d rows and its options are lost, and nothing brings them back\.\n`\/ingest show export late-show` gives you the rows first\./,
    );
    await slack.person(alice).command('show list');
    expect((await whispered(slack, 4)).text).toContain('*`late-show`*');
    await slack.person(alice).press({ ephemeral: asked }, 'Delete the show');
    await slack.until((now) => now.ephemerals.some(({ text }) => text === 'Deleted the show `late-show`.'));
    await slack.person(alice).command('show lateshow');
    expect((await whispered(slack, 5)).text).toBe(
      'There is no show `lateshow`. `/ingest show list` lists them.',
    );
    expect(slack.complaints).toEqual([]);
  });
});

describe('A question whether to delete a show is not about what came after it:', () => {
  const rows = 'room1 https://a.b/1.mp4\nroom2 https://a.b/2.mp4';
  const answers = ({ slack }: Stage) => slack.ephemerals.map(({ text }) => text).join('\n');

  test('the show was saved anew', async () => {
    const stage = await withShow(rows);
    const { slack } = stage;
    await slack.person(alice).command('show delete late-show');
    const asked = await whispered(slack, 2);
    await sendShow(stage, { 'rows-0': `${rows}\nroom3 https://a.b/3.mp4` });
    await whispered(slack, 3);
    await slack.person(alice).press({ ephemeral: asked }, 'Delete the show');
    await slack.until(() => answers(stage).includes(`Nothing was deleted: <@${alice}> saved`));
    await slack.person(alice).command('show list');
    await slack.until(() => answers(stage).includes('*`late-show`* · 3 rows'));
  });

  test('some of it was started', async () => {
    const stage = await withShow(rows);
    const { slack } = stage;
    await slack.person(alice).command('show delete late-show');
    const asked = await whispered(slack, 2);
    await slack.person(alice).command('show start late-show');
    await slack.until((now) => replies(now).length > 0);
    await slack.person(alice).press({ ephemeral: asked }, 'Delete the show');
    await slack.until(() => answers(stage).includes('Nothing was deleted: 2 of `late-show` are on'));
  });

  test('it was deleted meanwhile', async () => {
    const stage = await withShow(rows);
    const { slack } = stage;
    await slack.person(alice).command('show delete late-show');
    const asked = await whispered(slack, 2);
    await slack.person(alice).command('show delete late-show');
    const again = await whispered(slack, 3);
    await slack.person(alice).press({ ephemeral: asked }, 'Delete the show');
    await slack.until(() => answers(stage).includes('Deleted the show'));
    await slack.person(alice).press({ ephemeral: again }, 'Delete the show');
    await slack.until(() => answers(stage).includes('There is no show `late-show`'));
  });
});

describe('A row is named', () => {
  const rows = '"main stage" https://a.b/1.mp4\nroom2 https://a.b/2.mp4\nroom3 https://a.b/3.mp4';

  test('by its room or its number; what is on already is left alone', async () => {
    const { slack, trtc } = await withShow(rows);
    await slack.person(alice).command('show start late-show #3 "main stage"');
    await slack.until(() => trtc.tasks.length === 2);
    await slack.person(alice).command('show start late-show room3 room2');
    await slack.until(() => trtc.tasks.length === 3);
    expect(trtc.tasks.map(({ roomId }) => roomId).toSorted()).toEqual(['main stage', 'room2', 'room3']);
  });

  test('or else nothing is started or stopped, and all that is wrong is said with the nearest', async () => {
    const { slack, trtc } = await withShow(rows);
    await slack.person(alice).command('show start late-show room3 romo2 #4');
    const { text } = await whispered(slack, 2);
    expect(text).toContain('Nothing was started. 2 things to mend:');
    expect(text).toContain('There is no row `romo2`. Did you mean `room2`?');
    expect(text).toContain('There is no row `#4`.');
    expect(trtc.calls).toEqual([]);
    expect(cards(slack)).toEqual([]);
  });

  test('by its number if rooms of several applications are called so', async () => {
    const apps = ['prod', 'stage'].map((name, n) => ({ name, sdkAppId: 1400000001 + n, secretKey: 'aa11' }));
    const settings = { TRTC_SDK_APP_ID: '', TRTC_SDK_SECRET_KEY: '', TRTC_APPS: JSON.stringify(apps) };
    const text = 'room,app,url\nroom1,prod,https://a.b/1.mp4\nroom1,stage,https://a.b/2.mp4';
    const { slack, trtc } = await withShow(text, {}, { settings });
    await slack.person(alice).command('show start late-show room1');
    expect((await whispered(slack, 2)).text).toBe(
      'Nothing was started. The rows `#1` and `#2` all go into a room `room1`: name them by their numbers.',
    );
    await slack.person(alice).command('show start late-show #2');
    await slack.until(() => trtc.calls.length > 0);
    expect(trtc.calls[0]?.params).toMatchObject({ SdkAppId: 1400000002, RoomId: 'room1' });
  });
});

describe('Home', () => {
  test('lists shows, opens their boards and starts all of one', async () => {
    const { slack, trtc } = await withShow('room1 https://a.b/1.mp4\nroom2 https://a.b/2.mp4');
    await slack.person(alice).openHome();
    const home = await slack.until((now) => now.homes[0]);
    expect(words(home)).toContain('*`late-show`* · 2 rows');
    await slack.person(alice).press({ view: home }, 'Open');
    await slack.until((now) => cards(now).length === 1);
    expect(trtc.calls).toEqual([]);
    await slack.person(alice).press({ view: home }, 'Start all');
    await slack.until(() => trtc.tasks.length === 2);
    expect(cards(slack)).toHaveLength(1);
  });
});

describe('Who may only look', () => {
  test('is shown the shows, and neither opens, starts nor changes one', async () => {
    const stage = await withShow(
      'room1 https://a.b/1.mp4',
      {},
      {
        settings: { INGEST_ALLOWLIST: alice, INGEST_ADMINS: people.carol.id },
      },
    );
    const { slack, trtc } = stage;
    await slack.person(people.carol.id).command(`allow <@${people.bob.id}|bob> --role viewer`);
    await whispered(slack, 2);
    const bob = slack.person(people.bob.id);
    await bob.command('show list');
    expect((await whispered(slack, 3)).text).toContain('*`late-show`* · 1 row ');
    const refused = ['show', 'show start late-show', 'show stop late-show', 'show edit late-show'];
    const more = ['show export late-show', 'show copy late-show other', 'show delete late-show'];
    for (const [n, typed] of [...refused, ...more].entries()) {
      await bob.command(typed);
      expect((await whispered(slack, 4 + n)).text).toContain('viewer');
    }
    await bob.openHome();
    const home = await slack.until((now) => now.homes[0]);
    expect(words(home)).toContain('*`late-show`* · 1 row ');
    expect(JSON.stringify(home.view)).not.toContain('show-start');
    expect(bob.form).toBeUndefined();
    expect(cards(slack)).toEqual([]);
    expect(trtc.calls).toEqual([]);
  });

  test('is shown a show by its name alone: what it has, and once it was started how its rows stand', async () => {
    const stage = await withShow(
      'room1 https://a.b/1.mp4?token=hunter2\nroom2 https://a.b/2.mp4',
      { defaults: '--volume 80' },
      { settings: { INGEST_ALLOWLIST: alice, INGEST_ADMINS: people.carol.id } },
    );
    const { slack } = stage;
    await slack.person(people.carol.id).command(`allow <@${people.bob.id}|bob> --role viewer`);
    await whispered(slack, 2);
    const bob = slack.person(people.bob.id);
    await bob.command('show late-show');
    const kept = await whispered(slack, 3);
    expect(kept.text).toMatch(
      /^\*`late-show`\* · 2 rows .*\n.*`--volume` `80`\n• `room1` `https:\/\/a\.b\/1\.mp4\?…`/,
    );
    expect(kept.text).toContain('Nothing of it was started yet.');
    expect(kept.text).not.toContain('hunter2');
    expect(JSON.stringify(kept.blocks)).not.toContain('"button"');
    expect(cards(slack)).toEqual([]);

    await slack.person(alice).command('show start late-show room2');
    await slack.until((now) => replies(now).length === 1);
    await bob.command('show late-show');
    const read = await whispered(slack, 4);
    expect(read.text).toMatch(/^🟡 1 · ⚪ 1 of 2 · \*`late-show`\* .*\nThe board stands in <#/);
    expect(read.text).toMatch(/`room2`/);
    expect(read.text).not.toContain('hunter2');
    expect(JSON.stringify(read.blocks)).not.toContain('"button"');
    await bob.press({ ephemeral: read }, 'show-row', { choose: '🟡 room2' });
    expect((await whispered(slack, 5)).text).toContain('room2');
    expect(cards(slack)).toHaveLength(1);

    await bob.command('show lateshow');
    expect((await whispered(slack, 6)).text).toContain(
      'There is no show `lateshow`. Did you mean `late-show`?',
    );
  });
});

describe('INGEST_CHANNELS', () => {
  const settings = { INGEST_CHANNELS: channels.stage.id };

  test('holds for the channel that is chosen on the form', async () => {
    const stage = await stageFor({ settings });
    const form = await openedIn(stage);
    stage.slack.person(alice).fill(form.id, { name: 'x', channel: live, 'rows-0': 'r https://a.b/1.mp4' });
    await stage.slack.person(alice).submit(form.id);
    expect(stage.slack.person(alice).form?.errors).toMatchObject({
      channel: 'The bot may not be used in this channel: choose another.',
    });
    expect(typedIn(stage.slack.person(alice).form, 'rows-0')).toBe('r https://a.b/1.mp4');
  });

  async function openedIn({ slack }: Stage): Promise<OpenView> {
    await slack.person(alice).command('show', { channel: channels.stage.id });
    return formOf(slack, alice);
  }
});
