import { constants } from 'node:fs';
import { access, mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { StoreUnavailable } from '../../ingest/errors.ts';

/** What the system says, by its code or, if LevelDB passes it on, by its words. */
const reasons: readonly (readonly [codes: readonly string[], words: RegExp, reason: string])[] = [
  [['EACCES', 'EPERM'], /permission denied|not permitted/i, 'the bot may not write there'],
  [['EROFS'], /read-only file system/i, 'that file system is read-only'],
  [['ENOSPC', 'EDQUOT'], /no space left|quota exceeded/i, 'the disk is full'],
  [['ENOTDIR', 'EEXIST'], /not a directory/i, 'that is a file, or a part of the path is'],
  [['ENOENT'], /no such file/i, 'no folder can be made there'],
  [['ENAMETOOLONG'], /name too long/i, 'a name in it is too long'],
  [['ELOOP'], /too many (?:levels of )?symbolic links/i, 'a link in it leads back to itself'],
];

/**
 * Makes the folder of a store, with those above it, and looks whether it can be written. Node's own way to make several
 * at once never ends if the system says that the one above is not there though it is, as below /proc. Throws
 * StoreUnavailable, which says why in words.
 */
export async function prepareFolder(path: string): Promise<void> {
  try {
    await makeFolder(resolve(path));
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw unusableFolder(path, error) ?? error;
  }
}

/** The error to tell if the disk is the reason; undefined if it is none that is known. */
export function unusableFolder(path: string, cause: unknown): StoreUnavailable | undefined {
  const { code, message } = asSystemError(cause);
  const reason =
    reasons.find(([codes]) => codes.includes(code ?? '')) ?? reasons.find(([, words]) => words.test(message));
  if (reason === undefined) return undefined;
  return new StoreUnavailable(`STORE_URL names the folder ${path}, which cannot be used: ${reason[2]}.`, {
    cause,
  });
}

async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (error) {
    if (hasCode(error, 'EEXIST') && (await stat(path)).isDirectory()) return;
    if (!hasCode(error, 'ENOENT') || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await mkdir(path);
  }
}

function hasCode(error: unknown, code: string): boolean {
  return asSystemError(error).code === code;
}

function asSystemError(error: unknown): { code?: string | undefined; message: string } {
  const { code, message } = (error ?? {}) as Partial<NodeJS.ErrnoException>;
  return { code, message: message ?? '' };
}
