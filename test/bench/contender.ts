import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { deliverTo, type StandIns, settingsOf } from '../../sandbox/stage.ts';
import type { CallbackTarget } from '../../sandbox/trtc/index.ts';
import { asShipped } from './as-shipped.ts';
import { goesFirst } from './goes-first.ts';
import type { Memory, Report } from './report.ts';

const callbackKey = 'benchCallbackKey';
const outcome = /TaskId|failed/;

/** Each contender, what it runs, with which options of Node, and the message with which it has done all that it does for a start. */
const contenders = {
  bot: {
    name: 'this bot',
    file: 'bot.js',
    options: asShipped,
    settings: { TRTC_CALLBACK_KEY: callbackKey },
    atRest: /source not confirmed yet ·|did not start ·/,
  },
  bare: { name: 'bare Bolt handler', file: 'bare-bolt.js', options: [], settings: {}, atRest: outcome },
  byHand: {
    name: 'bare Bolt handler that posts a card first',
    file: 'bare-bolt.js',
    options: [],
    settings: { BENCH_CARD: 'yes' },
    atRest: outcome,
  },
} as const;

/** One that is measured, in a process of its own, so that the stand-ins do not count. */
export interface Contender {
  name: string;
  /** Found in the message with which it has done all that it does for a start. */
  atRest: RegExp;
  port: number;
  /** Where it takes events of TRTC, if it follows what it started. */
  callbacks: CallbackTarget | undefined;
  /** Lets Slack's requests go to this one. */
  listen(): void;
  memory(): Promise<Memory>;
  stop(): Promise<void>;
}

/** For a bot that need not keep Slack's pace, since the stand-in does not hold it. */
export const paceLifted = { BENCH_SLACK_PACE: 'lifted' };

/** Starts a contender on a store of its own that is empty. It writes its log to /dev/null. */
export async function startContender(
  which: keyof typeof contenders,
  standIns: StandIns,
  settings: Record<string, string> = {},
): Promise<Contender> {
  const { name, file, options, atRest, settings: own } = contenders[which];
  const [execPath, ...execArgv] = goesFirst;
  const { env, end } = emptyPlace(standIns, { ...own, ...settings });
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), {
    env,
    execPath,
    execArgv: [...execArgv, ...options, '--expose-gc'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const { port } = await reported(child, 'ready');
  return {
    ...{ name, atRest, port },
    callbacks:
      which === 'bot' ? { url: `http://127.0.0.1:${port}/trtc/events`, key: callbackKey } : undefined,
    listen: () => deliverTo(standIns.slack, port),
    memory() {
      child.send('memory');
      return reported(child, 'memory');
    },
    stop: () => end(child),
  };
}

/** Settings with a store of its own that is empty; `end` ends the process that has it, and removes it. */
export function emptyPlace(standIns: StandIns, settings: Record<string, string> = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'ingest-bench-'));
  return {
    env: {
      ...settingsOf(standIns),
      STORE_URL: `file:${join(directory, 'store')}`,
      LOG_LEVEL: 'info',
      // The stand-ins forget between two rounds what ran: who asks them would find that all of it has ended, and tell it.
      MONITOR_INTERVAL_SECONDS: '86400',
      ...settings,
    },
    async end(child: ChildProcess): Promise<void> {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function reported<Is extends Report['is']>(
  child: ChildProcess,
  is: Is,
): Promise<Extract<Report, { is: Is }>> {
  return new Promise((resolve, reject) => {
    child.once('message', (report) => resolve(report as Extract<Report, { is: Is }>));
    child.once('exit', (code) => reject(new Error(`Ended with ${code} before it was ${is}`)));
  });
}
