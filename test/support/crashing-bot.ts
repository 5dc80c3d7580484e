import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { builtCrashingBot } from './built.ts';

export interface CrashingBot {
  port: number;
  /** What it has done since it was ready, the newest last. */
  steps: readonly string[];
  /** Resolves when it is dead, or has taken so many steps that the pattern fits, one if nothing is said. */
  diedOrDid(pattern: RegExp, times?: number): Promise<'died' | 'did'>;
  kill(): Promise<void>;
}

/** Runs the bot that kills itself at a step. */
export async function startCrashingBot(
  dieAt: number,
  settings: Record<string, string>,
): Promise<CrashingBot> {
  const child = spawn(process.execPath, [join(builtCrashingBot(), 'bot.js'), String(dieAt)], {
    env: settings,
  });
  const ended = once(child, 'exit');
  const steps: string[] = [];
  const waiting = new Set<() => void>();
  const lines = createInterface({ input: child.stdout });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const port = await new Promise<number>((resolve, reject) => {
    lines.on('line', (line) => {
      const [, ready] = /^ready (\d+)$/.exec(line) ?? [];
      if (ready !== undefined) resolve(Number(ready));
      else steps.push(line.replace(/^step \d+ /, ''));
      for (const look of waiting) look();
    });
    void ended.then(() => reject(new Error(`The bot did not start: ${errors}`)));
  });
  return {
    port,
    steps,
    diedOrDid: (pattern, times = 1) =>
      Promise.race([
        ended.then(() => 'died' as const),
        new Promise<'did'>((resolve) => {
          const look = () => {
            if (steps.filter((step) => pattern.test(step)).length >= times) resolve('did');
          };
          waiting.add(look);
          look();
        }),
      ]),
    kill: () => killed(child, ended),
  };
}

async function killed(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  child.kill('SIGKILL');
  await ended;
}
