import { once } from 'node:events';
import { createWriteStream, mkdirSync, type WriteStream, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { lookup } from './lookup.ts';
import { type Options, readOptions } from './options.ts';
import { type Sandbox, startSandbox, visibleLatencyMs } from './sandbox.ts';

const logFile = 'data/sandbox/bot.log';

/** Starts the sandbox and ends it with the process. */
async function main(): Promise<void> {
  const read = readOptions(process.argv.slice(2));
  if (!read.ok) fail(read.problem);
  const { port, reset } = read.options;
  const log = openLog(reset);
  const sandbox = await start(read.options, log).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE')
      fail(`Port ${port} is in use by another program: choose one with --port.`);
    if (error.code === 'EACCES') fail(`Port ${port} may not be used: choose one with --port.`);
    throw error;
  });
  stopOnSignal(sandbox, log);
  if (reset) print('The log of earlier runs is forgotten; nothing else is kept.');
  print(`The sandbox is at ${sandbox.address}`);
  print(`Open it in a browser and type /ingest; Ctrl-C stops it. The bot's log is ${logFile}`);
}

function start({ port, socket }: Options, log: WriteStream): Promise<Sandbox> {
  return startSandbox({
    port,
    mode: socket ? 'socket' : 'http',
    stage: {
      latencyMs: visibleLatencyMs,
      settings: { LOG_LEVEL: 'debug', INGEST_PROBE: 'warn' },
      runtime: { logTo: log, lookup },
    },
  });
}

/**
 * The log is all that outlives a run: the bot's tasks would mean nothing to a TRTC that has forgotten them.
 * Appended to, since another sandbox may be writing to it.
 */
function openLog(reset: boolean): WriteStream {
  mkdirSync(dirname(logFile), { recursive: true });
  if (reset) writeFileSync(logFile, '');
  return createWriteStream(logFile, { flags: 'a' });
}

function stopOnSignal(sandbox: Sandbox, log: WriteStream): void {
  let stopping = false;
  const stop = async () => {
    if (stopping) fail('Stopped at once: asked for a second time.');
    stopping = true;
    await sandbox.stop();
    log.end();
    await once(log, 'close');
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function fail(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  process.exit(1);
}

await main();
