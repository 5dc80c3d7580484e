import { describe, expect, test } from '@jest/globals';
import type { OpenView } from '../../sandbox/slack/index.ts';
import {
  channels,
  formOf,
  people,
  type Stage,
  type StageOptions,
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

  test('is all said at once, by its line, above the rows that are right', async () => {
    const stage = await stageFor();
    const over = await sendShow(stage, { 'rows-0': rows });
    expect(words(over)).toContain('*Nothing was saved. 3 things to mend:*');
    expect(words(over)).toContain('• Line 2: a room and a URL are needed');
    expect(words(over)).toContain('• Line 3: `--url`');
    expect(words(over)).toContain('• Line 5: the room `room4` stands in line 4 already');
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
    expect(words(again)).toContain('Line 2: `--url`');
    expect(typedIn(again, 'rows-0')).toBe('room1 https://a.b/1.mp4\nroom7 gopher://a.b/7');
    slack.person(alice).fill(again?.id ?? '', { 'rows-0': 'room7 https://a.b/7' });
    await slack.person(alice).submit(again?.id ?? '');
    expect((await whispered(slack)).text).toContain('*`late-show`* · 1 row ');
    expect(slack.person(alice).form).toBeUndefined();
  });

  test.each<[string, Filled, string[]]>([
    ['the name', { name: 'late show', 'rows-0': rows }, ['`late show` cannot be the name of a show', 'Line 2']],
    ['a word of the command as name', { name: 'List', 'rows-0': rows }, ['`List` cannot be the name', 'Line 3']],
    ['the options of all', { defaults: '--volume 999', 'rows-0': rows }, ['Options of all rows: `--volume`', 'Line 2']],
    ['an option that is none', { defaults: '--volum 9', 'rows-0': rows }, ['--volum', 'Line 2']],
    ['a preset among the options', { defaults: '--preset x', 'rows-0': rows }, ['`--preset` cannot be in a show']],
    ['a secret', { defaults: '--user u --user-sig eJw', 'rows-0': rows }, ['`--user-sig` cannot be in a show']],
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
    expect(words(over)).toContain('Line 1: ');
    expect(stage.slack.complaints).toEqual([]);
  });
});
