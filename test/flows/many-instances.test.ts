import { describe, expect, test } from '@jest/globals';
import { type Bot, channels, deliverTo, people } from '../../sandbox/stage.ts';
import { cards, example, replies, threadOf, toldInThread, whispered } from '../support/bot-stage.ts';
import { bots, redis, standIns, startDoomed, startInstance } from '../support/instances-on-redis.ts';
import { hasRedis } from '../support/redis-server.ts';

/** With the time that a killed instance's lock lasts. */
const longTest = 60_000;

const inEarnest = hasRedis ? describe : describe.skip;
if (!hasRedis) console.warn('NOT TESTED: there is no redis-server here, so several instances were left out.');

const alice = () => standIns.slack.person(people.alice.id);
const carol = () => standIns.slack.person(people.carol.id);

/** Lets a person do something at one instance. */
function at<T>({ port }: { port: number }, act: () => Promise<T>): Promise<T> {
  deliverTo(standIns.slack, port);
  return act();
}

inEarnest('Two instances on one Redis', () => {
  test('start once what is delivered to both', async () => {
    const { slack, trtc } = standIns;
    const [one, other] = [await startInstance(), await startInstance()];
    const delivery = await at(one, () => alice().command(example));
    await at(other, () => slack.redeliver(delivery));
    await at(one, () => slack.redeliver(delivery));
    await slack.until(() => replies(slack).length === 1);
    await at(other, () => slack.redeliver(delivery));
    await at(other, () => alice().command('list'));
    await whispered(slack);
    await Promise.all(bots.splice(0).map(({ app }) => app.stop()));
    expect(cards(slack)).toHaveLength(1);
    expect(replies(slack)).toHaveLength(1);
    expect(trtc.calls).toHaveLength(1);
  });

  test('share tasks, presets and rights: what is done at one holds at the other at once', async () => {
    const { slack } = standIns;
    const [one, other] = [await startInstance(), await startInstance()];
    await at(one, () => alice().command('preset save evening room123 https://a.b/test.mp4'));
    await whispered(slack, 1);
    await at(other, () => alice().command('start --preset evening'));
    const card = await slack.until(() => cards(slack).find(({ edited }) => edited !== undefined));
    const handle = /task `(\w{6})`/.exec(threadOf(slack, card.ts)[0] ?? '')?.[1];
    await at(one, () => alice().command(`pause ${handle}`));
    await toldInThread(slack, card.ts, 2);

    const mallory = slack.person(people.mallory.id);
    await at(one, () => carol().command(`allow <@${people.mallory.id}>`));
    await whispered(slack, 3);
    await at(other, () => mallory.command(`resume ${handle}`));
    await toldInThread(slack, card.ts, 3);
    await at(one, () => carol().command(`deny <@${people.mallory.id}>`));
    await slack.until(() => slack.ephemerals.length === 5);
    await at(other, () => mallory.command(`stop ${handle}`));
    await slack.until(() => slack.ephemerals.length === 6);
    expect(slack.ephemerals.at(-1)?.text).toContain('not');
    expect(threadOf(slack, card.ts)).toHaveLength(3);
  });

  test('that stop one task at the same time tell of it once', async () => {
    const { slack, trtc } = standIns;
    const [one, other] = [await startInstance(), await startInstance()];
    await at(one, () => alice().command(example));
    const card = await slack.until(() => cards(slack).find(({ edited }) => edited !== undefined));
    const handle = /task `(\w{6})`/.exec(threadOf(slack, card.ts)[0] ?? '')?.[1];
    trtc.fail({ kind: 'stall' }, { action: 'StopStreamIngest' });
    await at(one, () => alice().command(`stop ${handle}`));
    await trtc.until(({ calls }) => calls.some((call) => call.outcome.kind === 'stalled'));
    await at(other, () => carol().command(`stop ${handle}`));
    await whispered(slack, 1);
    trtc.release();
    await whispered(slack, 2);
    await Promise.all(bots.splice(0).map(({ app }) => app.stop()));
    expect(threadOf(slack, card.ts).slice(1)).toEqual([expect.stringContaining('Stopped by <@U0ALICE>')]);
  });

  test('keep to the limit together: of 60 starts none is refused', async () => {
    const { slack, trtc } = standIns;
    const both = [await startInstance({ LOG_LEVEL: 'info' }), await startInstance({ LOG_LEVEL: 'info' })];
    // So many that none has to wait for Slack's pace as well.
    const places = Array.from({ length: 12 }, (_, n) => `C0SHOW${n}`);
    for (const id of places)
      slack.channels.push({ id, name: id.toLowerCase(), members: [people.alice.id], botIsMember: true });
    for (let n = 0; n < 60; n += 1) {
      const bot = both[n % 2];
      const channel = places[n % places.length] ?? '';
      if (bot !== undefined)
        await at(bot, () => alice().command(`start room${n} https://a.b/${n}.mp4`, { channel }));
    }
    await slack.until(() => places.flatMap((channel) => replies(slack, channel)).length === 60);
    expect(trtc.calls.filter(({ outcome }) => outcome.kind !== 'answered')).toEqual([]);
    expect(new Set(trtc.tasks.map(({ roomId }) => roomId)).size).toBe(60);
  });

  test('keep to the pace of Slack together: none of their messages is refused', async () => {
    const { slack, trtc } = standIns;
    const both = [await startInstance({ LOG_LEVEL: 'info' }), await startInstance({ LOG_LEVEL: 'info' })];
    for (let n = 0; n < 12; n += 1) {
      const bot = both[n % 2];
      if (bot !== undefined) await at(bot, () => alice().command(`start room${n} https://a.b/${n}.mp4`));
    }
    await trtc.until(({ tasks }) => tasks.length === 12);
    expect(cards(slack)).toHaveLength(12);
    expect(slack.calls.filter(({ status }) => status === 429)).toEqual([]);
  });

  test('have one leader, and another when that one goes', async () => {
    const both = [await startInstance(), await startInstance()];
    const leads = (bot: Bot) => bot.log.some((line) => line.includes('This instance leads'));
    const leader = both.find(leads);
    const other = both.find((bot) => bot !== leader);
    if (leader === undefined || other === undefined) throw new Error('There is not one leader');
    expect(leads(other)).toBe(false);
    await leader.app.stop();
    bots.splice(bots.indexOf(leader), 1);
    while (!leads(other)) await new Promise(setImmediate);
  });
});

inEarnest('What an instance had when it was killed is taken up by another', () => {
  /**
   * Runs a start at an instance that dies at the first step that the pattern fits, and then another instance, which else
   * might have taken the start itself.
   */
  async function killedAt(pattern: RegExp): Promise<void> {
    const scout = await startDoomed(0);
    await at(scout, () => alice().command(example));
    await scout.diedOrDid(pattern);
    const step = scout.steps.findIndex((name) => pattern.test(name)) + 1;
    await scout.kill();
    await redis.kill();
    await redis.start();
    standIns.slack.reset();
    standIns.trtc.reset();

    const child = await startDoomed(step);
    await at(child, () => alice().command(example));
    await child.diedOrDid(/never/);
    await startInstance();
  }

  test(
    'where nothing was sent, it is started',
    async () => {
      await killedAt(/store tasks\.create: is done/);
      const { slack, trtc } = standIns;
      await slack.until(() => replies(slack).length === 1);
      expect(replies(slack)[0]?.text).toContain(`TaskId \`${trtc.tasks[0]?.taskId}\``);
      expect(trtc.calls).toHaveLength(1);
    },
    longTest,
  );

  test(
    'where the request had left, it is said to be unknown, and is not sent again',
    async () => {
      await killedAt(/TRTC: has left/);
      const { slack, trtc } = standIns;
      await slack.until(() => replies(slack).length === 1);
      expect(replies(slack)[0]?.text).toContain('❓');
      expect(trtc.calls).toHaveLength(1);
    },
    longTest,
  );

  test(
    'where the thread was not told, it is told',
    async () => {
      await killedAt(/TRTC: is answered/);
      const { slack } = standIns;
      await slack.until(() => replies(slack).length === 1);
      expect(cards(slack, channels.live.id)).toHaveLength(1);
    },
    longTest,
  );
});

inEarnest('Redis', () => {
  test(
    'that is gone is said to be gone, nothing is started, and all is well when it is back',
    async () => {
      const { slack, trtc } = standIns;
      const bot = await startInstance();
      const ready = async () => (await fetch(`http://127.0.0.1:${bot.port}/readyz`)).status;
      expect(await ready()).toBe(200);
      await redis.kill();
      const delivery = await at(bot, () => alice().command(example));
      expect(delivery.status).toBe(200);
      expect((await whispered(slack)).text).toContain("The bot's store cannot be read or written");
      expect(await ready()).toBe(503);
      expect(cards(slack)).toEqual([]);
      await redis.start();
      while ((await ready()) !== 200);
      await at(bot, () => alice().command(example));
      await slack.until(() => replies(slack).length === 1);
      expect(trtc.tasks).toHaveLength(1);
    },
    longTest,
  );
});
