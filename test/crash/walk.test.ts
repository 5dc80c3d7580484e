import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
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
import { cards, replies, threadOf } from '../support/bot-stage.ts';
import { builtCrashingBot } from '../support/built.ts';
import { startCrashingBot } from '../support/crashing-bot.ts';
import { until } from '../support/until.ts';

/** Walks of a hundred processes, each of which takes about a second. */
const longTest = 900_000;
const room = 'room123';
const start = `start ${room} https://a.b/test.mp4`;
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

/** What people see once all is settled. */
interface Aftermath {
  card: string | undefined;
  thread: readonly string[];
  /** What alice alone was told, by the bot or by Slack where the bot had not acknowledged. */
  alone: readonly string[];
}

/** The step with which a request is over. */
const last = /store requests\.remove: is done/;

/**
 * Kills the bot at its n-th step while it does what is asked of it, and lets another one recover in its place. Says
 * what the first one did, and whether it died of it.
 */
async function killedAt(n: number, store: string, ask: () => Promise<unknown>) {
  const settings = settingsFor(store);
  const first = await startCrashingBot(n, settings);
  deliverTo(standIns.slack, first.port);
  await ask();
  const end = await first.diedOrDid(last);
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

function aftermath(): Aftermath {
  const { slack } = standIns;
  const [card, ...more] = cards(slack);
  expect(more).toEqual([]);
  return {
    card: card?.text,
    thread: card === undefined ? [] : threadOf(slack, card.ts),
    alone: [...slack.ephemerals.map(({ text }) => text), ...slack.complaints.map(({ detail }) => detail)],
  };
}

/** Walks through every step, as long as there is one to die at. */
async function walk(
  one: (n: number) => Promise<{ steps: readonly string[]; died: boolean }>,
): Promise<string[]> {
  const points: string[] = [];
  for (let n = 1; ; n += 1) {
    standIns.slack.reset();
    standIns.trtc.reset();
    const { steps, died } = await one(n);
    if (!died) return points;
    points.push(steps.at(-1) ?? '');
  }
}

/** Adds to what a check says how far the bot had come. */
function at(steps: readonly string[], check: () => void): void {
  try {
    check();
  } catch (error) {
    throw new Error(`Killed after ${steps.length} steps, at "${steps.at(-1)}"`, { cause: error });
  }
}

describe('A bot that is killed', () => {
  test(
    'at any point of a start has started it once and told its TaskId, or says that it was not started, or that nobody knows and how to end it',
    async () => {
      const points = await walk(async (n) => {
        const { steps, died, second } = await killedAt(n, `start-${n}`, () => alice().command(start));
        running.push(second);
        const { trtc, slack } = standIns;
        const { card, thread, alone } = aftermath();
        at(steps, () => {
          expect(trtc.tasks.length).toBeLessThanOrEqual(1);
          expect(trtc.calls.length).toBeLessThanOrEqual(1);
          if (card === undefined) {
            expect(trtc.tasks).toEqual([]);
            expect(alone).toHaveLength(1);
            return;
          }
          expect(thread).toHaveLength(1);
          if (thread[0]?.startsWith('❓')) {
            expect(card).toContain('may or may not be live');
          } else {
            expect(thread[0]).toContain(`Started. TaskId \`${trtc.tasks[0]?.taskId}\``);
            expect(card).toContain('source not confirmed yet');
          }
        });
        if (thread[0]?.startsWith('❓')) {
          const [message] = cards(slack);
          if (message === undefined) throw new Error('There is no card');
          await alice().press({ message }, 'Remove the robot');
          await slack.until(() => threadOf(slack, message.ts).length === 2);
          expect(threadOf(slack, message.ts)[1]).toContain('had the robot');
          expect(trtc.tasks.filter(({ state }) => state === 'running')).toEqual([]);
        }
        await stopAll();
        return { steps, died };
      });
      expect(points.length).toBeGreaterThan(20);
    },
    longTest,
  );

  test(
    'at any point of a stop has ended it and told so once, or has done nothing, and Slack says that it failed',
    async () => {
      const { slack, trtc } = standIns;
      const points = await walk(async (n) => {
        const store = `stop-${n}`;
        const handle = await started(store);
        const { steps, died, second } = await killedAt(n, store, () => alice().command(`stop ${handle}`));
        running.push(second);
        const { card, thread } = aftermath();
        at(steps, () => {
          const [task] = trtc.tasks;
          if (task?.state === 'running') {
            expect(slack.complaints).toHaveLength(1);
            expect(thread).toHaveLength(1);
          } else {
            expect(thread.slice(1)).toEqual([expect.stringContaining(`Stopped by <@${people.alice.id}>`)]);
            expect(card).toContain('has ended');
          }
        });
        await stopAll();
        return { steps, died };
      });
      expect(points.length).toBeGreaterThan(15);
    },
    longTest,
  );

  /** Starts a stream, and ends the bot that did so in good order. */
  async function started(store: string): Promise<string> {
    const bot = await recovered(settingsFor(store));
    await alice().command(start);
    const reply = await standIns.slack.until((now) => replies(now)[0]);
    await bot.app.stop();
    return /task `([a-z2-9]{6})`/.exec(reply.text)?.[1] ?? '';
  }
});
