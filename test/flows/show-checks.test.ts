import { afterEach, expect, test } from '@jest/globals';
import { people, stageFor, whispered } from '../support/bot-stage.ts';
import { flv, h264, h265 } from '../support/flv-body.ts';
import { file, type MediaServer, startMediaServer, status } from '../support/media-server.ts';
import { boardOf, gathersSoon, saveShow } from '../support/shows.ts';

const alice = people.alice.id;
const servers: MediaServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

test.each([
  ['INGEST_PROBE=warn', { INGEST_PROBE: 'warn' }, {}],
  ['--check in the list', {}, { defaults: '--check warn' }],
])('A board says what a look at the start saw of each source (%s)', async (_, settings, more) => {
  const server = await startMediaServer();
  servers.push(server);
  server.add('/good.flv', file(flv(h264)));
  server.add('/h265.flv', file(flv(h265)));
  server.add('/busy', status(503));
  const stage = await stageFor({
    unpaced: true,
    runtime: gathersSoon,
    settings: { INGEST_PROBE_ALLOW: '127.0.0.1', ...settings },
  });
  const { slack, trtc } = stage;
  const rows = ['good.flv', 'h265.flv', 'busy'].map((path) => `${path[0]} ${server.origin}/${path}`);
  await saveShow(stage, rows.join('\n'), more);
  await whispered(slack);
  await slack.person(alice).command('show start late-show');
  const signOf = (room: string) => {
    const row = `"text":"${room}"},{"type":"raw_text","text":"[^"]+"},{"type":"raw_text","text":"[^"]+"},`;
    return RegExp(`${row}{"type":"raw_text","text":"([^"]+)"}`).exec(
      JSON.stringify(boardOf(stage)?.blocks ?? []),
    )?.[1];
  };
  await slack.until(() => ['g', 'h', 'b'].map(signOf).join(' ') === '✅ ❌ ⚠️');
  await trtc.until(({ tasks }) => tasks.length === 2);
  expect(trtc.tasks.map(({ roomId }) => roomId).toSorted()).toEqual(['b', 'g']);
});

test.each([
  [
    'asks whoever started a show about the rows that its checks hold, and starts them if told so',
    'warn',
    true,
  ],
  ['starts no row that may not be started all the same', 'strict', false],
])('%s', async (_, mode, isAsked) => {
  const server = await startMediaServer();
  servers.push(server);
  server.add('/ok.flv', file(flv(h264)));
  const stage = await stageFor({
    unpaced: true,
    runtime: gathersSoon,
    settings: { INGEST_PROBE_ALLOW: '127.0.0.1', INGEST_PROBE: mode },
  });
  const { slack, trtc } = stage;
  const rows = ['ok.flv', 'gone', 'nothing'].map((path) => `${path[0]} ${server.origin}/${path}`);
  await saveShow(stage, rows.join('\n'));
  await whispered(slack);
  await slack.person(alice).command('show start late-show');
  await slack.until(() => boardOf(stage)?.text.startsWith('🟡 1 · ❌ 2 of 3'));
  await trtc.until(({ tasks }) => tasks.length === 1);
  if (!isAsked) {
    await slack.person(alice).command('show start late-show o');
    expect((await whispered(slack, 2)).text).toContain('is on already');
    return;
  }
  const asked = await whispered(slack, 2);
  expect(asked.text).toContain('something seems wrong with their sources: `g`, `n`.');
  await slack.person(alice).press({ ephemeral: asked }, 'Start anyway');
  await trtc.until(({ tasks }) => tasks.length === 3);
  await slack.until(() => boardOf(stage)?.text.startsWith('🟡 3 of 3'));
});
