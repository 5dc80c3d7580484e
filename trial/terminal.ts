import { createInterface } from 'node:readline';
import type { Wait } from '../src/async/wait.ts';
import type { Random } from '../src/ingest/runtime.ts';
import { readable } from '../src/readable.ts';
import { createCommand, exitCodes, type Runtime, stillRunning } from './command.ts';

/** What a test may want to be otherwise than it is. */
export interface World {
  wait: Wait;
  random: Random;
  retry?: NonNullable<Runtime['retry']>;
}

/** Runs the command that the process was given, between its terminal and its signals, and ends the process. */
export async function runInTerminal(world: World): Promise<never> {
  const stopping = new AbortController();
  const typed = createInterface({ input: process.stdin, terminal: false });
  // Who does not read any more still wants nothing to be left running.
  process.stdout.on('error', () => {});
  const write = (text: string) => void process.stdout.write(text);

  const command = createCommand({
    ...world,
    write,
    answer: () => nextLine(),
    stopping: stopping.signal,
  });

  const end = () => {
    if (stopping.signal.aborted) {
      const left = command.left();
      if (left.length > 0) write(`\n${stillRunning(left)}\n`);
      process.exit(exitCodes.interrupted);
    }
    write('\n');
    if (command.left().length > 0) {
      write('Stopping: what was started is ended first. Once more Ctrl-C leaves it running.\n');
    }
    stopping.abort();
  };
  // A terminal that is closed leaves nothing running either.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  process.on('uncaughtException', (error) => {
    write(`Something went wrong: ${readable(error)}\n`);
    if (!stopping.signal.aborted) end();
  });

  const code = await command.run(process.argv.slice(2)).catch((error) => {
    write(`Something went wrong: ${readable(error)}\n`);
    return exitCodes.notSettled;
  });
  process.exit(code);

  function nextLine(): Promise<string | undefined> {
    return new Promise((resolve) => {
      typed.once('line', resolve);
      typed.once('close', () => resolve(undefined));
      stopping.signal.addEventListener('abort', () => resolve(undefined));
    });
  }
}
