// Not quick: it kills a process at one step after another.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Message } from '../../sandbox/slack/index.ts';
import {
  type Bot,
  deliverTo,
  people,
  type StandIns,
  settingsOf,
  startBot,
  startStandIns,
} from '../../sandbox/stage.ts';
import type { Backend } from '../../src/storage/backend.ts';
import { openBackend } from '../../src/storage/open.ts';
import { cards, channels, formOf } from '../support/bot-stage.ts';
import { builtCrashingBot } from '../support/built.ts';
import { type CrashingBot, startCrashingBot } from '../support/crashing-bot.ts';
import { until } from '../support/until.ts';
import { at, countOf } from './show-aftermath.ts';

/** Each point takes some seconds: what is new of rows is gathered for two. */
const longTest = 900_000;
const rows = Array.from({ length: 5 }, (_, n) => `room${n} https://a.b/${n}.mp4`).join('\n');
let directory: string;
let standIns: StandIns;

beforeAll(async () => {
  builtCrashingBot();
  standIns = await startStandIns();
}, longTest);

afterAll(async () => {
  await standIns.slack.close();
  await standIns.trtc.close();
});

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'crash-'));
});

const running: Bot[] = [];
const stopAll = () => Promise.all(running.splice(0).map(({ app }) => app.stop()));

afterEach(async () => {
  await stopAll();
  rmSync(directory, { recursive: true, force: true });
});

const alice = () => standIns.slack.person(people.alice.id);

/** The step with which a request is over. */
const last = /store requests\.remove: is done/;

/**
 * Kills the bot at its n-th step while it does what is asked of it, and lets another one recover in its place. Says
 * what the first one did, and whether it died of it.
 */
async function killedAt(
  n: number,
  store: string,
  requests: number,
  ask: (bot: CrashingBot) => Promise<unknown>,
) {
  const settings = settingsFor(store);
  const first = await startCrashingBot(n, settings);
  deliverTo(standIns.slack, first.port);
  await ask(first);
  const end = await first.diedOrDid(last, requests);
  await first.kill();
  const second = await recovered(settings);
  return { steps: first.steps, died: end === 'died', second };
}

function settingsFor(store: string): Record<string, string> {
  return { ...settingsOf(standIns), LOG_LEVEL: 'silent', STORE_URL: `file:${join(directory, store)}` };
}

/** A bot on what another one has left, once all of that is done and told. */
async function recovered(settings: Record<string, string>): Promise<Bot> {
  const opened: Backend[] = [];
  const bot = await startBot(settings, {
    async openBackend(url, runtime) {
      const backend = await openBackend(url, runtime);
      opened.push(backend);
      return backend;
    },
  });
  deliverTo(standIns.slack, bot.port);
  await until(async () => {
    const left = opened.flatMap((backend) =>
      ['requests', 'untold-tasks'].map((name) => backend.index(name).size()),
    );
    return (await Promise.all(left)).every((size) => size === 0);
  });
  return bot;
}

/** Every step would take a quarter of an hour: the suite walks one residue, and CRASH_RESIDUE=1 and so on the others. */
const walked = (stride: number) => ({ stride, first: 1 + (Number(process.env.CRASH_RESIDUE ?? 0) % stride) });
const oneRequest = walked(9);
const twoRequests = walked(27);

describe('A bot that is killed', () => {
  test(
    'at any point of the start of a show has started no row twice and lost no TaskId, and its board is right in the end',
    async () => {
      const { trtc } = standIns;
      const ask = () => alice().command('show start evening');
      const reached = await walk({ ...oneRequest, requests: 1 }, ask, (board, rooms) => {
        expect(trtc.calls.filter(({ action }) => action === 'StartStreamIngest').length).toBeLessThanOrEqual(
          5,
        );
        if (board === undefined) return expect(rooms).toEqual([]);
        const told = trtc.tasks.filter(isToldIn(board));
        const lost = trtc.tasks.length - told.length;
        // A call whose answer died with the process is one of which nobody knows.
        expect(lost).toBeLessThanOrEqual(countOf(board.text, '❓'));
        expect(countOf(board.text, '🟡')).toBe(told.length);
        if (rooms.length > 0) expect(board.text).toContain('of 5');
      });
      expect(reached).toBeGreaterThan(5);
    },
    longTest,
  );

  test(
    'at any point of the start of a show that is stopped meanwhile has started no row twice, and nothing of it runs in the end if the stop was taken',
    async () => {
      const { trtc } = standIns;
      let isTaken = false;
      const ask = async (bot: CrashingBot) => {
        isTaken = false;
        await alice().command('show start evening');
        await bot.diedOrDid(/^TRTC: leaves/);
        isTaken = (await alice().command('show stop evening')).status === 200;
      };
      const reached = await walk({ ...twoRequests, requests: 2 }, ask, (board, rooms) => {
        if (board === undefined) return expect([rooms, isTaken]).toEqual([[], false]);
        const runs = trtc.tasks.filter(({ state }) => state === 'running');
        const told = runs.filter(isToldIn(board));
        expect(told).toHaveLength(countOf(board.text, '🟡'));
        expect(runs.length - told.length).toBeLessThanOrEqual(countOf(board.text, '❓'));
        if (isTaken) expect([runs, countOf(board.text, '⏹')]).toEqual([[], 5]);
      });
      expect(reached).toBeGreaterThan(2);
    },
    longTest,
  );

  /**
   * Kills a bot at one point after another of what is asked of it, until one is not reached any more. Of each holds that
   * there is one board at most and no room twice, and what `check` says of the board and the rooms. Gives how many were reached.
   */
  async function walk(
    { first, stride, requests }: typeof oneRequest & { requests: number },
    ask: (bot: CrashingBot) => Promise<unknown>,
    check: (board: Message | undefined, rooms: readonly string[]) => void,
  ): Promise<number> {
    const { slack, trtc } = standIns;
    for (let [n, reached] = [first, 0]; ; n += stride, reached += 1) {
      slack.reset();
      trtc.reset();
      const store = `show-${n}`;
      await saved(store);
      const { steps, died, second } = await killedAt(n, store, requests, ask);
      running.push(second);
      const [board, ...more] = cards(slack);
      await at(steps, () => {
        expect(more).toEqual([]);
        const rooms = trtc.tasks.map(({ roomId }) => roomId);
        expect(new Set(rooms).size).toBe(rooms.length);
        check(board, rooms);
      });
      await stopAll();
      if (!died) return reached;
    }
  }

  /** Whether the thread of the board has the TaskId once. */
  function isToldIn(board: Message): (task: { taskId: string }) => boolean {
    const messages = standIns.slack.thread(channels.live.id, board.ts);
    const thread = JSON.stringify(messages.map(({ blocks }) => blocks));
    return ({ taskId }) => thread.split(taskId).length === 2;
  }

  /** Saves the show with a bot that ends in good order. */
  async function saved(store: string): Promise<void> {
    const { slack } = standIns;
    const bot = await recovered(settingsFor(store));
    await alice().command('show');
    const form = await formOf(slack, people.alice.id);
    alice().fill(form.id, { name: 'evening', channel: channels.live.id, 'rows-0': rows });
    await alice().submit(form.id);
    await slack.until((now) => now.ephemerals.some(({ text }) => text.startsWith('Saved.')));
    await bot.app.stop();
    slack.reset();
  }
});
