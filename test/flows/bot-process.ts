import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Builds the bot as `npm run build` does, into a folder of this name; gives the file to run. */
export function buildBot(name: string): string {
  const built = join(process.cwd(), 'build', name);
  const vite = ['node_modules/vite/bin/vite.js', 'build', '--outDir', built, '--logLevel', 'warn'];
  execFileSync(process.execPath, vite);
  return join(built, 'index.js');
}

export interface BotProcess {
  process: ChildProcess;
  output: () => string;
  /** Resolves with what follows the words in the output, up to the end of that line. */
  says: (words: string) => Promise<string>;
  ended: Promise<number | null>;
}

/** Runs the bot as `npm start` does, with these settings and no others. */
export function runBot(file: string, env: Record<string, string>): BotProcess {
  const started = spawn(process.execPath, [file], { env });
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
    ended: once(started, 'exit').then(([code]) => code),
  };
}
