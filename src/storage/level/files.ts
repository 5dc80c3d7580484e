import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Tables, and logs of what is in no table yet. */
export const holdsRecords = /^\d+\.(?:ldb|sst|log)$/;
/** What a store is made of, without LevelDB's own lock and diary, which hold no records. */
const ofStore = /^(?:CURRENT|MANIFEST-\d+|\d+\.(?:ldb|sst|log|dbtmp))$/;

/** Below the folder of a store while it is repaired: what is being made, and what is to take its place. */
export const repairing = 'repairing';
export const repaired = 'repaired';

/** Whether a repair ended before all of the folder was replaced. It is then neither the old store nor the new one. */
export function isRepairCut(path: string): boolean {
  return existsSync(join(path, repaired));
}

/** The files of a folder with their sizes in bytes, without what is in folders below; none if there is no such folder. */
export function filesIn(path: string): { name: string; size: number; mtimeMs: number }[] {
  return namesIn(path).flatMap((name) => {
    // LevelDB removes files while it runs.
    const stat = statSync(join(path, name), { throwIfNoEntry: false });
    return stat?.isFile() === true ? [{ name, size: stat.size, mtimeMs: stat.mtimeMs }] : [];
  });
}

/** The files of a store in a folder, those that LevelDB reads first at the end. */
export function storeFilesIn(path: string): { name: string; size: number; mtimeMs: number }[] {
  const files = filesIn(path).filter(({ name }) => ofStore.test(name));
  return [
    ...files.filter(({ name }) => name !== 'CURRENT'),
    ...files.filter(({ name }) => name === 'CURRENT'),
  ];
}

function namesIn(path: string): string[] {
  try {
    return readdirSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return [];
    throw error;
  }
}
