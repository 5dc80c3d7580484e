import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ClassicLevel } from 'classic-level';
import { filesIn, holdsRecords } from './files.ts';
import { examineTable, refuseBlock } from './format/table.ts';
import type { Database } from './writer.ts';

/** Makes a store of all that can be read in a folder of LevelDB's files that nobody else uses. Throws what LevelDB says. */
export async function salvage(folder: string): Promise<void> {
  await makeTablesOfLogs(folder);
  await refuseBrokenBlocks(folder);
  await ClassicLevel.repair(folder);
  await writeAnew(folder);
}

/**
 * The library's repair takes records from logs without a look at their checksums, and what it takes may be garbage. Opening
 * a database does look, and makes a table of what is whole: so the logs are opened in a new one beside the tables.
 */
async function makeTablesOfLogs(folder: string): Promise<void> {
  const names = filesIn(folder).map(({ name }) => name);
  const beside = join(folder, 'logs');
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

/** Nor does it look at the checksums of tables: what is changed has to be something that it cannot read. */
async function refuseBrokenBlocks(folder: string): Promise<void> {
  for (const { name } of filesIn(folder)) {
    if (!holdsRecords.test(name) || name.endsWith('.log')) continue;
    const bytes = await readFile(join(folder, name));
    const state = examineTable(bytes);
    if (state.name === 'unreadable') await rm(join(folder, name));
    if (state.name !== 'broken') continue;
    for (const block of state.blocks) refuseBlock(bytes, block);
    await writeFile(join(folder, name), bytes);
  }
}

/** Writes every record to new tables, since a table stays as it is if only its filter was damaged. */
async function writeAnew(folder: string): Promise<void> {
  const root: Database = new ClassicLevel(folder);
  await root.open();
  try {
    const [first] = await root.keys({ limit: 1 }).all();
    const [last] = await root.keys({ limit: 1, reverse: true }).all();
    if (first !== undefined && last !== undefined) await root.compactRange(first, last);
  } finally {
    await root.close();
  }
}
