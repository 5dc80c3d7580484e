import { type Dirent, readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StoreDamaged } from '../ingest/errors.ts';
import { parseJson } from '../ingest/json.ts';
import type { Database } from './level-writer.ts';

/** Tables, and logs of what is in no table yet. */
const holdsRecords = /^\d+\.(?:ldb|sst|log)$/;
/** The list of tables that a new database begins with. */
const firstManifest = 'MANIFEST-000001';

/** The command that repairs a store, for messages. */
export const repairCommand = 'node dist/index.js repair';

/** The error for a store that is damaged; `found` says what is wrong with it, `path` which it is if that is known. */
export function damaged(found: string, path?: string, options?: ErrorOptions): StoreDamaged {
  const store = path === undefined ? 'The store' : `The store ${path}`;
  const remedy = `Stop the bot and run \`${repairCommand}${path === undefined ? '' : ` ${path}`}\`, which keeps a copy`;
  return new StoreDamaged(`${store} is damaged (${found}). ${remedy}.`, options);
}

/**
 * What LevelDB's error says of damage; undefined if it is of something else, such as a full disk. Files that are too
 * short, or not there though the list of tables has them, come as errors of the disk: by the words of its
 * util/env_posix.cc.
 */
export function damageIn(error: unknown): string | undefined {
  const { code, message = '' } = (error ?? {}) as Partial<NodeJS.ErrnoException>;
  if (code === 'LEVEL_CORRUPTION') return message.replace(/^Corruption: /, '');
  const isOfFile =
    code === 'LEVEL_IO_ERROR' && /(?:\.ldb|\.sst|\.log|MANIFEST-\d+|\/): /.test(`${message}: `);
  const isMissingOrShort = /: (?:No such file or directory|Invalid argument)$|\/$/.test(message);
  return isOfFile && isMissingOrShort ? message.replace(/^IO error: /, '') : undefined;
}

/**
 * What is wrong with a folder that LevelDB would take for a new one: without CURRENT, it would delete all tables in there.
 * Undefined if nothing is, or if nothing is there. Throws what the system says of a folder that cannot be read.
 */
export function lostHead(path: string): string | undefined {
  const files = filesIn(path);
  if (files.some(({ name }) => name === 'CURRENT')) return undefined;
  const isWorth = ({ name }: Dirent) =>
    holdsRecords.test(name)
      ? statSync(join(path, name)).size > 0
      : name.startsWith('MANIFEST-') && name !== firstManifest;
  return files.some(isWorth) ? 'its file CURRENT is missing' : undefined;
}

/** The files in a folder, without what is in folders below; none if there is no such folder. */
export function filesIn(path: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true }).filter((each) => each.isFile());
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** What LevelDB left out when it was opened, as its own log in the folder says: records that nobody has any more. */
export async function droppedAtOpening(path: string): Promise<string[]> {
  const text = await readFile(join(path, 'LOG'), 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    const at = line.indexOf('dropping ');
    return at < 0 ? [] : [line.slice(at)];
  });
}

/** Longer than the zeros at a table's end; what is kept is text, which has none. */
const zeros = Buffer.alloc(64);

/** The first table that holds zeros: what a power cut leaves, and what LevelDB takes for blocks without records. */
export async function zeroedTable(path: string): Promise<string | undefined> {
  for (const { name } of filesIn(path)) {
    if (!/\.(?:ldb|sst)$/.test(name)) continue;
    // LevelDB removes tables while it runs.
    const bytes = await readFile(join(path, name)).catch(() => zeros.subarray(1));
    if (bytes.includes(zeros)) return name;
  }
  return undefined;
}

/** How many records are read at once. */
const recordsAtOnce = 1_000;

/**
 * Reads every record. Gives how many are whole, and the keys of those that are not what was written: LevelDB looks at its
 * checksums only where a log is read at opening. Throws what it says of one that it cannot read.
 */
export async function lookThrough(root: Database): Promise<{ whole: number; garbled: string[] }> {
  const records = root.iterator({ fillCache: false });
  const garbled: string[] = [];
  try {
    for (let count = 0; ; ) {
      const next = await records.nextv(recordsAtOnce);
      if (next.length === 0) return { whole: count - garbled.length, garbled };
      count += next.length;
      for (const [key, value] of next) if (!isWhole(value)) garbled.push(key);
    }
  } finally {
    await records.close();
  }
}

/** Records are JSON objects; what else is kept are ids and numbers. */
function isWhole(value: string): boolean {
  return !value.startsWith('{') || parseJson(value) !== undefined;
}
