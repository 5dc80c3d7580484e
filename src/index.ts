import { setTimeout } from 'node:timers/promises';
import { createApp } from './app.ts';
import { ConfigError, readConfig, readStoreUrl, secretsOf } from './config.ts';
import { createEnding } from './ending.ts';
import { createScrub } from './log.ts';
import { readable } from './readable.ts';

/** Without a command the bot runs. */
async function main([command, ...rest]: readonly string[]): Promise<void> {
  if (command === undefined) return run();
  if (command === 'repair' && rest.length <= 1) return repair(rest[0]);
  fail(
    `There is one command: repair [PATH]. Without a command the bot runs. Given was: ${[command, ...rest].join(' ')}`,
  );
}

/** Repairs the store in a folder; without one, the folder that STORE_URL names. */
async function repair(path: string | undefined): Promise<void> {
  const { filePath } = await import('./storage/open.ts');
  const { repairLevel } = await import('./storage/level/repair.ts');
  const url = path === undefined ? orExit(readStoreUrl).reveal() : `file:${path}`;
  if (!url.startsWith('file:')) fail('STORE_URL names no folder, so there is nothing to repair here.');
  const { records, copy } = await repairLevel(filePath(url)).catch((error) => fail(readable(error)));
  process.stdout.write(
    `Repaired: ${records} ${records === 1 ? 'record' : 'records'} can be read. As it was before, it is kept in ${copy}.\n` +
      'What stood in the damaged part is missing. Start the bot, then look at /ingest list and into the rooms: ' +
      'a robot that the bot does not know any more can be removed in the console of TRTC.\n',
  );
}

/** The start and the end of the process; see app.ts for what is in between. */
async function run(): Promise<void> {
  const config = orExit(readConfig);
  const app = createApp(config);
  const scrub = createScrub(secretsOf(config));
  const ending = createEnding({
    stop: app.stop,
    say: (line) => process.stderr.write(`${scrub(line)}\n`),
    exit: process.exit,
    wait: (ms) => setTimeout(ms),
  });
  process.on('SIGTERM', ending.asked);
  process.on('SIGINT', ending.asked);
  process.on('uncaughtException', ending.broken);
  process.on('unhandledRejection', ending.broken);
  await ending.started(app.start());
}

function orExit<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ConfigError) fail(error.lines.join('\n'));
    throw error;
  }
}

function fail(text: string): never {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}

await main(process.argv.slice(2)).catch((error) => fail(`Cannot start: ${readable(error)}`));
