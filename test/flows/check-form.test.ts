import { afterEach, describe, expect, test } from '@jest/globals';
import type { Fault, OpenView, SlackStandIn } from '../../sandbox/slack/index.ts';
import { personalLimits } from '../../src/ingest/source-check.ts';
import { callbackIds } from '../../src/slack/format/ids.ts';
import { channels, formOf, people, type Stage, stageFor, whispered } from '../support/bot-stage.ts';
import { flv } from '../support/flv-body.ts';
import { file, type MediaServer, startMediaServer } from '../support/media-server.ts';

const alice = people.alice.id;
const live = channels.live.id;
const servers: MediaServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** A bot that may look at sources on this machine, and one of those: good.flv plays, and all else is a 404. */
async function withSource(options: Parameters<typeof stageFor>[0] = {}) {
  const stage = await stageFor({
    ...options,
    settings: { INGEST_PROBE_ALLOW: '127.0.0.1', ...options.settings },
  });
  const server = await startMediaServer();
  servers.push(server);
  server.add('/good.flv', file(flv(0x17)));
  return { ...stage, server, url: `${server.origin}/good.flv` };
}

async function emptyForm({ slack }: Pick<Stage, 'slack'>): Promise<OpenView> {
  await slack.person(alice).command('', { channel: live });
  return formOf(slack, alice);
}

/** Presses Check in the form, and gives the view that lies over it once it says more than to wait. */
async function checked({ slack }: Pick<Stage, 'slack'>, form: OpenView): Promise<OpenView> {
  await slack.person(alice).press({ view: form.id }, 'Check');
  return overForm(slack, form);
}

function overForm(slack: SlackStandIn, form: OpenView): Promise<OpenView> {
  return slack.until(() => {
    const top = slack.person(alice).form;
    return top !== undefined && top.id !== form.id && !words(top).includes('One moment…') && top;
  });
}

function words({ view }: OpenView): string {
  return view.blocks.map((block) => (block.type === 'section' ? (block.text?.text ?? '') : '')).join('\n');
}

const called = (slack: SlackStandIn, method: string) => slack.calls.filter((call) => call.method === method);
const warnings = (log: readonly string[]) =>
  log.filter((line) => JSON.parse(line).level > 30 && !line.includes('The store can lose'));
/** What alice was told in words, in the channel or in person. */
const told = (slack: SlackStandIn) =>
  [...slack.ephemerals, ...slack.messages(slack.directMessages(alice).id)].map(({ text }) => text);

/** The ways to a start form. */
const openings: readonly [how: string, open: (stage: Stage) => Promise<unknown>][] = [
  ['a command without words', ({ slack }) => slack.person(alice).command('', { channel: live })],
  ['the shortcut', ({ slack }) => slack.person(alice).shortcut(callbackIds.startShortcut)],
  [
    'the shortcut of a message',
    ({ slack }) => {
      const message = slack.person(alice).say('https://a.b/1.mp4', { channel: live });
      return slack.person(alice).messageShortcut(callbackIds.ingestLink, message);
    },
  ],
  [
    'Home',
    async ({ slack }) => {
      await slack.person(alice).openHome();
      const home = await slack.until((now) => now.homes[0]);
      return slack.person(alice).press({ view: home.id }, 'Start a stream');
    },
  ],
  [
    'a draft',
    async ({ slack }) => {
      await slack.person(alice).command('start room1 https://a.b/1.mp4 --volume 999');
      return slack.person(alice).press({ ephemeral: await whispered(slack) }, 'Open the form filled in');
    },
  ],
  [
    'a preset',
    async ({ slack }) => {
      await slack.person(alice).command('preset save evening room1 https://a.b/1.mp4');
      await whispered(slack);
      await slack.person(alice).openHome();
      const home = await slack.until((now) => now.homes[0]);
      return slack.person(alice).press({ view: home.id }, 'Start');
    },
  ],
  [
    'Edit and retry',
    async ({ slack, trtc }) => {
      trtc.fail({ kind: 'error', code: 'FailedOperation.NotRtmpFunction' });
      await slack.person(alice).command('start room1 https://a.b/1.mp4');
      const failed = await slack.until((now) =>
        now.messages(live).find(({ blocks }) => JSON.stringify(blocks ?? []).includes('Edit and retry')),
      );
      return slack.person(alice).press({ message: failed }, 'Edit and retry');
    },
  ],
];

describe.each(openings)('On the form that came by %s, Check', (_, open) => {
  test('looks at the URL that stands there now; the form comes back as it was left, and starts', async () => {
    const stage = await withSource();
    const { slack, trtc, url } = stage;
    await open(stage);
    const form = await formOf(slack, alice);
    const typed = { room: 'room42', url, channel: live, volume: '30' };
    slack.person(alice).fill(form.id, typed);
    const over = await checked(stage, form);
    expect(words(over)).toMatch(/^✅ \*This fits what TRTC takes:\* .+\nFLV · H\.264/);
    expect(over.view).toMatchObject({ title: { text: 'Check the source' }, close: { text: 'Back' } });
    expect(over).toMatchObject({ previous_view_id: form.id, root_view_id: form.id });
    await slack.person(alice).close(over.id);
    expect(slack.person(alice).form).toMatchObject({
      id: form.id,
      hash: form.hash,
      state: { room: { value: { value: 'room42' } }, url: { value: { value: url } } },
    });
    const { tasks } = trtc;
    await slack.person(alice).submit(form.id);
    await slack.until(() => trtc.tasks.length > tasks.length);
    expect(trtc.tasks.at(-1)).toMatchObject({ streamUrl: url, volume: 30 });
  });
});

describe('Check on the form', () => {
  test('stands right below the URL', async () => {
    const { view } = await emptyForm(await withSource());
    const at = view.blocks.findIndex(({ block_id }) => block_id === 'url');
    expect(view.blocks[at + 1]).toMatchObject({
      type: 'actions',
      elements: [{ action_id: 'check-form', text: { text: 'Check' } }],
    });
  });

  test('says the same as /ingest check, and counts with it', async () => {
    const now = Date.parse('2026-01-01T12:00:00Z');
    const stage = await withSource({ unpaced: true, runtime: { clock: () => now } });
    const { slack, server } = stage;
    const url = `${server.origin}/gone.mp4`;
    const form = await emptyForm(stage);
    slack.person(alice).fill(form.id, { url });
    const over = await checked(stage, form);
    await slack.person(alice).close(over.id);
    await slack.person(alice).command(`check ${url}`);
    const { text } = await whispered(slack);
    const untimed = (said: string) => said.replace(/after \d+ ms/, 'after some ms');
    expect(text).toContain('The server says 404');
    expect(untimed(words(over))).toBe(untimed(text));
    for (let n = 2; n < personalLimits.perMinute; n += 1) {
      await slack.person(alice).command(`check ${url}`);
      await whispered(slack, n);
    }
    expect(words(await checked(stage, form))).toBe(
      'Nothing was checked. You asked for 30 checks within a minute: ask again in 1 min.',
    );
    expect(server.requests).toHaveLength(personalLimits.perMinute);
  });

  test.each([
    [
      '',
      'Nothing was checked. *Stream URL* is needed: it takes an http, https or rtmp URL of at most 3000 characters.',
    ],
    [
      'rtsp://127.0.0.1/1.mp4',
      'Nothing was checked. *Stream URL* takes a URL that begins with http://, https:// or rtmp://: rtsp is not pulled.',
    ],
    ['https://a.b/<x', 'Nothing was checked. *Stream URL* takes a URL in which &lt; must be written %3C.'],
  ])('says what is wrong with %j, in the words of the field, and looks at nothing', async (url, said) => {
    const stage = await withSource();
    const form = await emptyForm(stage);
    stage.slack.person(alice).fill(form.id, { url });
    expect(words(await checked(stage, form))).toBe(said);
    expect(stage.server.connections).toBe(0);
  });

  test('takes what was typed as the form does when it is sent off, and shows nothing secret', async () => {
    const stage = await withSource();
    const { slack, server, url, log } = stage;
    const form = await emptyForm(stage);
    slack.person(alice).fill(form.id, { url: ` <${url}?key=hush1> ` });
    const over = await checked(stage, form);
    expect(words(over)).toContain('✅');
    expect(server.requests.every(({ path }) => path === '/good.flv?key=hush1')).toBe(true);
    expect(JSON.stringify(over.view) + log.join('\n')).not.toContain('hush1');
  });

  test('is not there if sources are never looked at', async () => {
    const stage = await withSource({ settings: { INGEST_PROBE: 'off' } });
    const form = await emptyForm(stage);
    expect(JSON.stringify(form.view)).not.toContain('check-form');
  });

  test('may be pressed again, for what is there by now', async () => {
    const stage = await withSource();
    const { slack, server } = stage;
    const form = await emptyForm(stage);
    slack.person(alice).fill(form.id, { url: `${server.origin}/soon.flv` });
    const first = await checked(stage, form);
    await slack.person(alice).close(first.id);
    server.add('/soon.flv', file(flv(0x17)));
    expect([words(first), words(await checked(stage, form))]).toEqual([
      expect.stringContaining('The server says 404'),
      expect.stringContaining('✅'),
    ]);
  });

  test('is refused to somebody who lost the role meanwhile', async () => {
    const stage = await withSource();
    const { slack, server, url } = stage;
    const mallory = slack.person(people.mallory.id);
    await slack.person(people.carol.id).command(`allow <@${mallory.id}> --role operator`);
    await whispered(slack);
    await mallory.command('', { channel: live });
    const form = await formOf(slack, mallory.id);
    await slack.person(people.carol.id).command(`deny <@${mallory.id}>`);
    await whispered(slack, 2);
    mallory.fill(form.id, { url });
    await mallory.press({ view: form.id }, 'Check');
    const over = await slack.until(() => mallory.form && words(mallory.form).includes('🚫') && mallory.form);
    expect(over).toMatchObject({ previous_view_id: form.id, view: { close: { text: 'Back' } } });
    expect(server.connections).toBe(0);
  });

  test('that is closed while it looks brings no complaint, and no line of the log that anybody must read', async () => {
    const stage = await withSource();
    const { slack, server, log } = stage;
    const answer = new Promise<() => void>((resolve) => {
      server.add('/slow', (_, response) => resolve(() => response.writeHead(404).end()));
    });
    const form = await emptyForm(stage);
    slack.person(alice).fill(form.id, { url: `${server.origin}/slow` });
    await slack.person(alice).press({ view: form.id }, 'Check');
    const respond = await answer;
    await slack.person(alice).close(slack.person(alice).form?.id ?? '');
    respond();
    expect(slack.person(alice).form?.id).toBe(form.id);
    await slack.until((now) => called(now, 'views.update')[0]?.answer !== undefined);
    expect(called(slack, 'views.update')[0]?.answer).toMatchObject({ error: 'not_found' });
    await stage.app.stop();
    expect([told(slack), slack.complaints, warnings(log)]).toEqual([[], [], []]);
  });

  test('on a form that was closed meanwhile looks at nothing, and complains of nothing', async () => {
    const stage = await withSource();
    const { slack, server, url, log } = stage;
    const form = await emptyForm(stage);
    slack.person(alice).fill(form.id, { url });
    let release = () => {};
    const until = new Promise<void>((resolve) => {
      release = resolve;
    });
    slack.fail({ kind: 'held', until }, { method: 'views.push' });
    await slack.person(alice).press({ view: form.id }, 'Check');
    await slack.until((now) => called(now, 'views.push').length === 1);
    await slack.person(alice).close(form.id);
    release();
    await slack.until((now) => called(now, 'views.push')[0]?.answer !== undefined);
    expect(called(slack, 'views.push')[0]?.answer).toMatchObject({ error: 'not_found' });
    // It ends what it has begun.
    await stage.app.stop();
    expect([told(slack), server.connections, warnings(log)]).toEqual([[], 0, []]);
  });

  test('that Slack delivers twice looks once, and lays one view over the form', async () => {
    const stage = await withSource();
    const { slack, server, log } = stage;
    const form = await emptyForm(stage);
    slack.person(alice).fill(form.id, { url: `${server.origin}/gone.mp4` });
    const delivery = await slack.person(alice).press({ view: form.id }, 'Check');
    await overForm(slack, form);
    await slack.redeliver(delivery);
    await slack.until(
      (now) => called(now, 'views.push').filter(({ answer }) => answer !== undefined).length === 2,
    );
    await slack.person(alice).command('help');
    await whispered(slack);
    expect([slack.views.length, server.requests.length, told(slack).length]).toEqual([2, 1, 1]);
    expect(warnings(log)).toEqual([]);
  });

  test.each<[string, Fault, RegExp]>([
    [
      'expired trigger',
      { kind: 'error', error: 'expired_trigger_id' },
      /^The answer did not open: Slack gave it up after three seconds \(`expired_trigger_id`\)\. Try once more\.$/,
    ],
    [
      'full stack',
      { kind: 'error', error: 'push_limit_reached' },
      /^The answer did not open, since Slack lays no more than two views over a form: close those, then try once more\.$/,
    ],
    [
      'view that Slack does not take',
      { kind: 'error', error: 'internal_error' },
      /^The answer did not open \(Slack says `internal_error`\): try once more\.$/,
    ],
    ['lost answer', { kind: 'lose-answer' }, /^Slack did not say whether the answer opened: if you see none/],
  ])('that is not shown for a(n) %s is told of in the channel of the form', async (_, fault, said) => {
    const stage = await withSource();
    const { slack, url } = stage;
    const form = await emptyForm(stage);
    slack.person(alice).fill(form.id, { url });
    slack.fail(fault, { method: 'views.push' });
    await slack.person(alice).press({ view: form.id }, 'Check');
    const { text, channel } = await whispered(slack);
    expect([text, channel]).toEqual([expect.stringMatching(said), live]);
  });

  test('whose answer Slack does not show is told of in person if no channel is chosen', async () => {
    const stage = await withSource();
    const { slack, url } = stage;
    await slack.person(alice).shortcut(callbackIds.startShortcut);
    const form = await formOf(slack, alice);
    slack.person(alice).fill(form.id, { url, channel: '' });
    slack.fail({ kind: 'error', error: 'view_too_large' }, { method: 'views.update' });
    await slack.person(alice).press({ view: form.id }, 'Check');
    const { text } = await slack.until((now) => now.messages(now.directMessages(alice).id)[0]);
    expect(text).toBe('The answer stayed empty (Slack says `view_too_large`): close it and try once more.');
  });
});
