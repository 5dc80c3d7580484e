import { afterEach, describe, expect, test } from '@jest/globals';
import type { Message, SlackStandIn } from '../../sandbox/slack/index.ts';
import {
  cardNow,
  channels,
  people,
  replies,
  type Stage,
  stageFor,
  startOne,
  whispered,
} from '../support/bot-stage.ts';
import { flv } from '../support/flv-body.ts';
import { file, type MediaServer, startMediaServer } from '../support/media-server.ts';

const alice = people.alice.id;
const key = 'callbackKey123';
const servers: MediaServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** A bot that hears of sources and may look at those on this machine, of which there is one: good.flv. */
async function withSource(settings: Record<string, string> = {}) {
  const stage = await stageFor({
    settings: { TRTC_CALLBACK_KEY: key, INGEST_PROBE_ALLOW: '127.0.0.1', ...settings },
    unpaced: true,
  });
  stage.trtc.callbackTo({ url: `http://127.0.0.1:${stage.port}/trtc/events`, key });
  const server = await startMediaServer();
  servers.push(server);
  server.add('/good.flv', file(flv(0x17)));
  return { ...stage, server };
}

const offersCheck = ({ blocks }: Pick<Message, 'blocks'>) => JSON.stringify(blocks ?? []).includes('"check"');

function cardThat(slack: SlackStandIn, ts: string, fits: (card: Message) => boolean): Promise<Message> {
  return slack.until((now) => {
    const card = cardNow(now, ts);
    return card !== undefined && fits(card) && card;
  });
}

/** Something that a bad source brings, with Check on what tells of it. */
const troubles: readonly [what: string, bring: (stage: Stage, url: string) => Promise<Message>][] = [
  [
    'the news of a start that failed',
    async ({ slack, trtc }, url) => {
      trtc.fail({ kind: 'error', code: 'InvalidParameter.StreamUrl' });
      await slack.person(alice).command(`start room1 ${url}`);
      return slack.until((now) => replies(now)[0]);
    },
  ],
  [
    'the news of a source that restarts',
    async (stage, url) => {
      const { taskId } = await startOne(stage, `start room1 ${url}`);
      stage.trtc.source(taskId).stutter();
      return stage.slack.until((now) => replies(now)[1]);
    },
  ],
  [
    'the news of a source that fails',
    async (stage, url) => {
      const { taskId } = await startOne(stage, `start room1 ${url}`);
      for (let n = 0; n < 3; n += 1) stage.trtc.source(taskId).fail();
      return stage.slack.until((now) => replies(now).find(({ text }) => text.includes('three times')));
    },
  ],
  [
    'the news of an end without its source',
    async (stage, url) => {
      const { taskId } = await startOne(stage, `start room1 ${url}`);
      stage.trtc.source(taskId).finish();
      return stage.slack.until((now) => replies(now)[1]);
    },
  ],
];

describe.each(troubles)('Check on %s', (_, bring) => {
  test('tells the person alone, in the thread, what is there now', async () => {
    const stage = await withSource();
    const { slack, server } = stage;
    const news = await bring(stage, `${server.origin}/good.flv`);
    await slack.person(people.bob.id).press({ message: news }, 'Check');
    const { text, user, thread_ts } = await whispered(slack);
    expect(text).toMatch(/^✅ [\s\S]*_Seen from the bot, not from TRTC; answered after \d+ ms\._$/);
    expect([user, thread_ts]).toEqual([people.bob.id, news.thread_ts]);
  });

  test('is not there if sources are never looked at', async () => {
    const stage = await withSource({ INGEST_PROBE: 'off' });
    expect(offersCheck(await bring(stage, `${stage.server.origin}/good.flv`))).toBe(false);
  });
});

test('A card has Check for as long as its source is in trouble, and answers it in the channel', async () => {
  const stage = await withSource();
  const { slack, trtc, server } = stage;
  const { card, taskId } = await startOne(stage, `start room1 ${server.origin}/gone.flv`);
  expect(offersCheck(card)).toBe(false);
  trtc.source(taskId).fail();
  await slack.person(alice).press({ message: await cardThat(slack, card.ts, offersCheck) }, 'Check');
  const { text, channel, thread_ts } = await whispered(slack);
  expect(text).toContain('The server says 404: there is nothing at this address, or not yet.');
  expect([channel, thread_ts]).toEqual([channels.live.id, undefined]);
  trtc.source(taskId).recover();
  await cardThat(slack, card.ts, (now) => !offersCheck(now) && now.text.includes('is live'));
});

test('Check looks at the URL that the task has now, and never at that of a preset with its name', async () => {
  const stage = await withSource();
  const { slack, trtc, server } = stage;
  const { card, taskId, handle } = await startOne(stage, `start room1 ${server.origin}/gone.flv`);
  await slack.person(alice).command(`preset save ${handle} room1 ${server.origin}/of-the-preset.flv`);
  await whispered(slack);
  await slack.person(alice).command(`update ${handle} --url ${server.origin}/good.flv`);
  await slack.until((now) => replies(now)[1]);
  trtc.source(taskId).fail();
  await slack.person(alice).press({ message: await cardThat(slack, card.ts, offersCheck) }, 'Check');
  await slack.until((now) => now.ephemerals.some(({ text }) => text.includes('This fits')));
  expect(new Set(server.requests.map(({ path }) => path))).toEqual(new Set(['/good.flv']));
});

test('Status shows Check too, and so does Home', async () => {
  const stage = await withSource();
  const { slack, trtc, server } = stage;
  const { card, taskId, handle } = await startOne(stage, `start room1 ${server.origin}/gone.flv`);
  trtc.source(taskId).fail();
  await cardThat(slack, card.ts, offersCheck);
  await slack.person(alice).command(`status ${handle}`);
  expect(offersCheck(await whispered(slack))).toBe(true);
  await slack.person(alice).openHome();
  const home = await slack.until((now) => now.homes[0]);
  await slack.person(alice).press({ view: home.id }, 'Check');
  const { text } = await slack.until((now) => now.messages(now.directMessages(alice).id)[0]);
  expect(text).toContain('The server says 404');
});

test('The card that comes in place of a deleted one has Check from the first', async () => {
  const stage = await withSource();
  const { slack, trtc, server } = stage;
  const { card, taskId } = await startOne(stage, `start room1 ${server.origin}/gone.flv`);
  slack.person(alice).delete(card);
  const before = slack.calls.length;
  trtc.source(taskId).fail();
  const first = await slack.until((now) =>
    now.calls.slice(before).find(({ args, answer }) => {
      const done = answer !== undefined && JSON.stringify(answer).includes('"ok":true');
      return done && JSON.stringify(args).includes('robot `');
    }),
  );
  expect(JSON.stringify(first.args)).toMatch(/action_id\\*":\\*"check\\*"/);
});
