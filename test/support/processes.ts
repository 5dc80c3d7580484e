import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { builtPrograms } from './built.ts';

const program = () => join(builtPrograms(), 'test', 'support', 'second-process.js');

const stdio: StdioOptions = ['ignore', 'pipe', 'inherit'];

/** Makes what `runSecond` runs. */
export function buildSecond(): void {
  builtPrograms();
}

/** Another process with a store of its own: see second-process.ts. */
export interface Second {
  /** What it has said, a line each. */
  said: readonly string[];
  /** Resolves with the first line that begins so, from the start. */
  says(words: string): Promise<string>;
  /** Lets it do nothing any more. */
  freeze(): void;
  /** Ends it at once, as kill -9 does. */
  kill(): Promise<void>;
  /** Asks it to end, and waits until it has. */
  end(): Promise<void>;
  /** Resolves with its status when it has ended. */
  ended: Promise<number | null>;
}

export function runSecond(...given: (string | number)[]): Second {
  return watch(spawn(process.execPath, [program(), ...given.map(String)], { stdio }));
}

/** The same, where no file can get longer than so many kB: as on a full disk, a write then fails half-way. */
export function runSecondWithin(kB: number, ...given: (string | number)[]): Second {
  const limited = `trap '' XFSZ; ulimit -f ${kB}; exec "$@"`;
  return watch(
    spawn('bash', ['-c', limited, '-', process.execPath, program(), ...given.map(String)], { stdio }),
  );
}

function watch(child: ChildProcess): Second {
  if (child.stdout === null) throw new Error('no output');
  const said: string[] = [];
  let heard = () => {};
  createInterface(child.stdout).on('line', (line) => {
    said.push(line);
    heard();
  });
  const ended = once(child, 'close').then(([status]) => {
    heard();
    return status as number | null;
  });

  async function endBy(signal: NodeJS.Signals): Promise<void> {
    child.kill(signal);
    await ended;
  }

  return {
    said,
    async says(words) {
      for (;;) {
        const line = said.find((each) => each.startsWith(words));
        if (line !== undefined) return line;
        if (child.exitCode !== null || child.signalCode !== null)
          throw new Error(`It ended and said only: ${said.join(' · ')}`);
        await new Promise<void>((resolve) => {
          heard = resolve;
        });
      }
    },
    freeze: () => void child.kill('SIGSTOP'),
    kill: () => endBy('SIGKILL'),
    end: () => endBy('SIGTERM'),
    ended,
  };
}
