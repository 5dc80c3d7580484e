import { afterEach, describe, expect, test } from '@jest/globals';
import {
  cardNow,
  people,
  type Stage,
  stageFor,
  startOne,
  threadOf,
  toldInThread,
} from '../support/bot-stage.ts';
import { flv, h264, h265 } from '../support/flv-body.ts';
import {
  file,
  type MediaServer,
  type Route,
  startMediaServer,
  status,
  text,
} from '../support/media-server.ts';

const key = 'callbackKey123';
const servers: MediaServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const good = file(flv(h264));
const lead = /👀 \*Seen from the bot at <!date[^>]*>, not from TRTC:\* /;
/** What was seen, without what stands before and after its line. */
const seenIn = (told: string) =>
  told
    .split('\n')
    .find((line) => lead.test(line))
    ?.replace(lead, '') ?? '';

/** A stream from a source that answers so by then, with TRTC's events. */
async function playing(answers: Route, settings: Record<string, string> = { INGEST_PROBE: 'warn' }) {
  const server = await startMediaServer();
  servers.push(server);
  server.add('/live.flv', good);
  const stage = await stageFor({
    settings: { TRTC_CALLBACK_KEY: key, INGEST_PROBE_ALLOW: '127.0.0.1', ...settings },
  });
  stage.trtc.callbackTo({ url: `http://127.0.0.1:${stage.port}/trtc/events`, key });
  const started = await startOne(stage, `start room1 ${server.origin}/live.flv?token=hunter2`);
  server.add('/live.flv', answers);
  const asked = () => server.requests.filter(({ path }) => path.startsWith('/live.flv')).length;
  return { stage, server, asked, before: asked(), source: stage.trtc.source(started.taskId), ...started };
}

async function news({ slack }: Stage, card: { ts: string }, n: number): Promise<string> {
  return (await toldInThread(slack, card.ts, n))[n - 1] ?? '';
}

describe('When TRTC says that a source fails, the bot looks, and says what it sees from where it is:', () => {
  test.each<[string, Route, string]>([
    ['404', status(404), 'The server says 404: there is nothing at this address, or not yet.'],
    ['403', status(403), 'The server says 403: it does not let the bot have this.'],
    ['503', status(503), 'The server says 503: it is out of order. Try again in a minute.'],
    ['a page', text('<!doctype html><title>Sign in</title>'), 'It is a web page and no media'],
    [
      'another codec',
      file(flv(h265)),
      'It is there, but it cannot be played as it is. TRTC does not take H.265',
    ],
    ['media', good, 'It plays from here.'],
  ])('%s', async (_, answers, says) => {
    const { stage, card, source, asked, before } = await playing(answers);
    source.stutter();
    const told = await news(stage, card, 2);
    expect(seenIn(told)).toMatch(new RegExp(`^${says.replaceAll('.', '\\.')}`));
    expect(told).not.toContain('hunter2');
    expect(asked() - before).toBe(1);
  });

  test('nothing answers any more', async () => {
    const { stage, server, card, source } = await playing(good);
    await server.close();
    servers.length = 0;
    source.stutter();
    expect(seenIn(await news(stage, card, 2))).toMatch(/^The host refuses connections at this port/);
  });
});

test('The third failure says since when it is so, and is looked at once more only after half a minute', async () => {
  const { stage, card, source, asked, before } = await playing(status(404));
  source.stutter();
  await news(stage, card, 2);
  for (let n = 0; n < 3; n += 1) source.fail();
  const told = await news(stage, card, 3);
  expect(told).toContain('could not pull the source, three times');
  expect(seenIn(told)).toMatch(/^The server says 404/);
  expect(asked() - before).toBe(1);
});

test.each([
  ['INGEST_PROBE is not set', {}],
  ['INGEST_PROBE=off', { INGEST_PROBE: 'off' }],
])('Nothing is looked at without being asked if %s', async (_, settings) => {
  const { stage, card, source, asked, before } = await playing(status(404), settings);
  source.stutter();
  expect(await news(stage, card, 2)).not.toContain('👀');
  expect(asked() - before).toBe(0);
});

test('A source that is back is not looked at', async () => {
  const { stage, card, source, asked } = await playing(status(404));
  source.stutter();
  await news(stage, card, 2);
  const seen = asked();
  source.recover();
  expect(await news(stage, card, 3)).toBe('🟢 The source is back.');
  expect(asked()).toBe(seen);
});

test('After a change of the source the new one is looked at', async () => {
  const { stage, server, card, source, handle } = await playing(status(404));
  source.stutter();
  await news(stage, card, 2);
  server.add('/other.flv', good);
  await stage.slack.person(people.alice.id).command(`update ${handle} --url ${server.origin}/other.flv`);
  await news(stage, card, 3);
  source.stutter();
  for (let n = 0; n < 3; n += 1) source.fail();
  const thread = await stage.slack.until(() => {
    const all = threadOf(stage.slack, card.ts);
    return all.some((each) => each.includes('three times')) && all;
  });
  expect(seenIn(thread.at(-1) ?? '')).toBe('It plays from here.');
});

test('What ends hardly played is looked at, and what was stopped is not', async () => {
  const { stage, card, source } = await playing(status(404));
  source.finish();
  const told = await news(stage, card, 2);
  expect(told).toContain('too soon for most media');
  expect(seenIn(told)).toMatch(/^The server says 404/);
  const other = await playing(status(404));
  await other.stage.slack.person(people.alice.id).command(`stop ${other.handle}`);
  expect(await news(other.stage, other.card, 2)).not.toContain('👀');
  await other.stage.slack.until((now) => cardNow(now, other.card.ts)?.text.includes('has ended'));
});
