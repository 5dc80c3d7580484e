import { cp, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ClassicLevel } from 'classic-level';
import { StoreUnavailable } from '../../ingest/errors.ts';
import { isRepairCut, repaired, repairing, storeFilesIn } from './files.ts';
import { salvage } from './salvage.ts';
import type { Database } from './writer.ts';

export interface Repaired {
  /** How many records can be read now. */
  records: number;
  /** The folder with the files as they were before. */
  copy: string;
}

/** Folders below the store with its files as they were before each repair: with -1, -2 behind it. */
const beforeRepair = 'before-repair';

/**
 * Brings back what can be read of a LevelDB that no process has open, and keeps its files as they were in a folder below
 * it. The repair is made on a second copy, which takes the place of the files when all of it can be read: LevelDB's own
 * function takes no lock, and a bot that is started again and again would meet half of it. A repair that was cut short
 * is finished by the next one; until then the store does not open.
 * @throws StoreUnavailable in one sentence, if it is refused or fails
 */
export async function repairLevel(path: string): Promise<Repaired> {
  const folder = resolve(path);
  await checkFolder(folder);
  await checkUnused(folder);
  if (!isRepairCut(folder)) await prepare(folder, path);
  return replace(folder, path);
}

/** Leaves the store as it is, with a copy of it and a repaired one below. */
async function prepare(folder: string, path: string): Promise<void> {
  const work = join(folder, repairing);
  const kept = `${work}-copy`;
  try {
    const before = imageOf(folder);
    await Promise.all([work, kept].map(remove));
    await copyFiles(folder, work);
    await salvage(work);
    await copyFiles(folder, kept);
    await checkUnused(folder);
    if (imageOf(folder) !== before)
      throw new StoreUnavailable(
        `The store ${path} changed meanwhile. Stop the bot, and whatever starts it again, first.`,
      );
    await rename(kept, join(folder, `${beforeRepair}-${(await lastCopy(folder)) + 1}`));
    await rename(work, join(folder, repaired));
  } catch (error) {
    await Promise.allSettled([work, kept].map(remove));
    if (error instanceof StoreUnavailable) throw error;
    throw new StoreUnavailable(`The store ${path} could not be repaired, and is as it was.`, {
      cause: error,
    });
  }
}

/** May be done again from its beginning, whenever it was cut short. */
async function replace(folder: string, path: string): Promise<Repaired> {
  const copy = join(folder, `${beforeRepair}-${await lastCopy(folder)}`);
  try {
    for (const { name } of storeFilesIn(folder).reverse()) await rm(join(folder, name));
    await copyFiles(join(folder, repaired), folder);
    const records = await countRecords(folder);
    await rm(join(folder, repaired), { recursive: true });
    return { records, copy };
  } catch (error) {
    throw new StoreUnavailable(
      `The store ${path} is not repaired yet. Run the command again to finish it; what the store was is in ${copy}.`,
      { cause: error },
    );
  }
}

async function checkFolder(folder: string): Promise<void> {
  const there = await stat(folder).catch(() => undefined);
  if (there === undefined || (storeFilesIn(folder).length === 0 && !isRepairCut(folder)))
    throw new StoreUnavailable(
      `There is no store at ${folder}. Give the folder that STORE_URL names: repair PATH.`,
    );
  const me = process.getuid?.();
  if (me !== undefined && me !== there.uid)
    throw new StoreUnavailable(
      `The store ${folder} belongs to user ${there.uid}, and this is user ${me}: run it as that user, so that the bot can open it afterwards.`,
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
function imageOf(folder: string): string {
  return JSON.stringify(storeFilesIn(folder));
}

/** Copies the files of a store, in an order in which half of them is none, and waits until the disk has them. */
async function copyFiles(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const { name } of storeFilesIn(from)) {
    await cp(join(from, name), join(to, name), { preserveTimestamps: true });
    const file = await open(join(to, name), 'r+');
    await file.sync().finally(() => file.close());
  }
}

const remove = (folder: string) => rm(folder, { recursive: true, force: true });

/** The number of the newest copy; 0 if there is none. */
async function lastCopy(folder: string): Promise<number> {
  const numbers = (await readdir(folder)).map((name) => /^before-repair-(\d+)$/.exec(name)?.[1] ?? 0);
  return Math.max(0, ...numbers.map(Number));
}

async function countRecords(folder: string): Promise<number> {
  const root: Database = new ClassicLevel(folder);
  await root.open();
  try {
    let count = 0;
    for await (const _ of root.keys()) count += 1;
    return count;
  } finally {
    await root.close();
  }
}
