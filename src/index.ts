import { createApp } from './app.ts';
import { type Config, ConfigError, readConfig } from './config.ts';

/** The start and the end of the process; see app.ts for what is in between. */
async function main(): Promise<void> {
  const app = createApp(settingsOrExit());
  let stopping = false;
  const stop = async () => {
    if (stopping) fail('Stopped at once: asked for a second time.');
    stopping = true;
    await app.stop();
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  await app.start();
}

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
  const { message, code, cause, syscall, port } = error as NodeJS.ErrnoException & {
    cause?: unknown;
    port?: number;
  };
  if (code === 'EADDRINUSE' && syscall === 'listen') return `PORT ${port} is in use by another program.`;
  return cause instanceof Error && !message.includes(cause.message)
    ? `${message} (${cause.message})`
    : message;
}

process.on('uncaughtException', (error) => fail(`Cannot go on: ${readable(error)}`));
process.on('unhandledRejection', (error) => fail(`Cannot go on: ${readable(error)}`));
await main().catch((error) => fail(`Cannot start: ${readable(error)}`));
