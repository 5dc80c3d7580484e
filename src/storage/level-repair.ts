import { cp, lstat, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { ClassicLevel } from 'classic-level';
import { StoreUnavailable } from '../ingest/errors.ts';
import { filesIn, lookThrough } from './level-damage.ts';
import type { Database } from './level-writer.ts';

/** LevelDB's own diary and lock: they change whenever somebody looks, and hold no records. */
const withoutRecords = new Set(['LOCK', 'LOG', 'LOG.old']);

export interface Repaired {
  /** How many records can be read now. */
  records: number;
  /** The folder as it was before. */
  copy: string;
}

/**
 * Brings back what can be read of a LevelDB that no process has open, and keeps it as it was beside it. The repair is made
 * on a copy, which takes the place of the folder when it can be read: LevelDB's own function takes no lock, and a bot that
 * is started again and again would meet half of it.
 * @throws StoreUnavailable in one sentence, if it is refused or fails; then the folder is as it was
 */
export async function repairLevel(path: string): Promise<Repaired> {
  const folder = resolve(path);
  const copy = `${folder}.before-repair`;
  const work = `${folder}.repairing`;
  await checkFolder(folder);
  if ((await statOf(copy)) !== undefined)
    throw new StoreUnavailable(
      `There is a copy of an earlier repair at ${copy}. Move it away first: it is not written over.`,
    );
  await checkUnused(folder);
  const before = await imageOf(folder);
  try {
    await rm(work, { recursive: true, force: true });
    await cp(folder, work, { recursive: true, preserveTimestamps: true });
    await makeTablesOfLogs(work);
    await ClassicLevel.repair(work);
    const records = await dropGarbled(work);
    await checkUnused(folder);
    if ((await imageOf(folder)) !== before)
      throw new StoreUnavailable(
        `The store ${path} changed meanwhile. Stop the bot, and whatever starts it again, first.`,
      );
    await rename(folder, copy);
    await rename(work, folder);
    return { records, copy };
  } catch (error) {
    await rm(work, { recursive: true, force: true }).catch(() => undefined);
    if (error instanceof StoreUnavailable) throw error;
    throw new StoreUnavailable(`The store ${path} could not be repaired, and is as it was.`, {
      cause: error,
    });
  }
}

const statOf = (path: string) => lstat(path).catch(() => undefined);

async function checkFolder(folder: string): Promise<void> {
  const there = await statOf(folder);
  const names = there?.isDirectory() === true ? filesIn(folder).map(({ name }) => name) : [];
  if (
    there === undefined ||
    !names.some((name) => /^(?:CURRENT|MANIFEST-.*|\d+\.(?:ldb|sst|log))$/.test(name))
  )
    throw new StoreUnavailable(
      `There is no store at ${folder}. Give the folder that STORE_URL names: repair PATH.`,
    );
  const me = process.getuid?.();
  if (me !== undefined && me !== there.uid)
    throw new StoreUnavailable(
      `The store ${folder} belongs to user ${there.uid}, and this is user ${me}: run it as that user, so that the bot can open it afterwards.`,
    );
  if ((await statOf(dirname(folder)))?.dev !== there.dev)
    throw new StoreUnavailable(
      `The store ${folder} is a volume of its own, so that no copy can be kept beside it. Mount the volume one folder higher, and repair it there.`,
    );
}

/** Opens nothing: with these options LevelDB takes its lock, and then refuses before it reads or writes a file of records. */
async function checkUnused(folder: string): Promise<void> {
  const probe = new ClassicLevel(folder, { createIfMissing: false, errorIfExists: true });
  const { cause } = await probe.open().then(
    () => ({ cause: undefined }),
    (error: Error) => error,
  );
  if ((cause as NodeJS.ErrnoException | undefined)?.code === 'LEVEL_LOCKED')
    throw new StoreUnavailable(`The store ${folder} is in use by another process. Stop the bot first.`);
}

/** What shows that somebody wrote to it. */
async function imageOf(folder: string): Promise<string> {
  const names = filesIn(folder).map(({ name }) => name);
  const kept = names.filter((name) => !withoutRecords.has(name)).sort();
  const lines = kept.map(async (name) => {
    const { size, mtimeMs } = await lstat(join(folder, name));
    return `${name} ${size} ${mtimeMs}`;
  });
  return (await Promise.all(lines)).join('\n');
}

/**
 * The library's repair takes records from logs without a look at their checksums, and what it takes may be garbage. Opening
 * a database does look, and makes a table of what is whole: so the logs are opened in a new one beside the tables.
 */
async function makeTablesOfLogs(folder: string): Promise<void> {
  const names = filesIn(folder).map(({ name }) => name);
  const beside = join(folder, 'logs');
  await rm(beside, { recursive: true, force: true });
  await mkdir(beside);
  await openAndClose(beside);
  for (const name of names.filter((each) => each.endsWith('.log')))
    await rename(join(folder, name), join(beside, name));
  await openAndClose(beside);
  let number = Math.max(0, ...names.map((name) => Number(/\d+/.exec(name)?.[0] ?? 0)));
  for (const { name } of filesIn(beside)) {
    if (!name.endsWith('.ldb')) continue;
    number += 1;
    await rename(join(beside, name), join(folder, `${String(number).padStart(6, '0')}.ldb`));
  }
  await rm(beside, { recursive: true });
}

async function openAndClose(folder: string): Promise<void> {
  const root = new ClassicLevel(folder);
  await root.open();
  await root.close();
}

/** Removes what would keep the bot from starting, and gives how many records are left. */
async function dropGarbled(folder: string): Promise<number> {
  const root: Database = new ClassicLevel(folder);
  await root.open();
  try {
    const { whole, garbled } = await lookThrough(root);
    await root.batch(
      garbled.map((key) => ({ type: 'del' as const, key })),
      { sync: true },
    );
    return whole;
  } finally {
    await root.close();
  }
}
