import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type StandIns, startStandIns } from '../../sandbox/stage.ts';
import { asShipped } from './as-shipped.ts';
import { emptyPlace } from './contender.ts';
import { goesFirst } from './goes-first.ts';
import { percentile, table } from './table.ts';

const runs = 9;

/** What is run, the bot as `npm run build` makes it, and what it says when it takes requests. */
const contenders = {
  bot: { args: [...asShipped, 'dist/index.js'], ready: saysReady },
  bare: { args: [fileURLToPath(new URL('bare-bolt.js', import.meta.url))], ready: reportsReady },
} as const;

/** How long a new process takes until it takes requests. */
export async function ready(): Promise<string> {
  const standIns = await startStandIns();
  const measured = { bot: [] as number[], bare: [] as number[] };
  for (let run = 0; run < runs; run += 1)
    for (const which of ['bot', 'bare'] as const) measured[which].push(await timeToReady(which, standIns));
  await Promise.all([standIns.slack.close(), standIns.trtc.close()]);
  const ratio = percentile(measured.bot, 0.5) / percentile(measured.bare, 0.5);
  const cells = (values: readonly number[]) => percentile(values, 0.5).toFixed(0);
  return `**From the start of the process until it takes requests**, median of ${runs}\n\n${table(
    ['this bot (ms)', 'bare Bolt handler (ms)', 'bot ÷ bare'],
    [[cells(measured.bot), cells(measured.bare), ratio.toFixed(2)]],
  )}`;
}

async function timeToReady(which: keyof typeof contenders, standIns: StandIns): Promise<number> {
  const { args, ready } = contenders[which];
  const { env, end } = emptyPlace(standIns);
  const began = performance.now();
  const [command, ...node] = goesFirst;
  const child = spawn(command, [...node, ...args], { env, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  await ready(child);
  const took = performance.now() - began;
  await end(child);
  return took;
}

function saysReady(child: ChildProcess): Promise<void> {
  let said = '';
  return new Promise((resolve, reject) => {
    child.once('exit', () => reject(new Error(`The bot ended before it was ready: ${said}`)));
    child.stdout?.on('data', (chunk) => {
      said += chunk;
      if (said.includes('"msg":"Ready"')) resolve();
    });
  });
}

async function reportsReady(child: ChildProcess): Promise<void> {
  await once(child, 'message');
}
