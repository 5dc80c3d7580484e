import { afterEach, describe, expect, test } from '@jest/globals';
import type { Wait } from '../../src/async/wait.ts';
import { mostLookMs } from '../../src/ingest/start-check.ts';
import { realRuntime } from '../../src/runtime.ts';
import {
  answered,
  cards,
  channels,
  everythingSeen,
  formOf,
  people,
  stageFor,
  whispered,
} from '../support/bot-stage.ts';
import { flv, h264, h265 } from '../support/flv-body.ts';
import { file, type MediaServer, redirect, startMediaServer, status, text } from '../support/media-server.ts';

const alice = people.alice.id;
const servers: MediaServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function mediaServer(): Promise<MediaServer> {
  const server = await startMediaServer();
  servers.push(server);
  server.add('/good.flv', file(flv(h264)));
  server.add('/h265.flv', file(flv(h265)));
  server.add('/page', text('<!doctype html><title>Sign in</title>'));
  server.add('/secret', status(403));
  server.add('/inside', redirect('http://10.0.0.1/live.flv'));
  server.add('/silent', () => {});
  return server;
}

/** A bot that looks at sources as it is set to, and a server of them. */
async function lookingStage(
  mode: string | undefined,
  more: { settings?: Record<string, string>; wait?: Wait } = {},
) {
  const server = await mediaServer();
  const probe: Record<string, string> = mode === undefined ? {} : { INGEST_PROBE: mode };
  const settings = { INGEST_PROBE_ALLOW: '127.0.0.1', ...probe, ...more.settings };
  const runtime = more.wait === undefined ? {} : { wait: more.wait };
  return { ...(await stageFor({ settings, runtime })), server };
}

const start = (url: string, more = '') => `start --room room123 --url ${url}${more}`;

describe('A start with --check or INGEST_PROBE', () => {
  test.each([
    ['INGEST_PROBE=warn', 'warn', ''],
    ['INGEST_PROBE=strict', 'strict', ''],
    ['--check warn', undefined, ' --check warn'],
    ['--check strict', undefined, ' --check strict'],
    ['--check=warn though INGEST_PROBE=strict', 'strict', ' --check=warn'],
  ])('goes on with a good source, and nothing is said of that (%s)', async (_, mode, more) => {
    const { slack, trtc, server } = await lookingStage(mode);
    await slack.person(alice).command(start(`${server.origin}/good.flv`, more));
    await answered(slack);
    expect(trtc.tasks).toHaveLength(1);
    expect(server.requests.length).toBeGreaterThan(0);
    expect(slack.ephemerals).toEqual([]);
  });

  test.each([
    ['not set', undefined, ''],
    ['off', 'off', ''],
    ['--check off', 'strict', ' --check off'],
  ])('looks at nothing where it is not to (%s)', async (_, mode, more) => {
    const { slack, trtc, server } = await lookingStage(mode);
    await slack.person(alice).command(start(`${server.origin}/h265.flv`, more));
    await answered(slack);
    expect(trtc.tasks).toHaveLength(1);
    expect(server.requests).toEqual([]);
    expect(slack.ephemerals).toEqual([]);
  });

  test.each([
    ['H.265', '/h265.flv', 'TRTC does not take H.265'],
    ['404', '/nothing', 'The server says 404'],
    ['a page', '/page', 'It is a web page and no media'],
  ])('is held back by what cannot be played: %s', async (_, path, says) => {
    const stage = await lookingStage('warn');
    const { slack, trtc, server } = stage;
    await slack.person(alice).command(start(`${server.origin}${path}?token=hunter2`));
    const told = await whispered(slack);
    expect(told.user).toBe(alice);
    expect(told.text).toMatch(/^✋ Nothing was started\. The source for `room123` was looked at first/);
    expect(told.text).toContain(says);
    expect(told.text).toContain('_Seen from the bot, not from TRTC');
    const { card, reply } = await answered(slack);
    expect(card.text).toBe(
      `✋ *\`room123\`* did not start: its source cannot be played as it is · asked for by <@${alice}>`,
    );
    expect(reply.text).toContain(says);
    expect(trtc.calls).toEqual([]);
    expect(everythingSeen(stage)).not.toContain('hunter2');
  });

  test('is started by *Start anyway* once, however often that is pressed', async () => {
    const { slack, trtc, server } = await lookingStage('warn');
    await slack.person(alice).command(start(`${server.origin}/h265.flv`, ' --volume 70'));
    const told = await whispered(slack);
    const [press] = await Promise.all([
      slack.person(alice).press({ ephemeral: told }, 'Start anyway'),
      slack.person(alice).press({ ephemeral: told }, 'Start anyway'),
    ]);
    await slack.until((now) => cards(now)[1]?.text.includes('source not confirmed yet'));
    expect(slack.ephemerals.map((each) => each.text)).toEqual([
      `▶️ \`room123\` is being started all the same: its card comes in <#${channels.live.id}>.`,
    ]);
    // Another client of hers may show it still.
    await slack.redeliver({
      ...press,
      request: { ...press.request, body: { ...press.request.body, trigger_id: '9.9.other' } },
    });
    const again = await slack.until((now) =>
      now.ephemerals.find(({ text }) => text.startsWith('That was asked for already')),
    );
    expect(again.user).toBe(alice);
    expect(trtc.tasks).toEqual([expect.objectContaining({ roomId: 'room123', volume: 70 })]);
    expect(server.requests.filter(({ path }) => path === '/h265.flv')).toHaveLength(1);
  });

  test('opens the form with *Edit*, filled in with what was given', async () => {
    const { slack, trtc, server } = await lookingStage('warn');
    await slack.person(alice).command(start(`${server.origin}/h265.flv`));
    await slack.person(alice).press({ ephemeral: await whispered(slack) }, 'Edit');
    const form = await formOf(slack, alice);
    slack.person(alice).fill(form.id, { url: `${server.origin}/good.flv` });
    await slack.person(alice).submit(form.id);
    await trtc.until((api) => api.tasks.length === 1);
    expect(trtc.tasks[0]).toMatchObject({ roomId: 'room123', streamUrl: `${server.origin}/good.flv` });
  });

  test('of an application without a key goes on with the UserSig that was given, which is shown nowhere', async () => {
    const { slack, trtc, server, ...stage } = await lookingStage('warn', {
      settings: { TRTC_SDK_SECRET_KEY: '' },
    });
    const typed = start(`${server.origin}/h265.flv`, ' --user robot1 --user-sig eJwHunter2');
    await slack.person(alice).command(typed);
    await slack.person(alice).press({ ephemeral: await whispered(slack) }, 'Start anyway');
    await trtc.until((api) => api.calls.length === 1);
    expect(trtc.calls[0]?.params).toMatchObject({ UserSig: 'eJwHunter2' });
    expect(everythingSeen({ ...stage, slack, trtc })).not.toContain('eJwHunter2');
  });

  test.each([
    ['INGEST_PROBE=strict', 'strict', ''],
    ['--check strict', 'warn', ' --check strict'],
  ])('is ended by what cannot be played (%s)', async (_, mode, more) => {
    const { slack, trtc, server } = await lookingStage(mode);
    await slack.person(alice).command(start(`${server.origin}/h265.flv`, more));
    const told = await whispered(slack);
    expect(told.text).toMatch(/^Nothing was started\. The source for `room123` was looked at first\.\n/);
    expect(JSON.stringify(told.blocks)).not.toContain('Start anyway');
    expect(JSON.stringify(told.blocks)).toContain('Edit');
    await answered(slack);
    expect(trtc.calls).toEqual([]);
  });

  test('is ended where the source leads to an address that is not public, whatever it was to do', async () => {
    const { slack, trtc, server } = await lookingStage('warn');
    await slack.person(alice).command(start(`${server.origin}/inside`));
    const told = await whispered(slack);
    expect(told.text).toContain('an address that is not public');
    expect(JSON.stringify(told.blocks)).not.toContain('Start anyway');
    await answered(slack);
    expect(trtc.calls).toEqual([]);
  });

  test('goes on with a source that may not play, and says so to whoever asked', async () => {
    const { slack, trtc, server } = await lookingStage('strict');
    await slack.person(alice).command(start(`${server.origin}/secret`));
    const told = await whispered(slack);
    expect(told.text).toMatch(
      /^`room123` is being started all the same; this is about its source:\n⚠️ \*This may not play:\*/,
    );
    expect(told.text).toContain('The server says 403');
    await answered(slack);
    expect(trtc.tasks).toHaveLength(1);
  });

  test('goes on if nothing is heard of the source for three seconds', async () => {
    const waits: number[] = [];
    const wait: Wait = (ms, signal) => {
      waits.push(ms);
      return realRuntime.wait(ms === mostLookMs ? 1 : ms, signal);
    };
    const { slack, trtc, server } = await lookingStage('strict', { wait });
    await slack.person(alice).command(start(`${server.origin}/silent`));
    await answered(slack);
    expect(waits).toContain(mostLookMs);
    expect((await whispered(slack)).text).toContain('is being started all the same');
    expect(trtc.tasks).toHaveLength(1);
  });

  test('by the form is held back in the channel that was chosen there', async () => {
    const { slack, trtc, server } = await lookingStage('warn');
    await slack.person(alice).command('start');
    const form = await formOf(slack, alice);
    slack.person(alice).fill(form.id, { room: 'room9', url: `${server.origin}/h265.flv` });
    await slack.person(alice).submit(form.id);
    const told = await whispered(slack);
    expect(told.channel).toBe(channels.live.id);
    await slack.person(alice).press({ ephemeral: told }, 'Start anyway');
    await trtc.until((api) => api.tasks.length === 1);
    expect(trtc.tasks[0]).toMatchObject({ roomId: 'room9' });
  });
});
