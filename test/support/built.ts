import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Everything that a build may depend on. */
const sources = ['src', 'sandbox', 'test', 'trial', 'package-lock.json', 'tsconfig.json', 'vite.config.ts'];
const root = join(process.cwd(), 'build', 'tests');
/** A build that nobody has made for so long is not in use by another run either, in ms. */
const outdatedMs = 3_600_000;

function filesIn(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  const inside = readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => join(path, name));
  return inside.filter((name) => statSync(name).isFile()).sort();
}

let digest: string | undefined;
function sourcesDigest(): string {
  if (digest === undefined) {
    const hash = createHash('sha256');
    for (const path of sources.flatMap(filesIn))
      hash.update(`${path}\0`).update(readFileSync(path)).update('\0');
    digest = hash.digest('hex').slice(0, 16);
  }
  return digest;
}

function dropOutdated(name: string): void {
  for (const entry of readdirSync(root)) {
    const path = join(root, entry);
    if (!entry.startsWith(`${name}-`) || Date.now() - statSync(path).mtimeMs < outdatedMs) continue;
    rmSync(path, { recursive: true, force: true });
  }
}

/**
 * The folder with what a tool of node_modules makes of the sources as they are. It is made once for each state of them,
 * by whichever test file comes first; of two that come at once, one build is thrown away.
 */
function built(name: string, tool: string, wordsFor: (folder: string) => readonly string[]): string {
  const folder = join(root, `${name}-${sourcesDigest()}`);
  if (existsSync(folder)) return folder;
  mkdirSync(root, { recursive: true });
  dropOutdated(name);
  const fresh = `${folder}-${process.pid}`;
  execFileSync(process.execPath, [join('node_modules', tool), ...wordsFor(fresh)]);
  try {
    renameSync(fresh, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    rmSync(fresh, { recursive: true });
  }
  return folder;
}

const vite = 'vite/bin/vite.js';

/** The bot as `npm run build` makes it: index.js. */
export const builtBot = () =>
  built('bot', vite, (folder) => ['build', '--outDir', folder, '--logLevel', 'warn']);

/** The bot that kills itself, as one file, which is ready sooner: bot.js. */
export const builtCrashingBot = () =>
  built('crashing-bot', vite, (folder) => [
    'build',
    ...['--ssr', 'test/crash/bot.ts', '--outDir', folder, '--logLevel', 'warn'],
  ]);

/** The page of the sandbox: index.html. */
export const builtPage = () =>
  built('page', vite, (folder) => [
    'build',
    'sandbox/browser/page',
    ...['--outDir', folder, '--logLevel', 'warn'],
  ]);

/** All programs, file by file, in folders as in the sources. `npm run typecheck` looks at their types. */
export const builtPrograms = () =>
  built('programs', 'typescript/bin/tsc', (folder) => [
    ...['-p', 'test/tsconfig.json', '--noEmit', 'false', '--noCheck', '--outDir', folder],
  ]);
