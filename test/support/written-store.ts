import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Task } from '../../src/ingest/task.ts';
import { openStore, type Store } from '../../src/storage/open.ts';
import { taskIn, run as taskRun } from './samples.ts';
import { createTestLogger } from './test-logger.ts';

/** Noise, since what repeats itself is packed into one block. */
let seed = 1;
function noise(): string {
  let text = '';
  while (text.length < 700) {
    seed = (seed * 48_271) % 2_147_483_647;
    text += seed.toString(36);
  }
  return text;
}

const rounds = ['first', 'second', 'third'];
/** The tasks of the first two rounds are in a table each, those of the third in a log that is in no table yet. */
export const written: readonly Task[] = rounds.flatMap((round) =>
  Array.from({ length: 12 }, (_, n) =>
    taskIn(
      { name: 'live', ...taskRun, taskId: `task-${round}-${n}` },
      {
        handle: `${round}-${n}`,
        draft: { room: 'room123', url: `https://a.b/${noise()}.mp4` },
        requestedAt: Date.now(),
      },
    ),
  ),
);
export const handles = written.map(({ handle }) => handle);

export const openAt = (path: string, logger = createTestLogger()) =>
  openStore(`file:${path}`, { clock: Date.now, logger });

let master: { folder: string; store: string } | undefined;

/** Puts a store as the bot writes it into a folder that is not there. It is written once for each test file. */
export async function putStore(path: string): Promise<void> {
  if (master === undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'ingest-master-'));
    const made = join(folder, 'store');
    for (const round of rounds) {
      const store = await openAt(made);
      for (const task of written) if (task.handle.startsWith(round)) await store.tasks.create(task);
      await store.close();
    }
    master = { folder, store: made };
  }
  cpSync(master.store, path, { recursive: true });
}

export function dropMaster(): void {
  if (master !== undefined) rmSync(master.folder, { recursive: true, force: true });
}

/** The tasks of `written` that a store has. */
export async function presentIn(store: Store): Promise<Task[]> {
  const tasks = await Promise.all(handles.map((handle) => store.tasks.get(handle)));
  return tasks.flatMap((task) => task ?? []);
}

/** All files of a folder that hold records, and their bytes. */
export function image(folder: string): Record<string, string> {
  const files = readdirSync(folder, { withFileTypes: true }).filter(
    (file) => file.isFile() && !/^LO(?:CK|G)/.test(file.name),
  );
  return Object.fromEntries(files.map(({ name }) => [name, readFileSync(join(folder, name), 'base64')]));
}

export function cut(file: string, share: number): void {
  truncateSync(file, Math.floor(statSync(file).size * share));
}

export function overwrite(file: string, from: number, to: number, byte: number): void {
  const bytes = readFileSync(file);
  const at = (share: number) => Math.floor(bytes.length * share);
  writeFileSync(file, bytes.fill(byte, at(from), at(to)));
}

/** The files of a store, by what they are. */
export function filesOf(path: string) {
  const only = (name: RegExp, at = 0) => {
    const names = readdirSync(path).filter((file) => name.test(file));
    const file = names.sort().at(at);
    if (file === undefined) throw new Error(`There is no ${name} among ${readdirSync(path)}`);
    return join(path, file);
  };
  return {
    current: () => join(path, 'CURRENT'),
    manifest: () => only(/^MANIFEST-/, -1),
    table: () => only(/\.ldb$/),
    log: () => only(/\.log$/, -1),
  };
}

export const errorOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error,
  );
