import { afterEach, describe, expect, test } from '@jest/globals';
import { personalLimits } from '../../src/ingest/source-check.ts';
import { everythingSeen, people, type Stage, stageFor, startOne, whispered } from '../support/bot-stage.ts';
import { flv } from '../support/flv-body.ts';
import { file, type MediaServer, startMediaServer, status, text } from '../support/media-server.ts';

const servers: MediaServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function mediaServer(): Promise<MediaServer> {
  const server = await startMediaServer();
  servers.push(server);
  return server;
}

const allowed = { settings: { INGEST_PROBE_ALLOW: '127.0.0.1' } };

/** What alice is told about her n-th command. */
async function told({ slack }: Stage, typed: string, n = 1, who: { id: string } = people.alice) {
  await slack.person(who.id).command(typed);
  const { blocks = [] } = await whispered(slack, n);
  return blocks.map((block) => ('text' in block ? (block.text as { text: string }).text : '')).join('\n');
}

describe('/ingest check', () => {
  test('says of a good source what it is, and calls TRTC for nothing', async () => {
    const [stage, server] = [await stageFor(allowed), await mediaServer()];
    server.add('/good.flv', file(flv(0x17)));
    const said = await told(stage, `check ${server.origin}/good.flv`);
    expect(said).toMatch(
      /^✅ \*This fits what TRTC takes:\* `http:\/\/127\.0\.0\.1:\d+\/…`\nFLV · H\.264, 25 frames a second · AAC · length not known\n_Seen from the bot, not from TRTC; answered after \d+ ms\._$/,
    );
    expect(stage.trtc.calls).toEqual([]);
  });

  test('looks at nothing if sources are not looked at', async () => {
    const server = await mediaServer();
    const stage = await stageFor({ settings: { ...allowed.settings, INGEST_PROBE: 'off' } });
    server.add('/good.flv', file(flv(0x17)));
    expect(await told(stage, `check ${server.origin}/good.flv`)).toBe(
      'Nothing was checked: sources are not looked at here. Whoever runs the bot can change that (`INGEST_PROBE`).',
    );
    expect(server.requests).toEqual([]);
  });

  test.each([
    ['H.265', file(flv(0x1c)), '• TRTC does not take H.265: encode the video as H.264 or VP8.'],
    ['404', status(404), 'The server says 404: there is nothing at this address, or not yet.'],
    [
      'a page',
      text('<!doctype html><p>Sign in'),
      'It is a web page and no media: copy the address of the stream itself.',
    ],
  ])('names what is wrong: %s', async (_, route, sentence) => {
    const [stage, server] = [await stageFor(allowed), await mediaServer()];
    server.add('/bad', route);
    const said = await told(stage, `check ${server.origin}/bad`);
    expect(said).toContain('❌ *This cannot be played as it is:*');
    expect(said).toContain(sentence);
  });

  test('says until when a link is good, with the time left', async () => {
    const now = Date.parse('2026-01-01T12:00:00Z');
    const [stage, server] = [
      await stageFor({ ...allowed, runtime: { clock: () => now } }),
      await mediaServer(),
    ];
    server.add('/a.flv', file(flv(0x17)));
    const query = 'X-Amz-Date=20260101T113000Z&X-Amz-Expires=3600';
    const said = await told(stage, `check ${server.origin}/a.flv?${query}`);
    expect(said).toMatch(/The link is good until <!date\^1767270600\^[^>]+>, for another 30 min\.\n/);
  });

  test('connects to no address that is not public, and shows nothing of a secret', async () => {
    const [stage, server] = [await stageFor(), await mediaServer()];
    const said = await told(stage, `check http://name:hush1@127.0.0.1:${server.port}/a?key=hush2`);
    expect(said).toContain('It leads to an address that is not public, and the bot connects to none.');
    expect(server.connections).toBe(0);
    expect(everythingSeen(stage) + stage.log.join('\n')).not.toMatch(/hush/);
  });

  test('finds a name’s addresses by the name service of the machine, and refuses private ones', async () => {
    const server = await mediaServer();
    const asked: string[] = [];
    const lookup = async (host: string) => {
      asked.push(host);
      return ['127.0.0.1'];
    };
    const stage = await stageFor({ runtime: { lookup } });
    const said = await told(stage, `check http://inside.test:${server.port}/a.mp4`);
    expect(said).toContain('It leads to an address that is not public');
    expect([asked, server.connections]).toEqual([['inside.test'], 0]);
  });

  test('takes the URL of a preset or of a task by its name', async () => {
    const [stage, server] = [await stageFor(allowed), await mediaServer()];
    server.add('/a.flv', file(flv(0x17)));
    await told(stage, `preset save evening room1 ${server.origin}/a.flv`);
    expect(await told(stage, 'check evening', 2)).toContain('✅');
    const { handle } = await startOne(stage, `start room1 ${server.origin}/gone.flv`);
    expect(await told(stage, `check ${handle}`, 3)).toContain('The server says 404');
  });

  test.each([
    ['check', 'Nothing was checked. `check` needs a URL, a preset or a task.'],
    [
      'check https://a.b/x y',
      'Nothing was checked. `check` takes one URL, preset or task; a space in a URL is written %20.',
    ],
    ['check nowhere', 'No task is called `nowhere`. `/ingest list` shows what runs.'],
    ['check --room a', 'Nothing was checked. `--room` is not an option: this takes none.'],
  ])('%s says what is missing or wrong', async (typed, sentence) => {
    expect(await told(await stageFor(), typed)).toContain(sentence);
  });

  test('is for operators', async () => {
    const [stage, server] = [await stageFor(allowed), await mediaServer()];
    const said = await told(stage, `check ${server.origin}/a`, 1, people.mallory);
    expect(said).not.toContain('Seen from the bot');
    expect(server.connections).toBe(0);
  });

  test('takes so many of one person in a minute, and others as before', async () => {
    const now = Date.parse('2026-01-01T12:00:00Z');
    const [stage, server] = [
      await stageFor({ ...allowed, unpaced: true, runtime: { clock: () => now } }),
      await mediaServer(),
    ];
    const { perMinute } = personalLimits;
    for (let n = 1; n <= perMinute; n += 1) await told(stage, `check ${server.origin}/a`, n);
    expect(await told(stage, `check ${server.origin}/a`, perMinute + 1)).toBe(
      'Nothing was checked. You asked for 30 checks within a minute: ask again in 1 min.',
    );
    expect(server.requests).toHaveLength(perMinute);
    expect(await told(stage, `check ${server.origin}/a`, perMinute + 2, people.bob)).toContain('404');
  });

  test('takes two of one person at a time', async () => {
    const [stage, server] = [await stageFor(allowed), await mediaServer()];
    const held: (() => void)[] = [];
    const bothHeld = new Promise<void>((resolve) => {
      server.add('/slow', (_, response) => {
        held.push(() => response.writeHead(404).end());
        if (held.length === 2) resolve();
      });
    });
    const alice = stage.slack.person(people.alice.id);
    const check = `check ${server.origin}/slow`;
    await Promise.all([alice.command(`${check}?1`), alice.command(`${check}?2`)]);
    await bothHeld;
    expect(await told(stage, check)).toContain('2 checks of yours are still under way');
    for (const answer of held) answer();
    await whispered(stage.slack, 3);
  });
});
