import { createApp } from './app.ts';
import { type Config, ConfigError, readConfig } from './config.ts';

/** The start and the end of the process; see app.ts for what is in between. */
async function main(): Promise<void> {
  const app = createApp(settingsOrExit());
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

function settingsOrExit(): Config {
  try {
    return readConfig();
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

await main().catch((error) => fail(`Cannot start: ${readable(error)}`));
