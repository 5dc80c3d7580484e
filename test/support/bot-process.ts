import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from '@jest/globals';
import { settingsOf } from '../../sandbox/stage.ts';
import { people, type Stage } from './bot-stage.ts';
import { builtBot } from './built.ts';

const children: ChildProcess[] = [];

/** A folder of this test file, empty before each test. */
export const directory = mkdtempSync(join(tmpdir(), 'ingest-'));

/** Makes what `run` runs. */
export function buildBot(): void {
  builtBot();
}

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(directory, { recursive: true, force: true });
});

/** The settings of a bot in a process of its own. */
export function settings(stage: Stage, more: Record<string, string> = {}): Record<string, string> {
  const { INGEST_ADMINS: _nobody, LOG_LEVEL: _default, ...shared } = settingsOf(stage);
  return {
    ...shared,
    INGEST_ALLOWLIST: people.alice.id,
    STORE_URL: `file:${join(directory, 'store')}`,
    ...more,
  };
}

export interface BotProcess {
  process: ChildProcess;
  output: () => string;
  /** Resolves with what follows the words in the output, up to the end of that line. */
  says: (words: string) => Promise<string>;
  ended: Promise<number | null>;
}

/** Runs the bot, or a command of its, as `npm start` does, with these settings and no others. */
export function run(env: Record<string, string>, ...command: string[]): BotProcess {
  const started = spawn(process.execPath, [join(builtBot(), 'index.js'), ...command], { env });
  children.push(started);
  let output = '';
  const waiting = new Set<() => void>();
  for (const stream of [started.stdout, started.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
      for (const look of waiting) look();
    });
  }
  const says = (words: string) =>
    new Promise<string>((resolve) => {
      const look = () => {
        const line = output.split('\n').find((each) => each.includes(words));
        if (line !== undefined) resolve(line);
      };
      waiting.add(look);
      look();
    });
  return {
    process: started,
    output: () => output,
    says,
    ended: once(started, 'close').then(([code]) => code),
  };
}
