import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createClient } from '@keyv/redis';
import { ClassicLevel } from 'classic-level';
import { channels, deliverTo, people, settingsOf, startBot, startStandIns } from '../../sandbox/stage.ts';

/**
 * Writes the stores of a version, on file and on Redis, as a crash in the midst of work leaves them: a task in each state,
 * news that nobody was told, requests that were kept and not done, a preset, a grant, a draft and a history. `world.json`
 * beside each says what Slack and TRTC know at that moment. At a release, with an empty Redis:
 *
 *   tsc -p test/tsconfig.build.json && node build/test/upgrade/write-store.js test/upgrade/VERSION redis://127.0.0.1:PORT
 *
 * and VERSION is added in upgrade.test.ts. 0.1.0 (commit 5296fbb) and before-renames (3790168, the last commit before the
 * domain's names changed) are older than this file: they were written by a copy of it in sandbox/upgrade of a checkout,
 * compiled with `tsc -p sandbox`.
 */
const [folder = '', redisUrl = ''] = process.argv.slice(2);
/** So long the bot has for what it does without a sign: less than it waits for an answer of Slack. */
const restMs = 1_500;

const settings = { file: `file:${mkdtempSync(join(tmpdir(), 'written-'))}`, redis: redisUrl };

for (const [kind, storeUrl] of Object.entries(settings)) await write(kind, storeUrl);
process.exit(0);

async function write(kind: string, storeUrl: string): Promise<void> {
  const standIns = await startStandIns();
  const { slack, trtc } = standIns;
  const bot = await startBot({ ...settingsOf(standIns), STORE_URL: storeUrl });
  deliverTo(slack, bot.port);
  const [alice, bob, carol] = [people.alice, people.bob, people.carol].map(({ id }) => slack.person(id));
  if (alice === undefined || bob === undefined || carol === undefined) throw new Error('nobody is there');
  const inLive = () => slack.messages(channels.live.id);
  const cards = () => inLive().filter((each) => each.thread_ts === undefined);
  const told = (room: string, count: number) =>
    slack.until(() => {
      const card = cards().find((each) => each.text.includes(room));
      return card && inLive().filter((each) => each.thread_ts === card.ts).length >= count;
    });
  const press = async (room: string, what: string) => {
    const card = await slack.until(() =>
      cards().find((each) => each.text.includes(room) && JSON.stringify(each.blocks).includes(`"${what}"`)),
    );
    await alice.press({ message: card }, what);
  };
  const start = (room: string) => alice.command(`start ${room} https://a.b/${room}.mp4`);
  const started = async (room: string) => {
    await start(room);
    return told(room, 1);
  };
  const called = (action: string, times: number) =>
    trtc.until(({ calls }) => calls.filter((call) => call.action === action).length >= times);

  await alice.command('preset save evening --room room-evening --url https://a.b/evening.mp4 --volume 50');
  await slack.until((now) => now.ephemerals.length === 1);
  await carol.command(`allow <@${people.mallory.id}|mallory>`);
  await slack.until((now) => now.ephemerals.length === 2);
  await alice.command('start room-draft https://a.b/draft.mp4', { channel: channels.elsewhere.id });
  const refusal = await slack.until((now) => now.ephemerals[2]);
  const [, draft] = /"open-draft".*?"value":"(\w+)"/.exec(JSON.stringify(refusal.blocks)) ?? [];

  await started('room-ended');
  await alice.command('stop --room room-ended');
  await told('room-ended', 2);
  trtc.fail({ kind: 'error', code: 'FailedOperation.NotRtmpFunction', message: 'RTMP is not enabled.' });
  await started('room-failed');
  for (const room of ['room-removed', 'room-unknown']) {
    trtc.fail({ kind: 'lose-answer' }, { action: 'StartStreamIngest' });
    await started(room);
  }
  await press('room-removed', 'remove-robot');
  await told('room-removed', 2);
  await started('room-live');
  await started('room-paused');
  await press('room-paused', 'pause');
  await told('room-paused', 2);
  await started('room-stopping');

  // From here on nothing comes to an end.
  const starts = trtc.calls.filter(({ action }) => action === 'StartStreamIngest').length;
  trtc.fail({ kind: 'stall' }, { action: 'StartStreamIngest' });
  await start('room-starting');
  await called('StartStreamIngest', starts + 1);
  trtc.fail({ kind: 'delay', ms: restMs }, { action: 'StartStreamIngest' });
  await start('room-untold');
  await called('StartStreamIngest', starts + 2);
  slack.fail({ kind: 'stall' }, { method: 'chat.postMessage', times: Number.POSITIVE_INFINITY });
  slack.fail({ kind: 'stall' }, { method: 'usergroups.users.list', times: Number.POSITIVE_INFINITY });
  await trtc.until(({ tasks }) => tasks.some(({ roomId }) => roomId === 'room-untold'));
  trtc.fail({ kind: 'stall' }, { action: 'StopStreamIngest' });
  await alice.command('stop --room room-stopping');
  await start('room-queued');
  await bob.command('start room-kept https://a.b/kept.mp4');
  await setTimeout(restMs);

  const messages = slack.channels.flatMap(({ id }) => slack.messages(id));
  const world = {
    at: Date.now(),
    draft,
    // What stands in a message is of no matter but for people.
    messages: messages.map(({ blocks: _, ...message }) => message),
    tasks: trtc.tasks,
  };
  const to = join(folder, kind);
  rmSync(to, { recursive: true, force: true });
  await (kind === 'file' ? copyFile(storeUrl.slice('file:'.length), to) : copyRedis(storeUrl, to));
  writeFileSync(join(to, 'world.json'), `${JSON.stringify(world, undefined, 1)}\n`);
}

/** The files as a crash leaves them at this moment; LevelDB packs them, which it would do by itself when there are more. */
async function copyFile(from: string, to: string): Promise<void> {
  const store = join(to, 'store');
  cpSync(from, store, { recursive: true });
  const level = new ClassicLevel(store);
  await level.compactRange('', '\xff');
  await level.close();
  for (const name of readdirSync(store)) if (/^LO(G|CK)/.test(name)) rmSync(join(store, name));
}

type Kept = { ttlMs?: number } & (
  | { string: string }
  | { hash: Record<string, string> }
  | { list: string[] }
  | { sorted: { value: string; score: number }[] }
);

/** Every key with its value and, in ms, how long it lives on; BullMQ's log of what happened has no use later. */
async function copyRedis(url: string, to: string): Promise<void> {
  const client = createClient({ url });
  await client.connect();
  const dump: Record<string, Kept> = {};
  for (const key of (await client.keys('*')).sort()) {
    const ttlMs = await client.pTTL(key);
    const value = await valueAt(key, await client.type(key));
    if (value !== undefined) dump[key] = { ...value, ...(ttlMs > 0 ? { ttlMs } : {}) };
  }
  mkdirSync(to, { recursive: true });
  writeFileSync(join(to, 'store.json'), `${JSON.stringify(dump, undefined, 1)}\n`);
  client.destroy();

  async function valueAt(key: string, type: string): Promise<Kept | undefined> {
    switch (type) {
      case 'string':
        return { string: (await client.get(key)) ?? '' };
      case 'hash':
        return { hash: await client.hGetAll(key) };
      case 'list':
        return { list: await client.lRange(key, 0, -1) };
      case 'zset':
        return { sorted: await client.zRangeWithScores(key, 0, -1) };
      case 'stream':
        return undefined;
      default:
        throw new Error(`${key} is a ${type}`);
    }
  }
}
