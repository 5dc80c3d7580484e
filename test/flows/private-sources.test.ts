import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { startStage } from '../../sandbox/stage.ts';
import { callbackIds } from '../../src/slack/format/ids.ts';
import {
  answered,
  channels,
  formOf,
  people,
  replies,
  type Stage,
  stageFor,
  startOne,
  whispered,
} from '../support/bot-stage.ts';
import { privateHosts } from '../support/private-hosts.ts';
import { textsIn } from '../support/slack-limits.ts';

const folder = mkdtempSync(join(tmpdir(), 'ingest-'));
afterAll(() => rmSync(folder, { recursive: true }));

const alice = people.alice.id;
const refusal = 'takes a URL of a public host: TRTC cannot pull from a private address';
const names = [
  'localhost',
  'LOCALHOST',
  'cam.localhost',
  'localhost.',
  'localhost..',
  'localhost.localdomain',
  '127.0.0.1..',
  '%6c%6f%63%61%6c%68%6f%73%74',
  'ｌocalhost',
  'good.test@localhost',
  'nas.local',
  'nas.local.',
  'media.internal',
  'tv.home.arpa',
];

/** What alice is told about her n-th command. */
async function told({ slack }: Stage, typed: string, n: number) {
  await slack.person(alice).command(typed);
  return (await whispered(slack, n)).text;
}

describe('A stream of an address that is not public is asked for by nobody:', () => {
  test.each([
    ['http', ''],
    ['https', ':8443'],
    ['rtmp', ''],
    ['rtmp', ':80'],
  ])('%s://HOST%s in whatever form', async (scheme, port) => {
    const stage = await stageFor();
    const hosts = [...privateHosts, ...names];
    const answers: string[] = [];
    for (const [n, host] of hosts.entries())
      answers.push(await told(stage, `start room1 "${scheme}://${host}${port}/live/a"`, n + 1));
    expect(answers.filter((text) => !text.startsWith('Nothing was started.'))).toEqual([]);
    expect(answers.filter((text) => text.includes(refusal)).length).toBeGreaterThan(50);
    expect(stage.trtc.calls).toEqual([]);
    expect(stage.slack.messages(channels.live.id)).toEqual([]);
  });

  test('by the form, which says so at its field', async () => {
    const { slack, trtc } = await stageFor();
    await slack.person(alice).command('');
    const form = await formOf(slack, alice);
    slack.person(alice).fill(form.id, { room: 'room1', url: 'rtmp://10.0.0.7/live/a' });
    await slack.person(alice).submit(form.id);
    expect(slack.person(alice).form?.errors?.url).toContain('a URL of a public host');
    expect(trtc.calls).toEqual([]);
  });

  test('by a preset, neither saved nor used', async () => {
    const stage = await stageFor();
    const saved = await told(stage, 'preset save evening --url http://192.168.1.2/a.m3u8', 1);
    expect(saved).toContain(refusal);
    expect(await told(stage, 'start --preset evening --room room1', 2)).toContain('Nothing was started.');
    expect(stage.trtc.calls).toEqual([]);
  });

  test('by a change of what runs', async () => {
    const stage = await stageFor();
    const { handle } = await startOne(stage);
    const before = stage.trtc.calls.length;
    expect(await told(stage, `update ${handle} --url http://0x7f.1/a.mp4`, 1)).toContain(refusal);
    expect(stage.trtc.calls.slice(before).map(({ action }) => action)).not.toContain('UpdateStreamIngest');
  });
});

test('Nor by a link that a shortcut fills in', async () => {
  const { slack, trtc } = await stageFor();
  const message = slack.person(alice).say('look: <http://192.168.1.2/a.mp4>');
  await slack.person(alice).messageShortcut(callbackIds.ingestLink, message);
  const form = await formOf(slack, alice);
  slack.person(alice).fill(form.id, { room: 'room1' });
  await slack.person(alice).submit(form.id);
  expect(slack.person(alice).form?.errors?.url).toContain('a URL of a public host');
  expect(trtc.calls).toEqual([]);
});

test('Nor by a row of a show', async () => {
  const { slack, trtc } = await stageFor();
  const person = slack.person(alice);
  await person.command('show');
  const form = await formOf(slack, alice);
  const rows = 'room1 https://a.b/1.mp4\nroom2 http://127.1/2.mp4';
  person.fill(form.id, { name: 'evening', channel: channels.live.id, 'rows-0': rows });
  await person.submit(form.id);
  const over = await slack.until(() => person.form?.id !== form.id && person.form);
  expect(textsIn(over.view.blocks).join('\n')).toContain(refusal);
  expect(trtc.calls).toEqual([]);
});

test('Nor after Edit and retry', async () => {
  const { slack, trtc } = await stageFor();
  trtc.fail({ kind: 'error', code: 'FailedOperation.NotRtmpFunction' });
  await slack.person(alice).command('start room1 https://a.b/a.mp4');
  const { reply } = await answered(slack);
  await slack.person(alice).press({ message: reply }, 'Edit and retry');
  const form = await formOf(slack, alice);
  slack.person(alice).fill(form.id, { url: 'http://127.1/a.mp4' });
  await slack.person(alice).submit(form.id);
  expect(slack.person(alice).form?.errors?.url).toContain('a URL of a public host');
  expect(trtc.calls).toHaveLength(1);
});

test('Nor by a preset that was saved when the address was allowed, in the command and in its form', async () => {
  const settings = { STORE_URL: `file:${folder}/ingest` };
  const before = await startStage({ settings: { ...settings, INGEST_PROBE_ALLOW: '10.0.0.7' } });
  expect(await told(before, 'preset save evening room1 http://10.0.0.7/a.mp4', 1)).toContain('Saved as');
  await before.stop();
  const stage = await stageFor({ settings });
  expect(await told(stage, 'start --preset evening', 1)).toContain(refusal);
  await told(stage, 'preset show evening', 2);
  const person = stage.slack.person(alice);
  await person.press({ ephemeral: await whispered(stage.slack, 2) }, 'Start');
  const form = await formOf(stage.slack, alice);
  await person.submit(form.id);
  expect(person.form?.errors?.url).toContain('a URL of a public host');
  expect(stage.trtc.calls).toEqual([]);
});

describe('What INGEST_PROBE_ALLOW names is asked for:', () => {
  test.each([
    ['10.0.0.0/8', 'http://10.1.2.3/a.mp4'],
    ['10.1.2.3:1935', 'rtmp://10.1.2.3/live/a'],
    ['nas.local', 'http://nas.local/a.mp4'],
    ['127.0.0.1', 'rtmp://localhost/live/a'],
    ['127.0.0.1:8080', 'http://LOCALHOST.:8080/a.mp4'],
    ['127.0.0.0/8', 'https://cam.localhost/a.mp4'],
    ['::1', 'http://localhost/a.mp4'],
    ['[fd00::]/8', 'http://[fd00::1]/a.mp4'],
  ])('%s allows %s', async (allow, url) => {
    const { slack, trtc } = await stageFor({ settings: { INGEST_PROBE_ALLOW: allow } });
    await slack.person(alice).command(`start room1 ${url}`);
    await answered(slack);
    expect(trtc.tasks).toHaveLength(1);
    expect(replies(slack)).toHaveLength(1);
  });

  test.each([
    ['another port', '10.1.2.3:1935', 'rtmp://10.1.2.3:80/live/a'],
    ['another port of localhost', '127.0.0.1:1935', 'http://localhost/a.mp4'],
    ['localhost, of which no address is named', '127.0.0.2,10.0.0.0/8', 'http://localhost/a.mp4'],
    ['a name whose address may be in a range', '10.0.0.0/8', 'http://nas.local/a.mp4'],
    ['a name that only begins so', '127.0.0.1', 'http://localhost.local/a.mp4'],
  ])('and nothing beside it: %s', async (_, allow, url) => {
    const stage = await stageFor({ settings: { INGEST_PROBE_ALLOW: allow } });
    const answer = await told(stage, `start room1 ${url}`, 1);
    expect(answer).toContain(refusal);
    expect(answer).toContain('allow the host as it stands in the URL (INGEST_PROBE_ALLOW)');
    expect(stage.trtc.calls).toEqual([]);
  });
});

test('With INGEST_PROBE=off a start cannot ask for a look', async () => {
  const stage = await stageFor({ settings: { INGEST_PROBE: 'off' } });
  expect(await told(stage, 'start room1 https://a.b/1.mp4 --check warn', 1)).toBe(
    'Nothing was started. `--check` takes off alone: no sources are looked at here (INGEST_PROBE); `warn` was given.',
  );
  expect(stage.trtc.calls).toEqual([]);
});
