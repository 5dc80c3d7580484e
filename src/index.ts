import { createApp } from './app.ts';
import { ConfigError, readConfig, readStoreUrl } from './config.ts';

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
  const { repairLevel } = await import('./storage/level-repair.ts');
  const url = path === undefined ? orExit(readStoreUrl).reveal() : `file:${path}`;
  if (!url.startsWith('file:')) fail('STORE_URL names no folder, so there is nothing to repair here.');
  const { records, copy } = await repairLevel(filePath(url)).catch((error) => fail(readable(error)));
  process.stdout.write(
    `Repaired: ${records} records can be read. As it was before, it is kept in ${copy}.\n` +
      'What stood in the damaged part is missing. Start the bot, then look at /ingest list and into the rooms: ' +
      'a robot that the bot does not know any more can be removed in the console of TRTC.\n',
  );
}

/** The start and the end of the process; see app.ts for what is in between. */
async function run(): Promise<void> {
  const app = createApp(orExit(readConfig));
  let ending = false;
  let status = 0;
  const end = async () => {
    ending = true;
    await app.stop();
    process.exit(status);
  };
  const stop = () => {
    if (ending) fail('Stopped at once: asked for a second time.');
    return end();
  };
  let hasStarted = false;
  const cannotGoOn = (error: unknown) => {
    if (!hasStarted) fail(`Cannot start: ${readable(error)}`);
    process.stderr.write(`Cannot go on: ${readable(error)}\n`);
    status = 1;
    setTimeout(() => process.exit(status), finishWithinMs).unref();
    if (!ending) end().catch(() => process.exit(status));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // Nobody knows what else is broken then; what is under way was taken before that, and can be finished.
  process.on('uncaughtException', cannotGoOn);
  process.on('unhandledRejection', cannotGoOn);
  await app.start();
  hasStarted = true;
}

/** So long has what is under way to finish where something unforeseen ends the process: as long as a call to TRTC takes. */
const finishWithinMs = 30_000;

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

function readable(error: unknown): string {
  // Slack's client has rejected with nothing (https://github.com/slackapi/node-slack-sdk/issues/2656).
  if (!(error instanceof Error)) return String(error);
  const { message, code, cause, syscall, port }: NodeJS.ErrnoException & { port?: number } = error;
  if (code === 'EADDRINUSE' && syscall === 'listen') return `PORT ${port} is in use by another program.`;
  return cause instanceof Error && !message.includes(cause.message)
    ? `${message} (${cause.message})`
    : message;
}

await main(process.argv.slice(2)).catch((error) => fail(`Cannot start: ${readable(error)}`));
