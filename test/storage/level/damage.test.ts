// Not quick: every part of a store is damaged in every way.
import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { ClassicLevel } from 'classic-level';
import { StoreDamaged } from '../../../src/ingest/errors.ts';
import { examineLevel } from '../../../src/storage/level/check.ts';
import { repairLevel } from '../../../src/storage/level/repair.ts';
import { damages } from '../../support/damages.ts';
import { createTestLogger } from '../../support/test-logger.ts';
import {
  cut,
  dropMaster,
  errorOf,
  filesOf,
  handles,
  image,
  openAt,
  presentIn,
  putStore,
  written,
} from '../../support/written-store.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ingest-'));
  path = join(folder, 'store');
  await putStore(path);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
afterAll(dropMaster);

describe.each(damages)('With $name,', ({ harm, named, kept }) => {
  const expected = written.filter(({ handle }) => kept(handle));

  test('the store works, or is named as damaged and is left as it is', async () => {
    harm(path);
    const before = image(path);
    if (named === undefined) {
      const store = await openAt(path);
      expect(await presentIn(store)).toEqual(expect.arrayContaining(expected));
      return store.close();
    }
    const error = await errorOf(openAt(path));
    expect(error).toBeInstanceOf(StoreDamaged);
    const { message } = error as Error;
    expect(message).toMatch(named);
    expect(message).toContain(`The store ${path} is damaged (`);
    expect(message).toContain(`node dist/index.js repair ${path}`);
    expect(message).not.toContain('\n');
    expect(image(path)).toEqual(before);
  });

  test('a repair brings back what is whole, keeps a copy, and the store works', async () => {
    harm(path);
    const before = image(path);
    const { records, copy } = await repairLevel(path);
    expect(records).toBeGreaterThanOrEqual(expected.length);
    const copied = Object.entries(before).filter(([name]) => name !== 'notes.txt');
    expect(image(copy)).toEqual(Object.fromEntries(copied));
    const store = await openAt(path);
    const found = await presentIn(store);
    expect(found).toEqual(expect.arrayContaining(expected));
    expect(written).toEqual(expect.arrayContaining(found));
    const [task = expected[0]] = found;
    if (task !== undefined) await store.tasks.create({ ...task, handle: 'new' });
    await store.close();
    await (await openAt(path)).close();
  });
});

test('A store that ends in the middle of a record opens, and the log of the bot says what that means', async () => {
  cut(filesOf(path).log(), 0.5);
  const logger = createTestLogger();
  await (await openAt(path, logger)).close();
  expect(logger.notes).toEqual([
    {
      level: 'error',
      message: expect.stringContaining('has lost its latest ones: look at /ingest list'),
      facts: { path, file: expect.stringMatching(/^\d+\.log$/) },
    },
  ]);
});

test('A second repair keeps a second copy', async () => {
  const first = await repairLevel(path);
  const second = await repairLevel(path);
  expect([first.copy, second.copy]).toEqual([join(path, 'before-repair-1'), join(path, 'before-repair-2')]);
  expect(Object.keys(image(first.copy))).toContain('CURRENT');
  const store = await openAt(path);
  expect((await presentIn(store)).map(({ handle }) => handle)).toEqual(handles);
  await store.close();
});

test('A store keeps the copies of its repairs while it is used', async () => {
  const { copy } = await repairLevel(path);
  const before = image(copy);
  await (await openAt(path)).close();
  expect(image(copy)).toEqual(before);
  expect(readdirSync(path)).not.toContain('repaired');
});

test('A file that the system does not let be read is told as that, not as damage', async () => {
  const file = filesOf(path).table();
  rmSync(file);
  symlinkSync(file, file);
  const error = await errorOf(openAt(path));
  expect(error).not.toBeInstanceOf(StoreDamaged);
  expect(String(error)).toContain(
    `STORE_URL names the folder ${path}, which cannot be used: a link in it leads back to itself.`,
  );
});

test('A store whose tables come and go while somebody looks is whole at every look', async () => {
  const root = new ClassicLevel(path, { writeBufferSize: 64 * 1024 });
  await root.open();
  async function churn(round: number): Promise<void> {
    const values = Array.from({ length: 40 }, (_, n) => ({
      type: 'put' as const,
      key: `churn!${n}`,
      value: `${round}`.repeat(1_000),
    }));
    await root.batch(values);
    await root.compactRange('a', 'z');
  }
  const tables = () => Object.keys(image(path)).join();
  const before = tables();
  for (let round = 0; round < 60; round += 1) await Promise.all([churn(round), examineLevel(path)]);
  expect(tables()).not.toBe(before);
  await root.close();
});
