import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { damaged } from '../damage.ts';
import { filesIn, holdsRecords, isRepairCut } from './files.ts';
import { NotInFormat } from './format/fields.ts';
import { readLog } from './format/log.ts';
import { type LiveFiles, liveFiles } from './format/manifest.ts';
import { examineTable } from './format/table.ts';

/** The list of tables that a new database begins with. */
const firstManifest = 'MANIFEST-000001';

/**
 * Reads all that LevelDB would read of a store, and changes nothing. Gives the logs that end in the middle of a record.
 * Throws StoreDamaged, which names the first file that is missing or not what was written: LevelDB itself looks at tables
 * when it needs them, and at no checksum in them. A folder without a store is whole.
 */
export async function examineLevel(path: string): Promise<{ torn: string[] }> {
  if (isRepairCut(path)) throw damaged('its repair was cut short', path);
  for (;;) {
    const listed = await readListed(path);
    if (listed === undefined) return { torn: [] };
    const found = await lookAt(path, listed.live);
    if (found.damage === undefined) return found;
    // Whoever has it open removes a file once the list does without it.
    const now = await readListed(path);
    if (now?.manifest === listed.manifest) throw damaged(found.damage, path);
  }
}

/** What the list of tables says; undefined if there is no store. */
async function readListed(path: string): Promise<{ live: LiveFiles; manifest: string } | undefined> {
  const current = await bytesOf(path, 'CURRENT');
  if (current === undefined) {
    if (hasLost(path)) throw damaged('its file CURRENT is missing', path);
    return undefined;
  }
  const name = /^(MANIFEST-\d+)\n$/.exec(current.toString('latin1'))?.[1];
  if (name === undefined) throw damaged('its file CURRENT is changed', path);
  const bytes = await bytesOf(path, name);
  if (bytes === undefined) throw damaged(`its file ${name} is missing`, path);
  const { records, damagedAt } = readLog(bytes);
  if (damagedAt !== undefined) throw damaged(`its file ${name} is changed at byte ${damagedAt}`, path);
  try {
    return { live: liveFiles(records), manifest: `${name} ${bytes.length}` };
  } catch (error) {
    if (error instanceof NotInFormat)
      throw damaged(`its file ${name} cannot be read: ${error.message}`, path);
    throw error;
  }
}

/** Whether LevelDB would make a new store of a folder that is none: it would delete all tables in there. */
function hasLost(path: string): boolean {
  return filesIn(path).some(({ name, size }) =>
    holdsRecords.test(name) ? size > 0 : name.startsWith('MANIFEST-') && name !== firstManifest,
  );
}

async function lookAt(
  path: string,
  live: LiveFiles,
): Promise<{ damage: string | undefined; torn: string[] }> {
  const torn: string[] = [];
  for (const [number, size] of live.tables) {
    const damage = await damageOfTable(path, number, size);
    if (damage !== undefined) return { damage, torn };
  }
  const logs = filesIn(path).filter(
    ({ name }) => name.endsWith('.log') && Number.parseInt(name, 10) >= live.firstLog,
  );
  if (live.firstLog > 0 && !logs.some(({ name }) => Number.parseInt(name, 10) === live.firstLog))
    return { damage: `its log ${named(live.firstLog, 'log')} is missing`, torn };
  for (const { name } of logs) {
    const { damagedAt, isTorn } = readLog((await bytesOf(path, name)) ?? Buffer.alloc(0));
    if (damagedAt !== undefined) return { damage: `its log ${name} is changed at byte ${damagedAt}`, torn };
    if (isTorn) torn.push(name);
  }
  return { damage: undefined, torn };
}

async function damageOfTable(path: string, number: number, size: number): Promise<string | undefined> {
  const name = named(number, 'ldb');
  const bytes = (await bytesOf(path, name)) ?? (await bytesOf(path, named(number, 'sst')));
  if (bytes === undefined) return `its table ${name} is missing`;
  if (bytes.length !== size) return `its table ${name} has ${bytes.length} of ${size} bytes`;
  const state = examineTable(bytes);
  if (state.name === 'whole') return undefined;
  return state.name === 'broken'
    ? `its table ${name} is changed at byte ${state.blocks[0]?.offset}`
    : `its table ${name} cannot be read: ${state.why}`;
}

function named(number: number, ending: string): string {
  return `${String(number).padStart(6, '0')}.${ending}`;
}

async function bytesOf(path: string, name: string): Promise<Buffer | undefined> {
  try {
    return await readFile(join(path, name));
  } catch (error) {
    if (['ENOENT', 'EISDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}
