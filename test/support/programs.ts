import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * Compiles all that tests run in processes of their own. Each caller names a folder below build/, since two may compile at
 * the same time; gives its path, in which everything lies as it does below the project's root.
 */
export function compilePrograms(folder: string): string {
  const built = join(process.cwd(), 'build', folder);
  execFileSync(process.execPath, [
    'node_modules/typescript/bin/tsc',
    ...['-p', 'test/tsconfig.build.json', '--outDir', built],
  ]);
  return built;
}
