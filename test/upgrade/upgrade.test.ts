import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
  type Bot,
  channels,
  deliverTo,
  people,
  type StandIns,
  settingsOf,
  startBot,
  startStandIns,
} from '../../sandbox/stage.ts';
import { openBackend, openStore } from '../../src/storage/open.ts';
import { openRedis } from '../../src/storage/redis/open.ts';
import { cards } from '../support/bot-stage.ts';
import { hasRedis } from '../support/redis-server.ts';
import { createTestLogger } from '../support/test-logger.ts';
import { kindsOfStore, storeWrittenBy, type WrittenStore } from '../support/written-by.ts';

/** What has passed since the old bot was killed: less than what is too late for a start that was kept. */
const passedMs = 60_000;
/** What a dead instance had is taken up by others after so long, which is sooner than in earnest. */
const lockMs = 500;
const { alice, bob, carol, mallory } = people;

if (!hasRedis)
  console.warn('NOT TESTED: there is no redis-server here, so the stores on Redis were left out.');

const stores = ['0.1.0', 'before-renames'].flatMap((version) =>
  kindsOfStore.map((kind) => ({ version, kind })),
);

const realDate = Date;
/** Date with a clock that stands at this moment (ms since the epoch) now, and goes on from there: for all that is in the process. */
function dateFrom(moment: number): DateConstructor {
  const ahead = moment - realDate.now();
  const now = () => realDate.now() + ahead;
  return new Proxy(realDate, {
    construct: (target, given) => Reflect.construct(target, given.length === 0 ? [now()] : given),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
}

describe.each(stores)('A store on $kind that $version wrote', ({ version, kind }) => {
  let store: WrittenStore;
  let standIns: StandIns;
  let bot: Bot;

  beforeEach(async () => {
    store = await storeWrittenBy(version, kind, passedMs);
    // It is a minute after the store was left, for the bot as for Slack, TRTC and what libraries make of time.
    globalThis.Date = dateFrom(store.at + passedMs);
    standIns = await startStandIns({ past: store.past });
    bot = await startBot(
      { ...settingsOf(standIns), STORE_URL: store.url },
      {
        clock: () => Date.now(),
        openBackend: (url, runtime) =>
          kind === 'redis' ? openRedis(url, runtime.logger, lockMs) : openBackend(url, runtime),
      },
    );
    deliverTo(standIns.slack, bot.port);
  });

  afterEach(async () => {
    await bot.app.stop();
    await standIns.slack.close();
    await standIns.trtc.close();
    await store.remove();
    globalThis.Date = realDate;
  });

  const starts = (room: string) =>
    standIns.trtc.calls.filter(
      ({ action, params }) => action === 'StartStreamIngest' && params.RoomId === room,
    );
  const run = (room: string) => standIns.trtc.tasks.filter(({ roomId }) => roomId === room);
  /** What stands in the thread of a room's card, once that holds what is looked for. */
  const toldIn = (room: string, words: RegExp) =>
    standIns.slack.until((now) => {
      const card = cards(now).find((each) => each.text.includes(`\`${room}\``));
      const texts = card && now.thread(channels.live.id, card.ts).map(({ text }) => text);
      return texts?.some((text) => words.test(text)) && texts;
    });

  /** What only that person was told, once it holds what is looked for: requests that were kept are answered too. */
  async function asked({ id }: { id: string }, typed: string, words: RegExp): Promise<string> {
    const { slack } = standIns;
    await slack.person(id).command(typed);
    return slack.until((now) => now.ephemerals.find(({ user, text }) => user === id && words.test(text))?.text);
  }

  test('is gone on with: every task is there, and what was under way comes to its end once', async () => {
    const { slack, trtc } = standIns;
    // The requests that were kept.
    for (const room of ['room-queued', 'room-kept']) await toldIn(room, /task `/);
    await toldIn('room-starting', /nobody knows|may have|lost/i);
    await toldIn('room-stopping', /Stopped by/);
    expect(await toldIn('room-untold', /task `/)).toHaveLength(2);

    const running = await asked(alice, 'list', /room-unknown/);
    const over = await asked(alice, 'list --all', /^\*Ended\*/);
    const open = ['live', 'paused', 'unknown', 'starting', 'untold', 'queued', 'kept'];
    for (const room of open) expect(running).toContain(`room-${room}`);
    for (const room of ['stopping', 'ended', 'failed', 'removed', 'draft']) expect(over).toContain(`room-${room}`);

    expect(starts('room-queued')).toHaveLength(1);
    expect(starts('room-kept')).toHaveLength(1);
    expect(trtc.calls.filter(({ action }) => action === 'StartStreamIngest')).toHaveLength(2);
    expect(run('room-stopping')).toMatchObject([{ state: 'ended' }]);
    // No card was posted twice, and none was taken for deleted.
    const inCards = cards(slack).map(({ text }) => /`(room-\w+)`/.exec(text)?.[1]);
    expect([...new Set(inCards)]).toEqual(inCards);
    expect(bot.log.filter((line) => /cannot be read|was deleted/.test(line))).toEqual([]);
  });

  test('lets people stop what runs, start what was kept, and do what they were granted', async () => {
    const { slack } = standIns;
    await slack.person(bob.id).command('stop --room room-live');
    await toldIn('room-live', new RegExp(`Stopped by <@${bob.id}>`));
    expect(run('room-live')).toMatchObject([{ state: 'ended' }]);
    const [, handle] = /task `(\w+)`/.exec((await toldIn('room-paused', /task `/)).join()) ?? [];
    await slack.person(alice.id).command(`resume ${handle}`);
    await toldIn('room-paused', /Resumed by/);

    await slack.person(alice.id).command('start --preset evening');
    await toldIn('room-evening', /task `/);
    expect(run('room-evening')).toMatchObject([{ streamUrl: 'https://a.b/evening.mp4', volume: 50 }]);

    await slack.person(mallory.id).command('start room-granted https://a.b/granted.mp4');
    await toldIn('room-granted', /task `/);
    expect(await asked(carol, 'who', /operator/i)).toContain(mallory.id);
  });

  test('has its history, and the draft of a start that could not be announced', async () => {
    const history = await asked(alice, 'history', /saved/);
    for (const words of [
      'saved',
      'allowed',
      'started',
      'paused',
      'stopped',
      'could not start',
      'removed the robot',
    ])
      expect(history).toContain(words);
    expect(history).toContain(`<@${mallory.id}>`);

    await bot.app.stop();
    const { drafts, close } = await openStore(store.url, { clock: Date.now, logger: createTestLogger() });
    expect(await drafts.get(store.draft)).toEqual({ room: 'room-draft', url: 'https://a.b/draft.mp4' });
    await close();
  });
});
