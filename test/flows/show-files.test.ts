import { describe, expect, test } from '@jest/globals';
import type { Attached } from '../../sandbox/slack/files.ts';
import type { Entry, Fault, OpenView } from '../../sandbox/slack/index.ts';
import { mostFileBytes } from '../../src/slack/api/files.ts';
import { channels, formOf, people, type Stage, stageFor, whispered } from '../support/bot-stage.ts';
import { textsIn } from '../support/slack-limits.ts';

const alice = people.alice.id;
const live = channels.live.id;

async function sendShow(
  { slack }: Stage,
  filled: Record<string, Entry>,
  user = alice,
): Promise<OpenView | undefined> {
  await slack.person(user).command('show');
  const form = await formOf(slack, user);
  slack.person(user).fill(form.id, { name: 'late-show', channel: live, ...filled });
  await slack.person(user).submit(form.id);
  return slack.person(user).form;
}

const csv = (content: Attached['content'], name = 'rows.csv'): Attached => ({ name, content });
const words = (view: OpenView | undefined) => textsIn(view?.view.blocks ?? []).join('\n');
const downloads = ({ slack }: Stage) => slack.calls.filter(({ method }) => method === 'file');

describe('Rows from a file', () => {
  test.each<[string, Attached]>([
    ['as Excel saves them', csv('\uFEFFRoom;URL\r\nroom1;https://a.b/1.mp4\r\nroom2;https://a.b/2.mp4\r\n')],
    [
      'in UTF-16',
      csv(Buffer.from('\uFEFFroom\turl\nroom1\thttps://a.b/1.mp4\nroom2\thttps://a.b/2.mp4', 'utf16le')),
    ],
    ['a room and a URL a line', csv('room1 https://a.b/1.mp4\nroom2 https://a.b/2.mp4', 'rooms.txt')],
    [
      'of which the form says the id alone',
      { ...csv('room1 https://a.b/1.mp4\nroom2 https://a.b/2.mp4'), access: 'check_file_info' },
    ],
  ])('are saved as if they had been pasted: %s', async (_, file) => {
    const stage = await stageFor();
    expect(await sendShow(stage, { file })).toBeUndefined();
    const saved = await whispered(stage.slack);
    expect(saved.text).toContain('Saved. *`late-show`* · 2 rows');
    expect(saved.text).toContain('`room2` `https://a.b/2.mp4`');
    expect(stage.slack.complaints).toEqual([]);
  });

  test('are shown if something is wrong with them, so that they can be mended', async () => {
    const stage = await stageFor();
    const { slack } = stage;
    const over = await sendShow(stage, {
      file: csv('room,url\nroom1\nroom2,https://a.b/2.mp4'),
      defaults: '--volume 999',
    });
    expect(words(over)).toContain('Line 2, column 2: `--url`');
    expect(words(over)).toContain('Options of all rows: `--volume`');
    await slack.person(alice).close(over?.id ?? '');
    const form = await formOf(slack, alice);
    slack.person(alice).fill(form.id, { defaults: '' });
    await slack.person(alice).submit(form.id);
    const again = slack.person(alice).form;
    expect(again?.view.submit?.text).toBe('Save the other 1');
    await slack.person(alice).submit(again?.id ?? '');
    expect((await whispered(slack)).text).toContain('Saved. *`late-show`* · 1 row ');
  });

  test('can be mended over the form if no row of them can be saved', async () => {
    const stage = await stageFor();
    const { slack } = stage;
    const over = await sendShow(stage, { file: csv('room,url,colour\nroom1,https://a.b/1.mp4,red') });
    expect(words(over)).toContain('Line 1, column 3: `colour`');
    slack.person(alice).fill(over?.id ?? '', { 'rows-0': 'room,url\nroom1,https://a.b/1.mp4' });
    await slack.person(alice).submit(over?.id ?? '');
    expect((await whispered(slack)).text).toContain('Saved. *`late-show`* · 1 row ');
    expect(slack.person(alice).form).toBeUndefined();
  });

  test('and rows that were pasted are not guessed between', async () => {
    const stage = await stageFor();
    const over = await sendShow(stage, { file: csv('a https://a.b/1.mp4'), 'rows-0': 'b https://a.b/2.mp4' });
    expect(words(over)).toContain('There are rows in the field and a file: leave one of them out');
    expect(downloads(stage)).toEqual([]);
  });

  test.each<[string, Attached, string]>([
    ['a workbook', csv('PK\u0003\u0004', 'rows.csv'), '`rows.csv` is a workbook: save it as CSV (UTF-8)'],
    ['a picture', csv(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0), 'rows.txt'), '`rows.txt` is no text'],
    ['of another encoding', csv(Buffer.from('säal https://a.b', 'latin1')), '`rows.csv` is not UTF-8'],
    ['empty', csv(''), 'There is no row: write one `room url` a line.'],
    ['too large', csv('x'.repeat(mostFileBytes + 1)), '`rows.csv` is too large: a list may have 250 kB.'],
    [
      'a page',
      csv('<!DOCTYPE html><html></html>'),
      '`rows.csv` could not be read: the bot lacks the scope `files:read`',
    ],
  ])('that cannot be read are said to be so, in one sentence: %s', async (_, file, sentence) => {
    const stage = await stageFor();
    const over = await sendShow(stage, { file });
    expect(words(over)).toContain('*Nothing was saved. One thing to mend:*');
    expect(words(over)).toContain(sentence);
    expect(stage.slack.ephemerals).toEqual([]);
  });

  test.each<[string, Fault]>([
    ['does not answer', { kind: 'stall' }],
    ['has trouble', { kind: 'http', status: 503 }],
    ['wants to wait', { kind: 'rate-limited', retryAfterSeconds: 30 }],
  ])('are asked for once, and the form is answered in time, if Slack %s', async (_, fault) => {
    const stage = await stageFor();
    stage.slack.fail(fault, { method: 'file' });
    const over = await sendShow(stage, { file: csv('a https://a.b/1.mp4') });
    expect(words(over)).toContain('Slack did not give `rows.csv` in time');
    expect(downloads(stage)).toHaveLength(1);
    expect(stage.slack.complaints).toEqual([]);
  });

  test('are not offered without the scope, and all else works', async () => {
    const stage = await stageFor({ withoutScope: 'files:read' });
    await stage.slack.person(alice).command('show');
    const form = await formOf(stage.slack, alice);
    expect(JSON.stringify(form.view)).not.toContain('file_input');
    stage.slack.person(alice).fill(form.id, { name: 'a', channel: live, 'rows-0': 'a https://a.b/1.mp4' });
    await stage.slack.person(alice).submit(form.id);
    expect((await whispered(stage.slack)).text).toContain('Saved.');
  });

  test('are not read for somebody who may not save shows any more', async () => {
    const stage = await stageFor();
    const { slack } = stage;
    const mallory = people.mallory.id;
    await slack.person(people.carol.id).command(`allow <@${mallory}|mallory>`);
    await slack.person(mallory).command('show');
    const form = await formOf(slack, mallory);
    await slack.person(people.carol.id).command(`deny <@${mallory}|mallory>`);
    await whispered(slack, 2);
    slack.person(mallory).fill(form.id, { name: 'a', channel: live, file: csv('a https://a.b/1.mp4') });
    await slack.person(mallory).submit(form.id);
    expect((await whispered(slack, 3)).text).toContain('You are not on the list');
    expect(downloads(stage)).toEqual([]);
  });
});

describe('Options of all rows', () => {
  async function withPreset(stage: Stage): Promise<void> {
    await stage.slack.person(alice).command('preset save evening --volume 70 --repeat -1');
    await whispered(stage.slack);
  }

  test.each<[string, Record<string, Entry>, string]>([
    ['a preset that is chosen', { preset: 'evening' }, '`--repeat` `-1` · `--volume` `70`'],
    ['a preset that is typed', { defaults: '--preset evening' }, '`--repeat` `-1` · `--volume` `70`'],
    [
      'what is typed before a preset',
      { preset: 'evening', defaults: '--volume 10' },
      '`--repeat` `-1` · `--volume` `10`',
    ],
    ['a region that is chosen', { region: 'ap-tokyo' }, '`--region` `ap-tokyo`'],
    [
      'a region that is chosen and typed alike',
      { region: 'ap-tokyo', defaults: '--region ap-tokyo' },
      '`--region` `ap-tokyo`',
    ],
  ])('are %s', async (_, filled, said) => {
    const stage = await stageFor();
    await withPreset(stage);
    expect(await sendShow(stage, { 'rows-0': 'a https://a.b/1.mp4', ...filled })).toBeUndefined();
    const { text } = await whispered(stage.slack, 2);
    for (const part of said.split(' · ')) expect(text).toContain(part);
  });

  test.each<[string, Record<string, Entry>, string]>([
    [
      'a region',
      { region: 'ap-tokyo', defaults: '--region ap-mumbai' },
      '`--region` is `ap-mumbai` in *Options of all rows* and `ap-tokyo` in its own field',
    ],
    [
      'a preset',
      { preset: 'evening', defaults: '--preset morning' },
      '`--preset` is `morning` in *Options of all rows* and `evening` in its own field',
    ],
  ])('are not guessed between if they are given twice: %s', async (_, filled, sentence) => {
    const stage = await stageFor();
    await withPreset(stage);
    const over = await sendShow(stage, { 'rows-0': 'a https://a.b/1.mp4', ...filled });
    expect(words(over)).toContain(sentence);
  });

  test('stay chosen, and the same, if the show is edited', async () => {
    const stage = await stageFor();
    const { slack } = stage;
    await withPreset(stage);
    await sendShow(stage, { 'rows-0': 'a https://a.b/1.mp4', preset: 'evening', region: 'ap-tokyo' });
    await whispered(slack, 2);
    await slack.person(alice).command('show edit late-show');
    const form = await formOf(slack, alice);
    expect(form.state.region?.value?.selected_option).toMatchObject({ value: 'ap-tokyo' });
    expect(form.state.defaults?.value?.value).toBe('--repeat -1 --volume 70');
    await slack.person(alice).submit(form.id);
    expect((await whispered(slack, 3)).text).toContain('`--region` `ap-tokyo`');
  });

  test('are kept over the view of what is wrong', async () => {
    const stage = await stageFor();
    const { slack } = stage;
    await withPreset(stage);
    const rows = 'a https://a.b/1.mp4\nb';
    const over = await sendShow(stage, { 'rows-0': rows, preset: 'evening', region: 'ap-tokyo' });
    await slack.person(alice).submit(over?.id ?? '');
    const { text } = await whispered(slack, 2);
    for (const part of ['1 row ', '`--region` `ap-tokyo`', '`--volume` `70`']) expect(text).toContain(part);
  });

  test.each([
    [
      'a column',
      'Room,URL,Preset,Volume\na,https://a.b/1.mp4,evening,\nb,https://a.b/2.mp4,,5\nc,https://a.b/3.mp4,evening,9',
    ],
    [
      'a list of commands',
      '/ingest start a https://a.b/1.mp4 --preset evening\n/ingest start b https://a.b/2.mp4 --volume 5\n/ingest start c https://a.b/3.mp4 --preset evening --volume 9',
    ],
  ])('may be those of a preset in single rows: %s', async (_, rows) => {
    const stage = await stageFor({ unpaced: true });
    const { slack, trtc } = stage;
    await withPreset(stage);
    expect(await sendShow(stage, { 'rows-0': rows })).toBeUndefined();
    await slack.person(alice).command('show start late-show');
    await trtc.until(({ tasks }) => tasks.length === 3);
    const asked = trtc.tasks.map(({ roomId, volume }) => [roomId, volume]);
    expect(asked.toSorted()).toEqual([
      ['a', 70],
      ['b', 5],
      ['c', 9],
    ]);
  });

  test.each([
    [
      'a column',
      'room,url,preset\na,https://a.b/1.mp4,evenin\nb,https://a.b/2.mp4,evening',
      'Line 2, column 3: There is no preset `evenin`. Did you mean `evening`?',
    ],
    [
      'a command',
      '--room a --url https://a.b/1.mp4 --preset evenin\n--room b --url https://a.b/2.mp4',
      'Line 1: There is no preset `evenin`',
    ],
  ])('name the row whose preset there is not: %s', async (_, rows, sentence) => {
    const stage = await stageFor();
    await withPreset(stage);
    const over = await sendShow(stage, { 'rows-0': rows });
    expect(words(over)).toContain(sentence);
    expect(over?.view.submit?.text).toBe('Save the other 1');
  });
});
